package dev.tandem.media.bridge;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tandem.media.bridge.SimulatedBrowser.Numbers;
import dev.tandem.media.bridge.SimulatedBrowser.Received;
import dev.tandem.media.packet.Bytes;
import dev.tandem.media.packet.DropReason;
import dev.tandem.media.packet.RtcpView;
import dev.tandem.media.pipeline.KeyframeRequests;
import dev.tandem.signaling.bridge.BridgeCommand;
import dev.tandem.signaling.bridge.BridgeEvent;
import dev.tandem.signaling.bridge.BridgeReply;
import dev.tandem.signaling.bridge.LegSound;
import dev.tandem.signaling.bridge.MediaKind;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.TreeSet;
import java.util.stream.Stream;

/// Loss, keyframes, clocks and bandwidth: the RTCP that each leg gets from the bridge and nobody
/// else.
class FeedbackTest {
    private final BridgeSimulation sim = new BridgeSimulation(43);
    private final SimulatedBrowser a = sim.joined("a", Numbers.CHROMIUM);
    private final SimulatedBrowser b = sim.joined("b", Numbers.OTHER);

    // ---- Retransmission ----

    @Test
    void aLostPacketComesAgainOnTheRetransmissionStream() {
        a.sendVideo(1, 3000, "one");
        a.sendVideo(2, 6000, "two");
        int second = b.video().get(1).sequence();

        b.nack(second);

        Received again = b.retransmissions().getFirst();
        assertThat(again.ssrc()).isEqualTo((int) b.answer(MediaKind.VIDEO).rtxSsrc().orElseThrow());
        assertThat(again.timestamp()).isEqualTo(b.video().get(1).timestamp());
        assertThat(again.payload().charAt(0) << 8 | again.payload().charAt(1)).isEqualTo(second);
        assertThat(again.payload().substring(2)).isEqualTo("two");
        assertThat(again.transportSequence()).isEqualTo(2);
    }

    @Test
    void askingTwiceAtOnceGetsOneAnswerAndLaterAnother() {
        a.sendVideo(1, 3000, "one");
        int sequence = b.video().getFirst().sequence();

        b.nack(sequence);
        b.nack(sequence);
        assertThat(b.retransmissions()).hasSize(1);
        sim.advance(30);
        b.nack(sequence);

        assertThat(b.retransmissions()).hasSize(2);
        assertThat(b.retransmissions().get(1).sequence())
                .isEqualTo(b.retransmissions().get(0).sequence() + 1);
    }

    /// The answer is lost as often as anything.
    @Test
    void whoLosesMuchGetsEachAnswerTwice() {
        for (int i = 1; i <= 200; i++) {
            a.sendVideo(i, i * 3000, "p" + i);
            sim.advance(10);
            if (i % 10 == 0) {
                b.transportFeedback(10, 0b11_1111_1110_0000);
            }
        }
        int missed = b.video().get(195).sequence();
        b.nack(missed);

        List<Received> again = b.retransmissions();
        assertThat(again).hasSize(2);
        assertThat(again.get(0).payload()).isEqualTo(again.get(1).payload()).endsWith("p196");
        assertThat(again.get(1).sequence()).isEqualTo(again.get(0).sequence() + 1);
        assertThat(again.get(1).transportSequence())
                .isEqualTo(again.get(0).transportSequence() + 1);
    }

    @Test
    void theCacheIsBoundedAndSoIsWhatOneMayAskFor() {
        for (int i = 1; i <= 600; i++) {
            a.sendVideo(i, i * 3000, "p" + i);
        }
        b.nack(b.video().getFirst().sequence());
        assertThat(b.retransmissions()).isEmpty();
        assertThat(sim.drops(DropReason.NOT_IN_CACHE)).isEqualTo(1);

        for (int i = 0; i < 600; i++) {
            b.nack(b.video().get(599 - i % 400).sequence());
        }
        assertThat(sim.drops(DropReason.RETRANSMISSION_QUOTA)).isGreaterThan(90);
        assertThat(b.retransmissions()).hasSizeLessThanOrEqualTo(RetransmissionQuota.PER_SECOND);
    }

