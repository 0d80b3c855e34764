package dev.tandem.tests.bench;

import com.microsoft.playwright.BrowserContext;

import dev.tandem.tests.browser.Agent;
import dev.tandem.tests.browser.Browsers;
import dev.tandem.tests.browser.Customer;
import dev.tandem.tests.harness.TandemProcess;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/// From the click that makes a call to the first sound at both ends, and from the click that makes
/// it a video call to the first picture at both ends: the shipped server, widget and desk, and two
/// Chromiums of their own with fake devices, all on one machine.
///
/// Three things are measured, [#CALLS] times each after [#WARM_UP] that do not count:
/// - an agent accepts the offer of a customer who has chosen voice in the queue; each time a new
///   customer on a page that was just opened;
/// - a customer consents to the voice call that the agent proposes in the middle of their chat;
/// - an agent consents to raise a voice call, just begun, to video: both cameras go on.
///
/// The clock starts with the time that the browser gives its click (the input event, before any
/// script has heard of it) and stops when the page holds the first 10 ms of decoded sound with a
/// peak of -40 dBFS, or the first decoded picture ([CallWatch]); "both ends" is the later one of
/// the two. Both microphones carry a voice without pauses ([Voice]), because the fake device's own
/// beep comes twice a second and would be waited for. The devices are given without asking: a
/// person's thought is not in the figures, opening the device is. While the question is on the
/// screen the call is prepared; the click comes when both paths stand, as a person's would, who has
/// to read the question first. How long that takes is measured, too.
///
/// Resolution: 10 ms for sound, which comes in frames of that length, and the pages' main threads
/// must be free to see it, so a busy machine makes the figures larger, never smaller. The pages'
/// clocks are compared with this process's; "clocks differ at most" is the doubt left. A speaker's
/// own delay is not in the figures.
@Tag("call-setup")
class CallSetupBenchmark {
    private static final int WARM_UP = 3;
    private static final int CALLS = 25;

    /// What a prepared call has while one side is asked: a path with its keys, and the microphone
    /// of the side that has asked.
    private static final String PREPARED = "connection connected";

    private static final String OPENED = "microphone given";

    /// Steps on the way: the server has said that the call begins.
    private static final List<Step> TO_SOUND =
            List.of(new Step("join_call", "begins"), new Step("audio", "first sound"));

    private static final List<Step> TO_PICTURE =
            List.of(
                    new Step("camera asked", "camera asked"),
                    new Step("camera given", "camera given"),
                    new Step("frame", "first picture"));

    private static final String OFFER_ACCEPTED = "voice: agent accepts offer";
    private static final String VOICE_CONSENTED = "voice: customer consents";
    private static final String VIDEO_CONSENTED = "video: agent consents";
    private static final String BOTH = "both ends";

    private record Step(String noted, String shown) {}

    private static final Path FOLDER = Path.of("target", "bench");

    private final Report report = new Report("call-setup");

    @Test
    void fromTheClickToTheFirstSoundAndTheFirstPicture() throws Exception {
        Path low = FOLDER.resolve("voice-low.wav");
        Path high = FOLDER.resolve("voice-high.wav");
        Voice.write(low, 110, 1);
        Voice.write(high, 210, 2);
        try (TandemProcess tandem = TandemProcess.start("call-setup");
                Browsers customers = Browsers.openSpeaking(high);
                Browsers agents = Browsers.openSpeaking(low)) {
            Agent maya = new Agent(person(agents), tandem, "maya").signsIn();
            CallWatch desk = new CallWatch(maya.page());
            for (int i = -WARM_UP; i < CALLS; i++) {
                offerAccepted(tandem, customers, maya, desk, i >= 0);
            }
            try (BrowserContext person = person(customers)) {
                Customer customer = new Customer(person, tandem).opens("/demo/");
                customer.asksForPerson("text");
                maya.accepts();
                CallWatch widget = new CallWatch(customer.page());
                for (int i = -WARM_UP; i < CALLS; i++) {
                    raised(customer, widget, maya, desk, i >= 0);
                }
            }
            for (String what : List.of(OFFER_ACCEPTED, VOICE_CONSENTED, VIDEO_CONSENTED)) {
                report.addP95(what, BOTH);
            }
            report.write();
        }
    }

