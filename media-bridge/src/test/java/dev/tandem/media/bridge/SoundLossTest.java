package dev.tandem.media.bridge;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tandem.media.bridge.SimulatedBrowser.Numbers;
import dev.tandem.media.bridge.SimulatedBrowser.Received;
import dev.tandem.media.packet.Bytes;
import dev.tandem.media.packet.RtcpView;
import dev.tandem.signaling.bridge.BridgeCommand;
import dev.tandem.signaling.bridge.MediaKind;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.BitSet;
import java.util.List;
import java.util.Random;

/// Sound that is lost behind the bridge: its sender is told, because only a sender can add what a
/// receiver makes it good with.
class SoundLossTest {
    private static final int QUARTER = 64;

    private final BridgeSimulation sim = new BridgeSimulation(47);
    private final SimulatedBrowser a = sim.joined("a", Numbers.CHROMIUM);
    private final SimulatedBrowser b = sim.joined("b", Numbers.OTHER);
    private int sent;

    @Test
    void aSenderIsToldWhatIsLostOnTheWholeWay() {
        talk(1_100);
        assertThat(fractionTold()).isZero();

        b.receiverReport(QUARTER, 0, 0, 0);
        talk(1_000);

        assertThat(fractionTold()).isEqualTo(QUARTER);
        assertThat(lostTold()).as("by this a sender judges its own link").isZero();
    }

    /// Reports about sound are rare, feedback on arrivals is not.
    @Test
    void theSenderKnowsWithinTwoSecondsAndTogetherWithItsOwnLoss() {
        talk(1_000);
        for (int i = 0; i < 17; i++) {
            talk(120);
            b.transportFeedback(6, 0b11_0110_0000_0000); // A third did not come.
        }
        assertThat(fractionTold()).as("most of a third").isBetween(45, 85);
        assertThat(lostTold()).isZero();

        for (int i = 0; i < 17; i++) {
            for (int third = 0; third < 3; third++) {
                sent++; // And before the bridge another third.
                talk(40);
            }
            b.transportFeedback(6, 0b11_0110_0000_0000);
        }
        assertThat(fractionTold()).as("1 - 2/3 * 2/3").isBetween(130, 148);

        talk(5_000);
        assertThat(fractionTold()).as("who says nothing more").isZero();
    }

    @Test
    void aSenderThatLosesMoreOnItsOwnWayIsToldThat() {
        talk(1_000);
        b.receiverReport(QUARTER, 0, 0, 0);
        for (int i = 0; i < 50; i++) {
            sent++; // Every other one does not come.
            talk(20);
        }

        assertThat(fractionTold()).isBetween(120, 134);
        assertThat(lostTold()).isBetween(45, 55);
    }

    @Test
    void theWorstOfThoseWhoHearItCountsAsLongAsItHearsIt() {
        SimulatedBrowser c = sim.joined("c", Numbers.CHROMIUM);
        talk(1_000);
        c.receiverReport(QUARTER, 0, 0, 0);
        b.receiverReport(3, 0, 0, 0);
        talk(1_000);
        assertThat(fractionTold()).isEqualTo(QUARTER);

        sim.perform(new BridgeCommand.SetHold(BridgeSimulation.CALL, c.leg, true));
        talk(1_000);
        b.receiverReport(3, 0, 0, 0);
        talk(1_000);
        assertThat(fractionTold()).as("who is on hold hears music").isEqualTo(3);
    }

    @Test
    void whoReportsNothingMoreCountsForTwentySeconds() {
        talk(1_000);
        b.receiverReport(QUARTER, 0, 0, 0);
        talk(18_000);
        assertThat(fractionTold()).isEqualTo(QUARTER);
        talk(2_000);
        assertThat(fractionTold()).isZero();
    }

    @Test
    void whatWasLostOfSomebodyElseIsNotTold() {
        SimulatedBrowser c = sim.joined("c", Numbers.OTHER);
        talk(1_000);
        b.receiverReport(QUARTER, 0, 0, 0);
        sim.perform(new BridgeCommand.RemoveLeg(BridgeSimulation.CALL, a.leg));
        SimulatedBrowser d = sim.joined("d", Numbers.CHROMIUM);
        for (int i = 0; i < 100; i++) {
            d.sendAudio(i, i * 960, 20, "s");
            sim.advance(20);
            if (i == 20) {
                c.receiverReport(3, 0, 0, 0);
            }
        }
        assertThat(fraction(lastReport(d))).isEqualTo(3);
    }

    /// A minute with a tenth lost between the bridge and the receiver, and a sender that does as
    /// Opus does: from the first report of loss on each packet says a little of the one before.
    /// Sound has to be made up where two in a row are lost, instead of wherever one is.
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void whatIsLostBehindTheBridgeIsMadeGoodByTheSendersRedundancy(long seed) {
        Random chance = new Random(seed);
        b.link = _ -> chance.nextDouble() >= 0.1;
        int packets = 3_000;
        for (int i = 0; i < packets; i++) {
            boolean told = i > 60 && fractionTold() > 0;
            a.sendAudio(i, i * 960, 20, told ? "r" : "s");
            sim.advance(20);
            if (i % 250 == 249) { // Every five seconds.
                a.check(true);
                b.check(true);
                b.receiverReport(Math.round(256 * lostOf(b.audio(), 250)), 0, 0, 0);
            }
            a.rtcp.subList(0, Math.max(0, a.rtcp.size() - 40)).clear();
        }

        BitSet came = new BitSet();
        BitSet redundant = new BitSet();
        int first = b.audio().getFirst().sequence();
        for (Received packet : b.audio()) {
            int at = packet.sequence() - first & 0xffff;
            came.set(at);
            redundant.set(at, packet.payload().equals("r"));
        }
        int lost = 0;
        int madeUp = 0;
        for (int i = 0; i < packets - 1; i++) {
            lost += came.get(i) ? 0 : 1;
            madeUp += came.get(i) || redundant.get(i + 1) ? 0 : 1;
        }
        assertThat((double) lost / packets).as("seed=%d", seed).isBetween(0.08, 0.12);
        assertThat((double) madeUp / packets).as("seed=%d", seed).isBetween(0.005, 0.03);
    }

    /// Of the last so many that were sent.
    private static float lostOf(List<Received> heard, int last) {
        int newest = heard.getLast().sequence();
        long came = heard.stream().filter(p -> (newest - p.sequence() & 0xffff) < last).count();
        return 1 - (float) came / last;
    }

    /// Speaks for so long.
    private void talk(int millis) {
        for (int at = 0; at < millis; at += 20) {
            sent++;
            a.sendAudio(sent, sent * 960, 20, "s");
            sim.advance(20);
        }
    }

    private int fractionTold() {
        return fraction(lastReport(a));
    }

    private int lostTold() {
        return Bytes.i32(lastReport(a), 12) & 0xff_ffff;
    }

    private static int fraction(byte[] report) {
        return report[12] & 0xff;
    }

    /// The newest receiver report that the bridge wrote about this browser's sound.
    private static byte[] lastReport(SimulatedBrowser browser) {
        return browser.rtcp(RtcpView.RECEIVER_REPORT, 1).stream()
                .filter(r -> Bytes.i32(r, 8) == browser.audioSsrc)
                .filter(r -> Bytes.i32(r, 4) == browser.bridgeSsrc(MediaKind.AUDIO))
                .toList()
                .getLast();
    }
}
