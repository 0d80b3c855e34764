package dev.tandem.media.bridge;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tandem.media.bridge.SimulatedBrowser.Numbers;
import dev.tandem.media.bridge.SimulatedBrowser.Received;
import dev.tandem.media.packet.Bytes;
import dev.tandem.media.packet.DropReason;
import dev.tandem.signaling.bridge.BridgeCommand;
import dev.tandem.signaling.bridge.BridgeEvent;
import dev.tandem.signaling.bridge.MediaKind;

import org.junit.jupiter.api.Test;

import java.util.List;

/// What browsers, clocks and chance do to a leg that no attacker does.
class LegFaultTest {
    private static final int LOUD = 20;

    private final BridgeSimulation sim = new BridgeSimulation(29);

    /// SSRCs are chosen by chance, and the bridge gives its own to each side.
    @Test
    void twoBrowsersThatChoseTheSameSourcesHearAndSeeEachOther() {
        SimulatedBrowser a = sim.joined("a", Numbers.CHROMIUM);
        SimulatedBrowser b = sim.browser("b", Numbers.OTHER);
        b.audioSsrc = a.audioSsrc;
        b.videoSsrc = a.videoSsrc;
        b.rtxSsrc = a.rtxSsrc;
        b.join();
        b.connect();

        a.sendAudio(1, 960, LOUD, "from a");
        a.sendVideo(1, 1_800, "picture of a");
        b.sendAudio(1, 960, LOUD, "from b");
        b.sendVideo(1, 1_800, "picture of b");

        assertThat(b.audio()).extracting(Received::payload).containsExactly("from a");
        assertThat(b.video()).extracting(Received::payload).containsExactly("picture of a");
        assertThat(a.audio()).extracting(Received::payload).containsExactly("from b");
        assertThat(a.video()).extracting(Received::payload).containsExactly("picture of b");
        assertThat(b.audio().getFirst().ssrc()).isEqualTo(b.bridgeSsrc(MediaKind.AUDIO));
    }

    /// Sound and pictures under one number cannot both be told by it; sound goes first.
    @Test
    void aBrowserThatGivesOneSourceToBothKindsIsHeardAllTheSame() {
        SimulatedBrowser b = sim.joined("b", Numbers.OTHER);
        SimulatedBrowser a = sim.browser("a", Numbers.CHROMIUM);
        a.videoSsrc = a.audioSsrc;
        a.join();
        a.connect();

        for (int i = 1; i <= 5; i++) {
            a.sendAudio(i, i * 960, LOUD, "sound");
        }

        assertThat(b.audio()).hasSize(5);
    }

    /// A suspended machine: an hour is gone between two packets.
    @Test
    void aClockThatJumpsByAnHourLosesTheLegsOnceAndACheckBringsThemBack() {
        SimulatedBrowser a = sim.joined("a", Numbers.CHROMIUM);
        SimulatedBrowser b = sim.joined("b", Numbers.OTHER);
        a.sendAudio(1, 960, LOUD, "before");
        int feedback = b.rtcp.size();

        sim.now += 3_600_000_000_000L;
        sim.advance(1_000);

        assertThat(lost())
                .containsExactlyInAnyOrder(
                        new BridgeEvent.LegLost(
                                BridgeSimulation.CALL, a.leg, BridgeEvent.Reason.CONSENT_EXPIRED),
                        new BridgeEvent.LegLost(
                                BridgeSimulation.CALL, b.leg, BridgeEvent.Reason.CONSENT_EXPIRED));
        assertThat(b.rtcp.size() - feedback).as("nothing is made up for").isLessThan(3);

        a.check(true);
        b.check(true);
        a.sendAudio(2, 1_920, LOUD, "after");
        assertThat(b.audio()).extracting(Received::payload).containsExactly("before", "after");
        assertThat(b.audio().get(1).sequence() - b.audio().get(0).sequence() & 0xffff).isEqualTo(1);
    }

    private List<BridgeEvent> lost() {
        return sim.events.stream().filter(e -> e instanceof BridgeEvent.LegLost).toList();
    }