    private static BrowserContext person(Browsers browsers) {
        BrowserContext person = browsers.newPerson();
        CallWatch.install(person);
        return person;
    }

    private void offerAccepted(
            TandemProcess tandem, Browsers customers, Agent maya, CallWatch desk, boolean counts) {
        try (BrowserContext person = person(customers)) {
            Customer customer = new Customer(person, tandem).opens("/demo/");
            CallWatch widget = new CallWatch(customer.page());
            widget.begin();
            desk.begin();
            customer.asksForPerson("voice");
            maya.expect("offer-accept").isVisible();
            awaitPrepared(widget, desk, widget, counts);

            maya.click("offer-accept");
            double click = desk.when("click offer-accept");
            awaitBoth(widget, desk, TO_SOUND);
            if (counts) {
                note(OFFER_ACCEPTED, click, widget, desk, TO_SOUND);
            }

            maya.endsAndWrapsUp("solved", "");
        }
    }

    private void raised(
            Customer customer, CallWatch widget, Agent maya, CallWatch desk, boolean counts) {
        widget.begin();
        desk.begin();
        maya.click("call-voice");
        customer.expect("consent-accept").isVisible();
        awaitPrepared(widget, desk, desk, counts);
        customer.click("consent-accept");
        double click = widget.when("click consent-accept");
        awaitBoth(widget, desk, TO_SOUND);
        if (counts) {
            note(VOICE_CONSENTED, click, widget, desk, TO_SOUND);
        }

        customer.visible("call-camera").click();
        maya.expect("consent-accept").isVisible();
        widget.begin();
        desk.begin();
        maya.click("consent-accept");
        click = desk.when("click consent-accept");
        awaitBoth(widget, desk, TO_PICTURE);
        if (counts) {
            note(VIDEO_CONSENTED, click, widget, desk, TO_PICTURE);
        }

        maya.visible("call-end").click();
        maya.expect("call-voice").isVisible();
        customer.expect("voice-stage").isHidden();
        customer.expect("video-stage").isHidden();
    }

    private void awaitPrepared(CallWatch widget, CallWatch desk, CallWatch asker, boolean counts) {
        for (CallWatch side : List.of(widget, desk)) {
            side.await(PREPARED);
        }
        asker.await(OPENED);
        if (counts) {
            Map<String, Double> atCustomer = widget.notes();
            Map<String, Double> atAgent = desk.notes();
            report.add(
                    "preparation",
                    "both ends",
                    "ms",
                    Math.max(atCustomer.get(PREPARED), atAgent.get(PREPARED))
                            - Math.min(
                                    atCustomer.get("prepare_call"), atAgent.get("prepare_call")));
        }
        widget.begin();
        desk.begin();
    }

    private static void awaitBoth(CallWatch widget, CallWatch desk, List<Step> steps) {
        for (Step step : steps) {
            widget.await(step.noted());
            desk.await(step.noted());
        }
    }

    /// What happened at both ends, in ms after the click.
    private void note(
            String what, double click, CallWatch widget, CallWatch desk, List<Step> steps) {
        Map<String, Double> atCustomer = widget.notes();
        Map<String, Double> atAgent = desk.notes();
        String last = steps.getLast().noted();
        report.add(what, BOTH, "ms", Math.max(atCustomer.get(last), atAgent.get(last)) - click);
        for (Step step : steps) {
            report.add(
                    what, "customer: " + step.shown(), "ms", atCustomer.get(step.noted()) - click);
        }
        for (Step step : steps) {
            report.add(what, "agent: " + step.shown(), "ms", atAgent.get(step.noted()) - click);
        }
        report.add(what, "clocks differ at most", "ms", widget.uncertainty() + desk.uncertainty());
    }
}
