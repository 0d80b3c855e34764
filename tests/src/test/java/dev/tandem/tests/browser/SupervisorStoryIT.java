package dev.tandem.tests.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import java.util.ArrayList;
import java.util.List;

/// A supervisor sees what goes on, listens to a call, whispers to its agent, joins and leaves; who
/// hears whom is read from the decoded sound of three browsers, each with a tone of its own.
class SupervisorStoryIT {
    @RegisterExtension static final Stage stage = new Stage("supervisor");

    private static final int ZOE = 500;
    private static final int MAYA = 800;
    private static final int SAM = 1_300;
    private static final List<Integer> ALL = List.of(ZOE, MAYA, SAM);

    @Test
    void aSupervisorListensWhispersJoinsAndLeaves() {
        Album album = new Album("supervisor");
        Agent maya = stage.agent("maya");
        Tones mayas = new Tones(maya, maya.browser, MAYA, ALL);
        maya.signsIn();
        Customer customer = stage.customer();
        Tones customers = new Tones(customer, customer.browser, ZOE, ALL);
        List<String> told = new ArrayList<>();
        customer.page().onWebSocket(s -> s.onFrameReceived(f -> told.add(f.text())));
        customer.opens("/demo/help/");
        customer.says("My router blinks red since this morning.");
        customer.callsWith(maya);
        String conversation = customer.conversation();
        Agent sam = stage.agent("sam");
        Tones sams = new Tones(sam, sam.browser, SAM, ALL);
        sam.signsIn();

        sam.click("rail-live");
        var row =
                sam.page()
                        .locator(
                                "[data-testid=live-row][data-conversation='" + conversation + "']");
        sam.expect(row).hasAttribute("data-call", "true");
        sam.expect(row).containsText("Maya Okafor");
        row.click();
        sam.expect("timeline").containsText("My router blinks red since this morning.");
        sam.expect("composer-input").isHidden();
        sam.expect("supervise").hasAttribute("data-mode", "out");
        album.show("live", sam);

        sam.click("supervise-monitor");
        sams.hears(ZOE);
        sams.hears(MAYA);
        assertThat(sams.found().asked()).as("microphone or camera asked for").isZero();
        maya.expect("supervised").containsText("Sam Rivera is listening");
        mayas.hears(ZOE);
        customers.hears(MAYA);
        assertThat(mayas.found().of(SAM)).as("Sam at Maya's").isZero();
        assertThat(customers.found().of(SAM)).as("Sam at the customer's").isZero();
        album.show("listens", sam, maya, customer);
        Accessibility.isFineOnTheDesk(sam.page(), "what goes on, and a call listened to");
        Accessibility.isFineOnTheDesk(maya.page(), "a call that a supervisor listens to");
        sam.page().emulateMedia(new Page.EmulateMediaOptions().setColorScheme(ColorScheme.DARK));
        album.show("in-the-dark", sam);
        Accessibility.isFineOnTheDesk(sam.page(), "what goes on, in the dark");
        sam.page().setViewportSize(390, 800);
        album.show("on-a-phone", sam);
        sam.page().setViewportSize(1280, 800);

        sam.click("supervise-whisper");
        mayas.hears(SAM);
        maya.expect("supervised").containsText("whispering");
        customers.hears(MAYA);
        assertThat(customers.found().of(SAM)).as("Sam at the customer's").isZero();
        assertThat(told)
                .as("what the customer's browser was told")
                .anyMatch(t -> t.contains("hidden"))
                .noneMatch(t -> t.contains("Sam") || t.contains("supervis"));
        album.show("whispers", sam, maya, customer);

        sam.click("supervise-barge");
        customers.hears(SAM);
        mayas.hears(SAM);
        customer.expect("event-supervisor_joined").containsText("Sam Rivera joined the call");
        album.show("joins", sam, maya, customer);

        sam.click("supervise-monitor");
        mayas.hearsNoMore(SAM);
        customers.hearsNoMore(SAM);
        customer.expect("event-supervisor_left").isVisible();
        sams.hears(ZOE);
        assertThat(sam.heard().connections()).as("the supervisor's connection").isEqualTo(1);

        sam.click("supervise-leave");
        sam.hasNoCall();
        maya.expect("supervised").isHidden();
        customers.hears(MAYA);
        mayas.hears(ZOE);
        assertThat(sam.events(conversation).stream().filter(e -> e.startsWith("supervis")))
                .containsExactly(
                        "supervised",
                        "supervised",
                        "supervised",
                        "supervised",
                        "supervision_ended");
        maya.click("call-end");
        maya.endsAndWrapsUp("solved", "");
    }
}
