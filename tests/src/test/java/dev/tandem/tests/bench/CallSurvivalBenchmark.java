package dev.tandem.tests.bench;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.BrowserContext;

import dev.tandem.tests.browser.Agent;
import dev.tandem.tests.browser.Browsers;
import dev.tandem.tests.browser.Customer;
import dev.tandem.tests.browser.ToneWatch;
import dev.tandem.tests.harness.Installation;
import dev.tandem.tests.harness.TandemProcess;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import java.util.List;
import java.util.Map;

/// How long a live call is silent when its bridge is killed: [#KILLS] times `kill -9` of the
/// bridge's process while another one is there and warm, in one recorded voice call between two
/// pages of the shipped widget and desk. The tone of each side is listened for at the other
/// ([ToneWatch]); the gap is the longest time without it.
///
/// And how long when its bridge is drained: [#MOVES] times `/drain`, after which that process is
/// stopped and started again. The call then goes to the other bridge make before break.
///
/// Besides a kill's gap, in ms after the kill: when the server says "another bridge" (`join_call`:
/// the death was noticed and another bridge chosen), when that bridge has answered, and when ICE
/// and DTLS are through.
///
/// After the counted ones the state of the call is looked at over two more kills: the agent muted,
/// and the customer on hold. Silence has to stay silence then. And the recording is on after all of
/// them.
@Tag("call-survival")
class CallSurvivalBenchmark {
    private static final int KILLS = Integer.getInteger("bench.kills", 20);

    private static final int MOVES = Integer.getInteger("bench.moves", 20);

    /// Hz.
    private static final int CUSTOMERS = 500;

    private static final int AGENTS = 700;

    private static final String KILLED = "bridge killed";
    private static final String MOVED = "bridge drained";
    private static final String GAP = "gap at both ends";

    private final Report report = new Report("call-survival");

    @Test
    void aTonesGapWhileItsBridgeDies() throws Exception {
        try (Installation tandem = Installation.start("call-survival", 2);
                Browsers browsers = Browsers.open();
                BrowserContext agents = person(browsers, AGENTS, CUSTOMERS);
                BrowserContext customers = person(browsers, CUSTOMERS, AGENTS)) {
            Agent maya = new Agent(agents, tandem.front(), "maya").signsIn();
            Customer customer = new Customer(customers, tandem.front()).opens("/demo/");
            customer.asksForPerson("voice");
            maya.accepts();
            ToneWatch widget = new ToneWatch(customer.page());
            ToneWatch desk = new ToneWatch(maya.page());
            maya.visible("record-start").click();
            customer.expect("call-recording").hasAttribute("data-recording", "on");
            // The first kill finds a cold bridge and cold code in the server: it does not count.
            for (int i = -1; i < KILLS; i++) {
                kill(tandem, widget, desk, i >= 0);
            }
            for (int i = -1; i < MOVES; i++) {
                move(tandem, widget, desk, i >= 0);
            }
            report.addP95(KILLED, GAP);
            report.addP95(MOVED, GAP);
            staysMuted(tandem, maya, customer, widget, desk);
            staysOnHold(tandem, maya, widget, desk);
            report.write();
            customer.expect("call-recording").hasAttribute("data-recording", "on");
            maya.endsAndWrapsUp("solved", "");
        }
    }

    private static BrowserContext person(Browsers browsers, int sounds, int hears) {
        BrowserContext person = browsers.newPerson();
        ToneWatch.install(person, sounds, hears);
        return person;
    }

    private static void awaitTone(List<ToneWatch> sides) {
        for (ToneWatch side : sides) {
            side.begin();
            side.await("toned >= 100");
            side.begin();
        }
    }