    @Test
    void theBridgeAsksTheSenderForWhatIsMissingAndForwardsItWhenItComes() {
        a.sendVideo(1, 3000, "one");
        a.sendVideo(4, 6000, "four");
        assertThat(nacked(a)).isEmpty();
        sim.advance(10);
        assertThat(nacked(a)).containsExactly(2, 3);

        a.sendRetransmission(2, 3000, "two");
        a.sendRetransmission(2, 3000, "two");
        sim.advance(100);

        assertThat(nacked(a)).containsExactly(2, 3, 3);
        assertThat(b.video()).extracting(Received::payload).containsExactly("one", "four", "two");
        assertThat((b.video().get(2).sequence() - b.video().get(0).sequence()) & 0xffff)
                .isEqualTo(1);
        assertThat(sim.drops(DropReason.DUPLICATE)).isEqualTo(1);
    }

    @Test
    void theBridgeStopsAskingAfterSixteenTimesAndWantsAKeyframe() {
        // VP8: start of the first partition, keyframe bit clear.
        a.sendVideo(1, 3000, "\u0010\u0000");
        a.sendVideo(3, 6000, "three");
        sim.advance(900);
        assertThat(keyframeRequests(a)).isZero();
        sim.advance(2_000);

        assertThat(nacked(a)).hasSize(16).containsOnly(2);
        assertThat(keyframeRequests(a)).as("what was lost is not repaired").isEqualTo(1);
    }

    /// The receiver asks the bridge, which is near, and does not know that the sender is far.
    @Test
    void aReceiverIsToldHowLongToWaitForWhatTheSenderHasToSendAgain() {
        a.sendVideo(1, 3_000, "one");
        for (int i = 0; i < 20; i++) {
            int sequence = 2 + 2 * i;
            a.sendVideo(sequence + 1, 3_000 * (sequence + 1), "next");
            sim.advance(30);
            assertThat(b.video().getLast().waitMillis())
                    .as("three are few")
                    .isEqualTo(i < 3 ? -1 : 70);
            a.sendRetransmission(sequence, 3_000 * sequence, "late");
            sim.advance(30);
        }
        assertThat(a.video()).isEmpty();

        int before = b.video().size();
        for (int i = 0; i < 2; i++) {
            sim.advance(16_000);
            a.check(true);
            b.check(true);
        }
        a.sendVideo(42, 3_000 * 42, "nothing was lost for long");
        assertThat(b.video()).hasSize(before + 1);
        assertThat(b.video().getLast().waitMillis()).isZero();
    }

    @Test
    void whoTakesNoAdviceHowLongToWaitGetsNone() {
        SimulatedBrowser c = sim.browser("c", Numbers.OTHER).withoutPlayoutDelay();
        c.join();
        c.connect();
        for (int i = 1; i < 40; i += 2) {
            c.sendVideo(i, 3_000 * i, "next");
            c.sendRetransmission(i + 1, 3_000 * (i - 9), "late");
        }
        assertThat(b.video().getLast().waitMillis()).isPositive();
        for (int i = 1; i < 40; i += 2) {
            b.sendVideo(i, 3_000 * i, "next");
            b.sendRetransmission(i + 1, 3_000 * (i - 9), "late");
        }
        assertThat(c.video()).isNotEmpty().allMatch(r -> r.waitMillis() == -1);
    }

    @Test
    void aRetransmissionThatComesVeryLateGoesOutAsOne() {
        a.sendVideo(1, 3000, "one");
        for (int i = 3; i <= 103; i++) {
            a.sendVideo(i, 6000, "p");
        }
        a.sendRetransmission(2, 3000, "late");

        assertThat(b.retransmissions()).hasSize(1);
        assertThat(b.retransmissions().getFirst().payload()).endsWith("late");
    }

    @Test
    void probePaddingFeedsTheEstimatorAndNobodyElse() {
        a.sendVideo(1, 3000, "one");
        a.send(a.protectedRtp(Numbers.CHROMIUM.rtx(), a.rtxSsrc, 1, 1, -1, ""));

        assertThat(b.rtp).hasSize(1);
        assertThat(sim.drops(DropReason.PROBE_PADDING)).isEqualTo(1);
    }

