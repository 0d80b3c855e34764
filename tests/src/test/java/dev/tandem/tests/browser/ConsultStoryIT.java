package dev.tandem.tests.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;

import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.extension.RegisterExtension;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/// An agent talks to a colleague before a call is passed on: alone, with the customer, and then the
/// colleague has it. Everybody sounds a tone of their own, and who is heard by whom is read from
/// the decoded sound of each browser.
@TestMethodOrder(MethodOrderer.MethodName.class)
class ConsultStoryIT {
    @RegisterExtension static final Stage stage = new Stage("consult");

    /// Hz.
    private static final int MAYA = 700;

    private static final int TOM = 1_100;
    private static final int CUSTOMER = 1_700;

    private static final String TOMS_NAME = "Tom Lindqvist";
    private static final String NOTE = "Has restarted the router twice already.";
    private static final String PROBLEM = "My router blinks red since this morning.";
    private static final String HELD = "On hold for a colleague";

    /// How loud each of these tones is in a recording, in seconds of it.
    private static final String SECONDS_OF =
            """
            async ([source, tones]) => {
              const bytes = await (await fetch(source)).arrayBuffer();
              const sound = await new OfflineAudioContext(2, 48000, 48000).decodeAudioData(bytes);
              const samples = sound.getChannelData(0);
              const found = { all: sound.duration };
              for (const hertz of tones) {
                found[hertz] = 0;
                for (let at = 0; at + 480 <= samples.length; at += 480) {
                  let sin = 0, cos = 0;
                  for (let i = 0; i < 480; i++) {
                    sin += samples[at + i] * Math.sin(2 * Math.PI * hertz * i / 48000);
                    cos += samples[at + i] * Math.cos(2 * Math.PI * hertz * i / 48000);
                  }
                  if (2 * Math.hypot(sin, cos) / 480 > 0.05) found[hertz] += 0.01;
                }
              }
              return found;
            }
            """;

    private Agent maya;
    private Agent tom;
    private Customer customer;
    private final Map<Person, ToneWatch> ears = new HashMap<>();

    @Test
    void twoAgentsTalkAloneThenAllThreeAndThenTheColleagueHasIt() {
        Album album = new Album("consult");
        call();
        String conversation = customer.conversation();

        maya.asksFirst(TOMS_NAME, NOTE);
        maya.expect("transfer-asking").containsText("talk first");
        customer.expect("call-quality").containsText(HELD);
        tom.expect("offer-consult").containsText("Maya");
        tom.click("offer-read");
        tom.expect("timeline").containsText(PROBLEM);
        tom.expect("handoff-card").containsText(NOTE);
        album.show("asked", customer, maya, tom);

        tom.accepts();
        for (Agent agent : List.of(maya, tom)) {
            agent.expect("consult").hasAttribute("data-alone", "true");
        }
        hears(tom, MAYA);
        hears(maya, TOM);
        hears(customer);
        customer.expect("voice-stage").hasAttribute("data-held", "true");
        album.show("alone", customer, maya, tom);
        Accessibility.isFineOnTheDesk(maya.page(), "a talk with a colleague");
        Accessibility.isFineOnTheDesk(tom.page(), "a talk with a colleague");

        tom.click("call-mute");
        maya.expect("call-status").containsText("Tom Lindqvist is muted");
        tom.click("call-mute");
        hears(maya, TOM);

        maya.click("consult-bring");
        tom.expect("consult").hasAttribute("data-alone", "false");
        customer.expect("voice-stage").containsText("Maya Okafor and Tom Lindqvist");
        hears(customer, MAYA, TOM);
        hears(maya, TOM, CUSTOMER);
        hears(tom, MAYA, CUSTOMER);
        album.show("together", customer, maya, tom);
        album.show("on-a-phone", onAPhone(maya), onAPhone(tom), onAPhone(customer));

        maya.click("consult-hold");
        customer.expect("call-quality").containsText(HELD);
        hears(customer);
        hears(maya, TOM);

        maya.click("consult-complete");
        hears(customer, TOM);
        hears(tom, CUSTOMER);
        maya.hasNoCall();
        maya.expect("consult").isHidden();
        tom.expect("consult").isHidden();
        customer.expect("voice-stage").containsText(TOMS_NAME);
        album.show("handed-over", customer, maya, tom);
        assertThat(customer.heard().connections()).isEqualTo(1);
        assertThat(tom.events(conversation))
                .containsOnlyOnce("call_started", "transfer_asked", "consult_started")
                .doesNotContain("consult_ended", "call_ended", "call_moved");
        assertThat(customer.page().content()).doesNotContain(NOTE);
        tom.endsAndWrapsUp("solved", "");
    }