    private void kill(Installation tandem, ToneWatch widget, ToneWatch desk, boolean counts) {
        List<ToneWatch> sides = List.of(widget, desk);
        awaitTone(sides);
        TandemProcess carrying = tandem.carrying();
        double killed = ToneWatch.clock();
        carrying.kill();
        for (ToneWatch side : sides) {
            side.await("longest >= 200");
        }
        Map<String, Double> atCustomer = widget.notes();
        Map<String, Double> atAgent = desk.notes();
        double gapAtCustomer = widget.found().longest();
        double gapAtAgent = desk.found().longest();
        if (counts) {
            report.add(KILLED, GAP, "ms", Math.max(gapAtCustomer, gapAtAgent));
            report.add(KILLED, "customer: gap", "ms", gapAtCustomer);
            report.add(KILLED, "agent: gap", "ms", gapAtAgent);
            for (String step : List.of("join_call", "sdp_answer", "connection connected")) {
                note("customer: " + step, atCustomer.get(step), killed);
                note("agent: " + step, atAgent.get(step), killed);
            }
        }
        carrying.restart();
        tandem.awaitWhole();
    }

    private void move(Installation tandem, ToneWatch widget, ToneWatch desk, boolean counts) {
        List<ToneWatch> sides = List.of(widget, desk);
        awaitTone(sides);
        TandemProcess carrying = tandem.carrying();
        double asked = ToneWatch.clock();
        carrying.drain();
        double done = ToneWatch.clock() - asked;
        sides.forEach(side -> side.awaitSeconds(1));
        if (counts) {
            double customers = widget.found().longest();
            double agents = desk.found().longest();
            report.add(MOVED, GAP, "ms", Math.max(customers, agents));
            report.add(MOVED, "customer: gap", "ms", customers);
            report.add(MOVED, "agent: gap", "ms", agents);
            report.add(MOVED, "drain -> bridge empty", "ms", done);
        }
        carrying.stop();
        carrying.restart();
        tandem.awaitWhole();
    }

    private void note(String what, Double at, double killed) {
        if (at != null) {
            report.add(KILLED, what, "ms", at - killed);
        }
    }

    /// What was said before is still on its way, and in the buffer of who plays it.
    private static void playedOut(ToneWatch listener) {
        listener.begin();
        listener.await("without - toned >= 30");
    }

    /// The customer hears nothing of a muted agent, before, while and after; the agent hears on.
    private void staysMuted(
            Installation tandem, Agent maya, Customer customer, ToneWatch widget, ToneWatch desk) {
        awaitTone(List.of(widget, desk));
        maya.click("call-mute");
        customer.expect("call-quality").containsText("is muted");
        playedOut(widget);
        TandemProcess carrying = tandem.carrying();
        widget.begin();
        desk.begin();
        carrying.kill();
        desk.await("longest >= 200");
        desk.begin();
        desk.await("toned >= 200");
        double heard = widget.found().toned();
        report.add("muted agent, bridge killed", "heard after", "ms", 10 * heard);
        assertThat(heard).as("frames of a muted agent").isZero();
        maya.expect("call-mute").hasAttribute("data-lit", "true");
        maya.click("call-mute");
        carrying.restart();
        tandem.awaitWhole();
        awaitTone(List.of(widget, desk));
    }

    /// Neither hears the other over the kill, and both do when the hold is over.
    private void staysOnHold(Installation tandem, Agent maya, ToneWatch widget, ToneWatch desk) {
        maya.click("call-hold");
        maya.expect("call-hold").hasAttribute("data-lit", "true");
        playedOut(widget);
        playedOut(desk);
        TandemProcess carrying = tandem.carrying();
        widget.begin();
        desk.begin();
        carrying.kill();
        carrying.restart();
        tandem.awaitWhole();
        double heard = widget.found().toned() + desk.found().toned();
        report.add("customer on hold, bridge killed", "heard after", "ms", 10 * heard);
        assertThat(heard).as("frames of two on hold").isZero();
        maya.expect("call-hold").hasAttribute("data-lit", "true");
        maya.click("call-hold");
        awaitTone(List.of(widget, desk));
    }
}
