package dev.tandem.media.bridge;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tandem.media.bridge.SimulatedBrowser.Numbers;
import dev.tandem.media.bridge.SimulatedBrowser.Received;
import dev.tandem.media.packet.DropReason;
import dev.tandem.media.pipeline.OpusLoop;
import dev.tandem.signaling.bridge.BridgeCommand;
import dev.tandem.signaling.bridge.BridgeReply;
import dev.tandem.signaling.protocol.LegId;

import org.junit.jupiter.api.Test;

import java.util.List;

/// Whoever is recorded is told so, once, by a sentence in the stream that they have.
class RecordingNoticeTest {
    private static final OpusLoop NOTICE = HoldFile.notice();
    private static final int MILLIS = 20 * NOTICE.size() + 20;

    private final BridgeSimulation sim = BridgeSimulation.telling(59, NOTICE);
    private final SimulatedBrowser customer = sim.joined("customer", Numbers.CHROMIUM);
    private final SimulatedBrowser agent = sim.joined("agent", Numbers.OTHER);

    @Test
    void theSentenceIsShort() {
        assertThat(NOTICE.size()).as("frames of 20 ms").isBetween(50, 150);
    }

    @Test
    void bothHearItAndThenEachOtherAgain() {
        speaks(agent, 100, 5);
        record(true);
        speaks(agent, 105, NOTICE.size() + 10);

        List<Received> heard = customer.audio();
        assertThat(told(customer)).isEqualTo(NOTICE.size());
        assertThat(told(agent)).isEqualTo(NOTICE.size());
        assertThat(heard.get(4).payload()).isEqualTo("speech");
        assertThat(heard.get(5).payload()).isNotEqualTo("speech");
        assertThat(heard.getLast().payload()).isEqualTo("speech");
        for (int i = 1; i < heard.size(); i++) {
            assertThat(heard.get(i).sequence())
                    .isEqualTo((heard.get(i - 1).sequence() + 1) & 0xffff);
            assertThat(heard.get(i).timestamp() - heard.get(i - 1).timestamp())
                    .isBetween(960, 3 * 960);
        }
        assertThat(sim.drops(DropReason.ANNOUNCEMENT)).isPositive();
        assertThat(sim.tap.heard.stream().filter(kept -> kept.startsWith("agent ")).count())
                .as("what was said meanwhile is kept")
                .isEqualTo(NOTICE.size() + 10);
    }

    @Test
    void nobodyIsToldTwice() {
        record(true);
        sim.advance(MILLIS);
        record(false);
        record(true);
        customer.rejoinAfterReload();
        customer.forget();
        agent.forget();
        sim.advance(MILLIS);

        assertThat(customer.audio()).isEmpty();
        assertThat(agent.audio()).isEmpty();
    }

    @Test
    void whoComesLaterIsToldToo() {
        record(true);
        sim.advance(MILLIS);
        SimulatedBrowser colleague = sim.joined("colleague", Numbers.CHROMIUM);
        sim.advance(MILLIS);
        assertThat(told(colleague)).isEqualTo(NOTICE.size());
        assertThat(told(agent)).isEqualTo(NOTICE.size());
    }

    @Test
    void whoIsOnHoldHearsItBeforeTheMusicGoesOn() {
        perform(new BridgeCommand.SetHold(BridgeSimulation.CALL, new LegId("customer"), true));
        record(true);
        sim.advance(MILLIS + 1_000);

        assertThat(customer.audio()).hasSizeBetween(NOTICE.size() + 45, NOTICE.size() + 55);
        assertThat(told(agent)).isEqualTo(NOTICE.size());
    }

    @Test
    void whoIsNotRecordedIsToldNothing() {
        sim.advance(MILLIS);
        assertThat(customer.audio()).isEmpty();
    }

    private void record(boolean on) {
        perform(new BridgeCommand.SetRecording(BridgeSimulation.CALL, on));
    }

    private void perform(BridgeCommand command) {
        assertThat(sim.perform(command)).isEqualTo(new BridgeReply.Done());
    }

    private static long told(SimulatedBrowser who) {
        return who.audio().stream().filter(p -> !p.payload().equals("speech")).count();
    }

    /// A frame each 20 ms.
    private void speaks(SimulatedBrowser who, int from, int frames) {
        for (int i = from; i < from + frames; i++) {
            who.sendAudio(i, i * 960, 30, "speech");
            sim.advance(20);
        }
    }
}
