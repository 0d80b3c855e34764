package dev.tandem.tests.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.ReducedMotion;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// The same story on a phone, in the dark, and from right to left: everything can be reached,
/// nothing hangs over an edge, axe finds nothing, and there are pictures to look at.
class LooksIT {
    @RegisterExtension static final Stage stage = new Stage("looks");

    /// The words of the mockups.
    private static final Path ARABIC = Path.of("..", "agent-client", "widget", "dev", "arabic.mjs");

    @Test
    void onAPhoneInTheDark() {
        Agent maya = stage.agent("maya", desktop().setColorScheme(ColorScheme.DARK)).signsIn();
        Customer customer = stage.customer(phone().setColorScheme(ColorScheme.DARK));
        walk(new Album("phone-dark"), customer, maya);
    }

    @Test
    void withBothOnPhones() {
        Agent maya = stage.agent("maya", phone()).signsIn();
        Customer customer = stage.customer(phone());
        walk(new Album("phones"), customer, maya);
    }

    @Test
    void fromRightToLeft() throws IOException {
        Agent maya = stage.agent("maya", desktop()).signsIn();
        Customer customer = stage.customer(desktop());
        customer.browser.addInitScript(
                Files.readString(ARABIC).replace("export const", "const")
                        + "window.tandemSettings = { locale: 'ar', texts: arabic };");
        walk(new Album("right-to-left"), customer, maya);
        assertThat(customer.page().locator("tandem-widget").getAttribute("dir")).isEqualTo("rtl");
    }

    private static Browser.NewContextOptions desktop() {
        return still(Stage.screen(1280, 800));
    }

    private static Browser.NewContextOptions phone() {
        return still(Stage.screen(390, 844)).setHasTouch(true).setIsMobile(true);
    }

    /// A picture in the middle of a movement shows nothing, and its colours are measured wrong.
    private static Browser.NewContextOptions still(Browser.NewContextOptions screen) {
        return screen.setReducedMotion(ReducedMotion.REDUCE);
    }

    private static void walk(Album album, Customer customer, Agent maya) {
        customer.visits("/demo/");
        look(album, "closed", customer);
        customer.click("launcher");
        look(album, "greeting", customer, maya);
        customer.asks("What does a blinking amber light mean?");
        look(album, "answer", customer);
        customer.says("I want to talk to a person");
        customer.expect("channel-offer").isVisible();
        look(album, "channels", customer);
        customer.click("channel-video");
        customer.expect("details-form").isVisible();
        look(album, "form", customer);
        customer.fillsIn("Elena Moritz", "elena@example.com", "Pushed the cable in");
        maya.expect("offer").isVisible();
        customer.expect("queue").isVisible();
        look(album, "ring", customer, maya);
        maya.accepts();
        customer.sees();
        maya.sees();
        look(album, "video", customer, maya);
        customer.click("call-devices");
        customer.expect("device-choice").isVisible();
        look(album, "devices", customer);
        customer.click("call-devices");
        maya.click("call-keys");
        customer.click("call-keys");
        customer.click("key-4");
        maya.expect("keys-pressed").containsText("pressed 4");
        look(album, "keys", customer, maya);
        customer.click("keypad-close");
        maya.click("keypad-close");
        customer.click("call-to-voice");
        customer.expect("voice-stage").isVisible();
        customer.hears();
        look(album, "voice", customer, maya);
        customer.click("call-minimise");
        look(album, "minimised", customer);
        customer.click("call-open");
        maya.visible("call-end").click();
        customer.expect("event-call_ended").isVisible();
        maya.says("It is green again.");
        customer.expect(customer.by("message-other").last()).containsText("green again");
        look(album, "chat", customer);
        maya.endsAndWrapsUp("solved", "Pushed the cable in again.");
        customer.click("rating-5");
        look(album, "rating", customer, maya);
    }

    private static void look(Album album, String state, Customer customer, Agent... agent) {
        album.show(state, customer);
        staysWithin(customer);
        Accessibility.isFineInTheWidget(customer.page(), state);
        for (Agent one : agent) {
            album.show(state, one);
            staysWithin(one);
            Accessibility.isFineOnTheDesk(one.page(), state);
        }
    }

    private static void staysWithin(Person person) {
        assertThat(
                        person.page()
                                .evaluate(
                                        "document.documentElement.scrollWidth <= window.innerWidth"))
                .as("nothing wider than the screen at %s", person)
                .isEqualTo(true);
        assertThat(person.page().evaluate(OVER_THE_EDGE))
                .as("what hangs over the panel's edge at %s", person)
                .isEqualTo("");
    }

    /// Everything that is drawn in the widget's panel beyond its left or right side, by its class.
    private static final String OVER_THE_EDGE =
            """
            () => {
              const panel = document.querySelector("tandem-widget")?.shadowRoot.querySelector("[data-testid=panel]");
              if (!panel) return "";
              const edge = panel.getBoundingClientRect();
              return [...panel.querySelectorAll("*")]
                .filter(element => !element.closest("svg, video, .sr"))
                .map(element => ({ element, box: element.getBoundingClientRect() }))
                .filter(({ box }) => box.width > 0 && (box.left < edge.left - 1 || box.right > edge.right + 1))
                .map(({ element }) => element.tagName + "." + element.className)
                .join(" ");
            }
            """;
}