    @Test
    void whateverBecomesOfTheColleagueTheCustomerIsWithTheAgentAgain() {
        Album album = new Album("consult-ends");
        call();
        String conversation = customer.conversation();
        maya.visible("record-start").click();
        customer.expect("call-recording").hasAttribute("data-recording", "on");
        hears(customer, MAYA);

        maya.asksFirst(TOMS_NAME, NOTE);
        tom.click("offer-pass");
        maya.expect("transfer-ended").containsText("said no");
        hears(customer, MAYA);

        // What the two say alone is nobody else's, over a restart of the server too.
        asksAndTalks();
        hears(customer);
        stage.tandem().stop();
        customer.expect("line-reconnecting").isVisible();
        stage.tandem().restart();
        for (Agent agent : List.of(maya, tom)) {
            agent.expect("consult").hasAttribute("data-alone", "true");
            agent.expect("call-stage").hasAttribute("data-phase", "connected");
        }
        hears(tom, MAYA);
        hears(maya, TOM);
        hears(customer);

        tom.click("consult-leave");
        maya.expect("consult-ended").containsText("left the call");
        tom.hasNoCall();
        hears(customer, MAYA);
        hears(maya, CUSTOMER);
        album.show("left", customer, maya, tom);

        asksAndTalks();
        maya.click("consult-drop");
        tom.hasNoCall();
        hears(customer, MAYA);

        asksAndTalks();
        customer.click("call-end");
        customer.expect("event-call_ended").isVisible();
        tom.hasNoCall();
        maya.hasNoCall();
        customer.says("Are you still there?");
        maya.expect("timeline").containsText("Are you still there?");
        maya.endsAndWrapsUp("solved", "");
        assertThat(maya.events(conversation))
                .containsOnlyOnce("call_started", "call_ended", "recording_started");
        nothingOfTheTalkIsRecorded();
    }

    private void call() {
        maya = stage.agent("maya");
        tom = stage.agent("tom");
        customer = stage.customer();
        ToneWatch.install(maya.browser, MAYA, CUSTOMER, TOM);
        ToneWatch.install(tom.browser, TOM, CUSTOMER, MAYA);
        ToneWatch.install(customer.browser, CUSTOMER, MAYA, TOM);
        maya.signsIn();
        customer.opens("/demo/help/");
        customer.says(PROBLEM);
        customer.callsWith(maya);
        tom.signsIn();
        for (Person person : List.of(maya, tom, customer)) {
            ears.put(person, new ToneWatch(person.page()));
        }
        hears(customer, MAYA);
        hears(maya, CUSTOMER);
    }

    /// In the dark, to look at.
    private static Person onAPhone(Person person) {
        person.page().setViewportSize(390, 844);
        person.page().emulateMedia(new Page.EmulateMediaOptions().setColorScheme(ColorScheme.DARK));
        return person;
    }

    private void asksAndTalks() {
        maya.asksFirst(TOMS_NAME, NOTE);
        tom.accepts();
        maya.expect("consult").hasAttribute("data-alone", "true");
        hears(tom, MAYA);
        hears(maya, TOM);
    }

    /// These tones sound on at this person's, and none of the others.
    private void hears(Person who, Integer... tones) {
        Set<Integer> expected = new TreeSet<>(Set.of(tones));
        ToneWatch ear = ears.get(who);
        ToneWatch.Heard[] last = new ToneWatch.Heard[1];
        who.await(
                expected + " at " + who + ", not " + last[0],
                () -> {
                    ear.begin();
                    ear.awaitSeconds(0.3);
                    last[0] = ear.heard();
                    return last[0].steady().equals(expected) && last[0].passing().isEmpty();
                });
        ear.begin();
        ear.awaitSeconds(1);
        assertThat(ear.heard())
                .as("what %s hears", who)
                .isEqualTo(new ToneWatch.Heard(expected, Set.of()));
    }

    private void nothingOfTheTalkIsRecorded() {
        maya.click("rail-history");
        maya.page().getByTestId("history-row").first().click();
        while (maya.sees("player-writing")) {
            maya.click("player-again");
        }
        maya.expect("player").isVisible();
        Locator files = maya.by("player-audio");
        double ofMaya = 0;
        for (int i = 0; i < files.count(); i++) {
            Object source = files.nth(i).evaluate("audio => audio.src");
            Map<?, ?> found =
                    (Map<?, ?>)
                            maya.page()
                                    .evaluate(
                                            SECONDS_OF,
                                            List.of(source, List.of(MAYA, TOM, CUSTOMER)));
            assertThat(seconds(found, TOM)).as("of Tom in %s", source).isLessThan(0.05);
            ofMaya += seconds(found, MAYA);
        }
        assertThat(ofMaya).as("of Maya with the customer").isGreaterThan(3);
    }

    private static double seconds(Map<?, ?> found, int hertz) {
        return ((Number) found.get(Integer.toString(hertz))).doubleValue();
    }
}
