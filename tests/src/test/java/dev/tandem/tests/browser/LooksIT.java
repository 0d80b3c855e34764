package dev.tandem.tests.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.options.ColorScheme;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/// The same story on a phone and in the dark: everything can be reached, nothing hangs over the
/// edge, and there are pictures to look at.
class LooksIT {
    @RegisterExtension static final Stage stage = new Stage("looks");

    @Test
    void onAPhoneInTheDark() {
        Agent maya = stage.agent("maya", dark(1280, 800)).signsIn();
        Customer customer = stage.customer(dark(390, 844)).opens("/demo/");
        walk(new Album("phone-dark"), customer, maya);
    }

    @Test
    void withBothOnPhones() {
        Agent maya = stage.agent("maya", Stage.screen(390, 844)).signsIn();
        Customer customer = stage.customer(Stage.screen(390, 844)).opens("/demo/");
        walk(new Album("phones"), customer, maya);
    }

    private static Browser.NewContextOptions dark(int width, int height) {
        return Stage.screen(width, height).setColorScheme(ColorScheme.DARK);
    }

    private static void walk(Album album, Customer customer, Agent maya) {
        album.show("greeting", customer, maya);
        customer.asks("What does a blinking amber light mean?");
        album.show("answer", customer);
        customer.says("I want to talk to a person");
        customer.expect("channel-offer").isVisible();
        album.show("channels", customer);
        customer.click("channel-video");
        customer.expect("details-form").isVisible();
        album.show("form", customer);
        customer.fillsIn("Elena Moritz", "elena@example.com", "Pushed the cable in");
        maya.expect("offer").isVisible();
        customer.expect("queue").isVisible();
        album.show("ring", customer, maya);
        maya.accepts();
        customer.sees();
        maya.sees();
        album.show("video", customer, maya);
        customer.click("call-to-voice");
        customer.expect("voice-stage").isVisible();
        customer.hears();
        album.show("voice", customer, maya);
        staysWithin(customer);
        staysWithin(maya);
        maya.visible("call-end").click();
        customer.expect("event-call_ended").isVisible();
        maya.endsAndWrapsUp("solved", "Pushed the cable in again.");
        customer.expect("rating").isVisible();
        album.show("rating", customer, maya);
    }

    private static void staysWithin(Person person) {
        assertThat(
                        person.page()
                                .evaluate(
                                        "document.documentElement.scrollWidth <= window.innerWidth"))
                .as("nothing wider than the screen at %s", person)
                .isEqualTo(true);
    }
}
