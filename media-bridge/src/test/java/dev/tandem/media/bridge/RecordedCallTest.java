package dev.tandem.media.bridge;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tandem.media.bridge.SimulatedBrowser.Numbers;
import dev.tandem.signaling.bridge.Audience;
import dev.tandem.signaling.bridge.BridgeCommand;
import dev.tandem.signaling.bridge.BridgeReply;

import org.junit.jupiter.api.Test;

import java.util.Optional;
import java.util.Set;

/// What a recording hears of a call: what its legs may send, while it is wanted, and nothing else.
class RecordedCallTest {
    private final BridgeSimulation sim = new BridgeSimulation(11);

    private void record(boolean wanted) {
        assertThat(sim.perform(new BridgeCommand.SetRecording(BridgeSimulation.CALL, wanted)))
                .isEqualTo(new BridgeReply.Done());
    }

    @Test
    void bothSidesAreHeardFromTheStartToThePause() {
        SimulatedBrowser a = sim.joined("a", Numbers.CHROMIUM);
        SimulatedBrowser b = sim.joined("b", Numbers.OTHER);
        a.sendAudio(1, 0, 20, "before");
        record(true);
        record(true);
        a.sendAudio(2, 960, 20, "one");
        b.sendAudio(7, 0, 20, "two");
        record(false);
        a.sendAudio(3, 1_920, 20, "card number");

        assertThat(sim.tap.heard).containsExactly("begin", "a opus one", "b opus two", "end");
    }

    @Test
    void whoIsMutedIsNotRecorded() {
        SimulatedBrowser a = sim.joined("a", Numbers.CHROMIUM);
        record(true);
        sim.perform(
                new BridgeCommand.SetSending(
                        BridgeSimulation.CALL, a.leg, false, true, false, Optional.empty()));
        a.sendAudio(1, 0, 20, "to myself");
        assertThat(sim.tap.heard).containsExactly("begin");
    }

    /// Two agents talk while the customer is on hold.
    @Test
    void whatIsNotForEverybodyIsNotRecorded() {
        SimulatedBrowser a = sim.joined("a", Numbers.CHROMIUM);
        SimulatedBrowser b = sim.joined("b", Numbers.OTHER);
        record(true);
        hears(a, new Audience.Only(Set.of(b.leg)));
        hears(b, new Audience.Only(Set.of(a.leg)));
        a.sendAudio(1, 0, 20, "between us");
        b.sendAudio(7, 0, 20, "of course");
        hears(a, new Audience.Everybody());
        a.sendAudio(2, 960, 20, "for all");
        b.sendAudio(8, 960, 20, "still to a");
        assertThat(sim.tap.heard).containsExactly("begin", "a opus for all");
    }

    private void hears(SimulatedBrowser of, Audience audience) {
        sim.perform(new BridgeCommand.SetAudience(BridgeSimulation.CALL, of.leg, audience));
    }

    @Test
    void theEndOfTheCallIsTheEndOfTheRecording() {
        sim.joined("a", Numbers.CHROMIUM);
        record(true);
        sim.perform(new BridgeCommand.EndCall(BridgeSimulation.CALL));
        assertThat(sim.tap.heard).containsExactly("begin", "end");
        assertThat(sim.perform(new BridgeCommand.SetRecording(BridgeSimulation.CALL, true)))
                .isInstanceOf(BridgeReply.Refused.class);
    }
}