    /// The whole loop under random loss both ways: what was sent is there in the end, each packet
    /// once.
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
    void underTenPercentLossEverythingArrivesInTheEnd(long seed) {
        BridgeSimulation sim = new BridgeSimulation(seed);
        Random loss = new Random(seed);
        SimulatedBrowser a = sim.joined("a", Numbers.CHROMIUM);
        SimulatedBrowser b = sim.joined("b", Numbers.OTHER);
        List<byte[]> kept = new ArrayList<>();
        int answered = 0;
        a.sendVideo(0, 0, "v0");
        for (int i = 1; i <= 400; i++) {
            if (loss.nextDouble() >= 0.1) {
                a.sendVideo(i, i * 3000, "v" + i);
            }
            sim.advance(10);
            List<Integer> asked = nacked(a);
            for (; answered < asked.size(); answered++) {
                if (loss.nextDouble() >= 0.1) {
                    int sequence = asked.get(answered);
                    a.sendRetransmission(sequence, sequence * 3000, "v" + sequence);
                }
            }
        }
        a.sendVideo(401, 401 * 3000, "v401");
        for (int i = 0; i < 100; i++) {
            sim.advance(10);
            List<Integer> asked = nacked(a);
            for (; answered < asked.size(); answered++) {
                int sequence = asked.get(answered);
                a.sendRetransmission(sequence, sequence * 3000, "v" + sequence);
            }
        }

        TreeSet<Integer> seen = new TreeSet<>();
        b.video().forEach(r -> seen.add(Integer.parseInt(r.payload().substring(1))));
        b.retransmissions().forEach(r -> seen.add(Integer.parseInt(r.payload().substring(3))));
        assertThat(seen).as("seed=%d", seed).hasSize(402);
        assertThat(b.rtp).as("each once, seed=%d", seed).hasSize(402);
        assertThat(kept).isEmpty();
    }

    // ---- Keyframes ----

    @Test
    void keyframeRequestsGoToTheSenderAtOnceAndThenAtMostEvery400Millis() {
        a.sendVideo(1, 3000, "one");
        // Joining in the middle of a stream asked once already.
        assertThat(keyframeRequests(a)).isEqualTo(1);
        sim.advance(1_000);

        for (int i = 0; i < 10; i++) {
            b.pictureLoss();
        }
        assertThat(keyframeRequests(a)).isEqualTo(2);
        sim.advance(KeyframeRequests.MIN_INTERVAL_NANOS / 1_000_000 - 10);
        assertThat(keyframeRequests(a)).isEqualTo(2);
        sim.advance(20);
        assertThat(keyframeRequests(a)).isEqualTo(3);
        sim.advance(2_000);
        assertThat(keyframeRequests(a)).isEqualTo(3);
        assertThat(keyframeRequests(b)).isZero();
    }

    @Test
    void aStreamThatBeginsWithAKeyframeIsNotAskedForOne() {
        // VP8: start of the first partition, keyframe bit clear.
        a.sendVideo(1, 3000, "\u0010\u0000");
        assertThat(keyframeRequests(a)).isZero();
    }

    // ---- Clocks ----

    @Test
    void sendersClocksReachTheReceiverUnderItsOwnNumbers() {
        long ntp = 0x1111_2222_8000_0000L;
        a.sendAudio(1, 48_000, 20, "x");
        a.sendVideo(1, 90_000, "x");
        a.senderReport(a.audioSsrc, ntp, 48_000);
        a.senderReport(a.videoSsrc, ntp, 90_000);

        sim.advance(1_000);

        List<byte[]> reports = b.rtcp(RtcpView.SENDER_REPORT, -1);
        byte[] audio = report(reports, b.bridgeSsrc(MediaKind.AUDIO));
        byte[] video = report(reports, b.bridgeSsrc(MediaKind.VIDEO));
        // Both clocks were carried on by the same time: they still mean the same moment.
        assertThat(Bytes.i64(audio, 8)).isEqualTo(Bytes.i64(video, 8)).isGreaterThan(ntp);
        double seconds = (Bytes.i64(audio, 8) - ntp) / 4294967296.0;
        int audioTicks = Bytes.i32(audio, 16) - b.audio().getFirst().timestamp();
        int videoTicks = Bytes.i32(video, 16) - b.video().getFirst().timestamp();
        assertThat(audioTicks / 48_000.0).isCloseTo(seconds, within());
        assertThat(videoTicks / 90_000.0).isCloseTo(seconds, within());
        assertThat(Bytes.i32(audio, 20)).as("packets").isEqualTo(1);
    }