    /// A camera gone mad, or a client that somebody wrote to hurt.
    @Test
    void whoSendsMoreThanAnybodyCanUseIsCutOffAndTheOthersAreNot() {
        SimulatedBrowser mad = sim.joined("mad", Numbers.CHROMIUM);
        SimulatedBrowser other = sim.joined("other", Numbers.OTHER);
        sim.advance(1_000);
        for (int i = 0; i < SendQuota.PACKETS_PER_SECOND + 100; i++) {
            mad.sendVideo(i, 3_000, "p");
        }
        other.sendAudio(1, 960, LOUD, "I am heard");

        assertThat(other.video()).hasSize(SendQuota.PACKETS_PER_SECOND);
        assertThat(sim.drops(DropReason.LEG_QUOTA)).isEqualTo(100);
        assertThat(mad.audio()).extracting(Received::payload).containsExactly("I am heard");

        sim.advance(1_000);
        mad.sendAudio(1, 960, LOUD, "calm again");
        assertThat(other.audio()).extracting(Received::payload).containsExactly("calm again");
    }

    @Test
    void largePacketsAreCountedByTheirBytes() {
        SimulatedBrowser mad = sim.joined("mad", Numbers.CHROMIUM);
        SimulatedBrowser other = sim.joined("other", Numbers.OTHER);
        sim.advance(1_000);
        String large = "x".repeat(1_150);
        int fit = SendQuota.BYTES_PER_SECOND / 1_150;
        for (int i = 0; i < fit + 1; i++) {
            mad.sendVideo(i, 3_000, large);
        }
        assertThat(other.video().size()).isBetween(fit - 100, fit - 1);
        assertThat(sim.drops(DropReason.LEG_QUOTA)).isEqualTo(fit + 1 - other.video().size());
    }

    @Test
    void whoForgesPacketsOfALegDoesNotUseUpItsQuota() {
        SimulatedBrowser a = sim.joined("a", Numbers.CHROMIUM);
        SimulatedBrowser b = sim.joined("b", Numbers.OTHER);
        sim.advance(1_000);
        for (int i = 0; i < SendQuota.PACKETS_PER_SECOND + 1; i++) {
            byte[] forged = new byte[200];
            forged[0] = (byte) 0x80;
            forged[1] = 111;
            Bytes.put16(forged, 2, i);
            Bytes.put32(forged, 8, a.audioSsrc);
            a.send(forged);
        }
        a.sendAudio(1, 960, LOUD, "still heard");
        assertThat(sim.drops(DropReason.FORGED_SRTP)).isEqualTo(SendQuota.PACKETS_PER_SECOND + 1);
        assertThat(b.audio()).extracting(Received::payload).containsExactly("still heard");
    }

    /// Its owner died with the end of the call on its lips, and nobody else knows it.
    @Test
    void aCallThatEverybodyHasLeftEndsByItself() {
        SimulatedBrowser a = sim.joined("a", Numbers.CHROMIUM);
        SimulatedBrowser b = sim.joined("b", Numbers.OTHER);
        sim.perform(new BridgeCommand.SetRecording(BridgeSimulation.CALL, true));
        sim.advance(20_000);
        a.check(true); // stays 20 s longer than b
        sim.advance((Leg.CONSENT_NANOS + Leg.ABANDONED_NANOS) / 1_000_000 - 1_000);
        assertThat(sim.switchboard.callCount()).isEqualTo(1);
        sim.advance(1_000);
        assertThat(sim.switchboard.callCount()).isZero();
        assertThat(sim.switchboard.nextDeadline()).isEqualTo(Long.MAX_VALUE);

        SimulatedBrowser again = sim.joined("a", Numbers.CHROMIUM);
        again.sendAudio(1, 960, LOUD, "nobody is recorded here");
        assertThat(sim.tap.heard).noneMatch(kept -> kept.startsWith("a "));
        assertThat(b.audio()).isEmpty();
    }

    @Test
    void aCallInWhichOneIsLeftGoesOn() {
        SimulatedBrowser a = sim.joined("a", Numbers.CHROMIUM);
        sim.joined("b", Numbers.OTHER);
        for (int i = 0; i < 40; i++) {
            sim.advance(10_000);
            a.check(true);
        }
        assertThat(sim.switchboard.callCount()).isEqualTo(1);
        assertThat(sim.switchboard.legCount()).isEqualTo(2);
    }
}