    /// A wake-up costs more than a report.
    @Test
    void legsThatCameAtDifferentTimesReportAtTheSameMomentsEachSecond() {
        sim.advance(230);
        SimulatedBrowser late = sim.joined("c", Numbers.OTHER);
        sim.advance(1_000);
        List<Integer> earlier = new ArrayList<>();
        List<Integer> later = new ArrayList<>();
        for (int at = 0; at < 6_000; at += 10) {
            a.forget();
            late.forget();
            sim.advance(10);
            if (!a.rtcp.isEmpty()) {
                earlier.add(at);
            }
            if (!late.rtcp.isEmpty()) {
                later.add(at);
            }
        }
        int grain = (int) (LegFeedback.TOGETHER_NANOS / 1_000_000);
        assertThat(earlier).hasSizeBetween(6, 7);
        assertThat(later).hasSizeBetween(6, 7);
        assertThat(Stream.concat(earlier.stream(), later.stream()).map(at -> at % grain))
                .containsOnly(earlier.getFirst() % grain);
    }

    @Test
    void howWellALegHearsIsToldFromItsOwnReports() {
        a.sendAudio(1, 48_000, 20, "x");
        a.senderReport(a.audioSsrc, 0x1111_2222_8000_0000L, 48_000);
        while (b.rtcp(RtcpView.SENDER_REPORT, -1).isEmpty()) {
            sim.advance(10);
        }
        sim.advance(80);
        int keptThere = 30 * 65_536 / 1_000;
        b.receiverReport(64, 480, lastReportTo(b), keptThere);
        assertThat(heard()).as("one report is not a judgement").isEmpty();

        for (int second = 0; second < 6; second++) {
            sim.advance(1_000);
            b.receiverReport(0, 1_440, 0, 0);
        }
        LegSound told = heard().getFirst();
        assertThat(told.leg()).isEqualTo(b.leg);
        assertThat(told.lossShare()).as("a quarter in one of six").isCloseTo(1 / 24.0, within());
        assertThat(told.jitterMillis()).isCloseTo(160 / 6.0, within());
        assertThat(told.roundTripMillis())
                .as("of the only report that told it")
                .isBetween(49.9, 60.1);
    }

    @Test
    void whoEndsACallIsToldHowItWasHeard() {
        b.receiverReport(128, 480, 0, 0);
        b.receiverReport(0, 480, 0, 0);
        BridgeReply reply = sim.perform(new BridgeCommand.EndCall(BridgeSimulation.CALL));
        assertThat(reply)
                .isEqualTo(
                        new BridgeReply.Ended(
                                List.of(new LegSound(b.leg, 0.25, 10, -1, -1, Optional.of(2)))));
    }

    @Test
    void aReportThatAnswersAnotherClockTellsNoRoundTrip() {
        a.sendAudio(1, 48_000, 20, "x");
        a.senderReport(a.audioSsrc, 0x1111_2222_8000_0000L, 48_000);
        for (int second = 0; second < 7; second++) {
            sim.advance(1_000);
            b.receiverReport(0, 0, 0x7777_0000, 0);
        }
        assertThat(heard().getFirst().roundTripMillis()).isEqualTo(-1);
    }

    private List<LegSound> heard() {
        return sim.events.stream()
                .filter(e -> e instanceof BridgeEvent.LegHeard)
                .map(e -> ((BridgeEvent.LegHeard) e).sound())
                .toList();
    }

    /// Middle 32 bits of the NTP time in the newest sender report about the bridge's sound.
    private static int lastReportTo(SimulatedBrowser browser) {
        List<byte[]> reports = browser.rtcp(RtcpView.SENDER_REPORT, -1);
        byte[] audio = report(reports, browser.bridgeSsrc(MediaKind.AUDIO));
        return (int) (Bytes.i64(audio, 8) >>> 16);
    }

    @Test
    void aSenderLearnsItsLossFromTheBridge() {
        a.sendAudio(1, 960, 20, "x");
        a.sendAudio(2, 1920, 20, "x");
        a.sendAudio(4, 3840, 20, "x");

        sim.advance(1_000);

        byte[] report = a.rtcp(RtcpView.RECEIVER_REPORT, 1).getFirst();
        assertThat(Bytes.i32(report, 4)).isEqualTo(a.bridgeSsrc(MediaKind.AUDIO));
        assertThat(Bytes.i32(report, 8)).isEqualTo(a.audioSsrc);
        assertThat(report[12] & 0xff).as("a quarter, in 1/255").isEqualTo(63);
        assertThat(Bytes.i32(report, 12) & 0xff_ffff).as("lost").isEqualTo(1);
        assertThat(Bytes.i32(report, 16)).as("highest").isEqualTo(4);
    }

    // ---- Bandwidth ----

    @Test
    void arrivalsAreToldWithinAHundredMillis() {
        a.sendAudio(1, 960, 20, "x");
        sim.advance(20);
        a.sendAudio(2, 1920, 20, "x");
        a.plainRtp(111, 1, 1, 1, -1, "lost: only takes a transport sequence number");
        sim.advance(30);
        a.sendAudio(3, 2880, 20, "x");
        sim.advance(60);

        byte[] feedback = a.rtcp(RtcpView.TRANSPORT_FEEDBACK, RtcpView.TRANSPORT_CC).getFirst();
        assertThat(Bytes.i32(feedback, 8)).isEqualTo(a.audioSsrc);
        assertThat(Bytes.u16(feedback, 12)).as("base").isZero();
        assertThat(Bytes.u16(feedback, 14)).as("count").isEqualTo(4);
        assertThat(feedback[19] & 0xff).as("feedback number").isZero();
        // Received, received, lost, received: two bits each after the vector's mark.
        assertThat(Bytes.u16(feedback, 20)).isEqualTo(0b11_01_01_00_01_00_00_00);
        assertThat(feedback[23] & 0xff).as("20 ms later").isEqualTo(80);
        assertThat(feedback[24] & 0xff).as("30 ms later").isEqualTo(120);
        // Nothing of it reaches the other leg.
        assertThat(b.rtcp(RtcpView.TRANSPORT_FEEDBACK, RtcpView.TRANSPORT_CC)).isEmpty();
    }

    @Test
    void aReceiverThatLosesHalfLimitsTheSenderAndNobodyElse() {
        for (int i = 1; i <= 100; i++) {
            a.sendVideo(i, i * 3000, "x".repeat(1_000));
            sim.advance(10);
            if (i % 10 == 0) {
                // Received, lost, received, lost...: one bit each.
                b.transportFeedback(10, 0b10_1010_1010_0000);
            }
        }

        List<byte[]> limits = a.rtcp(RtcpView.PAYLOAD_FEEDBACK, RtcpView.REMB);
        assertThat(limits).isNotEmpty();
        byte[] last = limits.getLast();
        assertThat(Bytes.i32(last, 12)).as("REMB").isEqualTo(0x52454d42);
        assertThat(Bytes.i32(last, 20)).isEqualTo(a.videoSsrc);
        assertThat(a.toldLimits().getLast())
                .as("less than the 800 kbit/s that were sent")
                .isBetween(100_000L, 700_000L);
        assertThat(b.rtcp(RtcpView.PAYLOAD_FEEDBACK, RtcpView.REMB)).isEmpty();
    }

    @Test
    void aBurstLossOfAThousandAndALongPauseAreToldToo() {
        a.sendAudio(1, 960, 20, "x");
        for (int i = 0; i < 1_000; i++) {
            a.plainRtp(111, 1, 1, 1, -1, "");
        }
        sim.advance(20_000);
        a.check(true);
        a.sendAudio(2, 1920, 20, "x");
        sim.advance(200);

        List<byte[]> told = a.rtcp(RtcpView.TRANSPORT_FEEDBACK, RtcpView.TRANSPORT_CC);
        byte[] last = told.getLast();
        int end = Bytes.u16(last, 12) + Bytes.u16(last, 14);
        assertThat(end).as("up to the newest").isEqualTo(1_002);
    }

    // ---- Small things ----

    private static org.assertj.core.data.Offset<Double> within() {
        return org.assertj.core.data.Offset.offset(0.001);
    }

    private static byte[] report(List<byte[]> reports, int ssrc) {
        return reports.stream()
                .filter(r -> Bytes.i32(r, 4) == ssrc)
                .findFirst()
                .orElseThrow(() -> new AssertionError("no report from " + ssrc));
    }

    private static int keyframeRequests(SimulatedBrowser browser) {
        return browser.rtcp(RtcpView.PAYLOAD_FEEDBACK, RtcpView.PLI).size();
    }

    /// All sequence numbers that the bridge asked this browser for, in order.
    private static List<Integer> nacked(SimulatedBrowser browser) {
        List<Integer> asked = new ArrayList<>();
        for (byte[] nack : browser.rtcp(RtcpView.TRANSPORT_FEEDBACK, RtcpView.NACK)) {
            for (int at = 12; at < nack.length; at += 4) {
                int sequence = Bytes.u16(nack, at);
                asked.add(sequence);
                for (int bit = 0; bit < 16; bit++) {
                    if ((Bytes.u16(nack, at + 2) & 1 << bit) != 0) {
                        asked.add(sequence + bit + 1);
                    }
                }
            }
        }
        return asked;
    }
}
