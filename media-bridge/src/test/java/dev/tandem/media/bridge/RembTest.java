package dev.tandem.media.bridge;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tandem.media.bridge.SimulatedBrowser.Numbers;
import dev.tandem.media.bridge.SimulatedBrowser.Received;
import dev.tandem.media.packet.DropReason;
import dev.tandem.media.packet.RtcpView;
import dev.tandem.signaling.bridge.Codec;
import dev.tandem.signaling.bridge.HeaderExtension;
import dev.tandem.signaling.bridge.MediaAnswer;
import dev.tandem.signaling.bridge.MediaKind;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.ArrayDeque;
import java.util.Queue;
import java.util.Random;

/// Browsers that know no transport-cc: the bridge judges what comes through from them and tells
/// them, and listens to what they say that they can take. All others judge by themselves.
class RembTest {
    private static final long MILLI = 1_000_000;
    private static final int PACKET_BYTES = 1_000;
    private static final long NO_BOTTLENECK = Long.MAX_VALUE;
    private static final long LIFTED_BITS = 19_000_000;

    /// What the sender would send, if nobody limited it.
    private static final long FULL_BITS = 1_500_000;

    private final BridgeSimulation sim = new BridgeSimulation(47);
    private final SimulatedBrowser a = sim.browser("a", Numbers.CHROMIUM).knowingOnlyRemb();
    private final SimulatedBrowser b = sim.joined("b", Numbers.OTHER);

    // Between the sender and the bridge.
    private long bottleneckBits = NO_BOTTLENECK;
    private double loss;
    private Random random = new Random(1);
    private final Queue<OnTheWay> way = new ArrayDeque<>();
    private double free;
    private double owedBytes;
    private int sequence;
    private long delivered;
    private long waitedNanos;

    private record OnTheWay(long at, byte[] datagram) {}

    private void join() {
        a.join();
        a.connect();
    }

    /// Twenty pictures a second, of so many packets as the sender may send; its clock is an hour
    /// and a bit behind the bridge's.
    private void run(int seconds) {
        delivered = 0;
        waitedNanos = 0;
        for (int step = 0; step < seconds * 100; step++) {
            if (step % 100 == 0) {
                a.check(true);
                b.check(true);
                b.forget();
            }
            if (step % 5 == 0) {
                long told = a.toldLimits().isEmpty() ? FULL_BITS : a.toldLimits().getLast();
                owedBytes += Math.min(FULL_BITS, told) / 8.0 / 20;
                for (; owedBytes >= PACKET_BYTES; owedBytes -= PACKET_BYTES) {
                    send();
                }
            }
            while (!way.isEmpty() && way.peek().at <= sim.now) {
                a.send(way.remove().datagram);
                delivered++;
            }
            sim.advance(10);
        }
    }

    private void send() {
        double spent = bottleneckBits == NO_BOTTLENECK ? 0 : PACKET_BYTES * 8e9 / bottleneckBits;
        free = Math.max(free, sim.now) + spent;
        waitedNanos += (long) (free - sim.now);
        long at = (long) free + 40 * MILLI;
        sequence++;
        long sentAt = sim.now - 3_597_123_456_789L;
        byte[] packet = a.timedVideo(sequence, sequence * 900, sentAt, "x".repeat(PACKET_BYTES));
        if (random.nextDouble() >= loss) {
            way.add(new OnTheWay(at, packet));
        }
    }

    @Test
    void oneWayOfJudgingIsAgreedOn() {
        join();

        MediaAnswer old = a.answer(MediaKind.VIDEO);
        assertThat(old.codecs().getFirst().feedback())
                .containsExactly("nack", "nack pli", "goog-remb");
        assertThat(old.extensions())
                .extracting(HeaderExtension::uri)
                .contains(HeaderExtension.ABS_SEND_TIME)
                .doesNotContain(HeaderExtension.TRANSPORT_CC);
        assertThat(a.answer(MediaKind.AUDIO).codecs())
                .extracting(Codec::feedback)
                .as("nor for its sound, which would be judged alone")
                .allMatch(feedback -> !feedback.contains("transport-cc"));
        MediaAnswer today = b.answer(MediaKind.VIDEO);
        assertThat(today.codecs().getFirst().feedback()).doesNotContain("goog-remb");

        run(5);
        assertThat(a.rtcp(RtcpView.TRANSPORT_FEEDBACK, RtcpView.TRANSPORT_CC)).isEmpty();
    }

    /// Longer than its clock of 64 s takes to turn.
    @Test
    void onAGoodNetworkNothingIsSaid() {
        join();
        run(150);
        assertThat(a.toldLimits()).isEmpty();
        assertThat(delivered).isGreaterThan(27_000);
    }

    @Test
    void aFullLinkIsFoundAndItsQueueEmptiedAndGoodTimesLiftTheLimitAgain() {
        join();
        run(10);
        bottleneckBits = 500_000;
        run(3);
        assertThat(a.toldLimits().getLast()).isLessThan(500_000);
        run(10);
        run(30);
        double used = delivered * PACKET_BYTES * 8 / 30.0 / bottleneckBits;
        double waits = waitedNanos / (double) delivered / MILLI;
        System.out.printf("REMB: %.0f %% used, waits %.0f ms%n", 100 * used, waits);
        assertThat(used).isBetween(0.75, 1.01);
        assertThat(waits).isLessThan(100);

        bottleneckBits = NO_BOTTLENECK;
        run(60);
        assertThat(a.toldLimits().getLast()).isGreaterThan(LIFTED_BITS);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void lossByChanceLimitsNobody(long seed) {
        random = new Random(seed);
        loss = 0.1;
        join();
        run(60);
        assertThat(delivered * PACKET_BYTES * 8 / 60.0)
                .as("seed %d", seed)
                .isGreaterThan(FULL_BITS * 0.9 * 0.85);
    }

    /// By it a browser judges what comes through to it.
    @Test
    void whatIsSentSaysWhenItWas() {
        join();
        b.sendVideo(1, 3000, "x");
        sim.advance(250);
        b.sendVideo(2, 3000, "y");
        a.nack(a.video().getFirst().sequence());

        int first = a.video().get(0).sendTime();
        int second = a.video().get(1).sendTime();
        assertThat((second - first & 0xffffff) / (double) (1 << 18)).isBetween(0.2499, 0.2501);
        assertThat(a.retransmissions().getFirst().sendTime()).isEqualTo(second);
        assertThat(a.video()).extracting(Received::transportSequence).containsOnly(-1);
    }

    @Test
    void whatAReceiverSaysThatItCanTakeLimitsWhoeverItSees() {
        join();
        b.sendVideo(1, 3000, "x");
        assertThat(a.video()).hasSize(1);

        a.receiverLimit(150_000, 1);
        assertThat(b.toldLimits()).containsExactly(300_000L);
        a.receiverLimit(1, 0);
        assertThat(b.toldLimits().getLast()).as("sound has to come through").isEqualTo(80_000);
        sim.advance(1_500);
        a.receiverLimit(150_000, 45);
        assertThat(b.toldLimits().getLast()).isGreaterThan(LIFTED_BITS);
        sim.advance(1_500);
        a.receiverLimit(0x3ffff, 63);
        assertThat(b.toldLimits().getLast()).as("more than a number").isGreaterThan(LIFTED_BITS);
    }

    /// Its own limit goes by delay alone: of what is dropped on the way to it it says the share.
    @Test
    void whatAReceiverLosesLimitsWhoeverItSeesUntilItLosesNothing() {
        join();
        long told = FULL_BITS;
        int highest = 0;
        for (int second = 0; second < 8; second++) {
            for (int i = 0; i < told / 8 / PACKET_BYTES; i++) {
                b.sendVideo(++sequence, sequence * 900, "x".repeat(PACKET_BYTES));
            }
            highest = a.video().getLast().sequence();
            long tooMuch = Math.max(0, told - 500_000);
            a.pictureReport((int) (256 * tooMuch / told), highest);
            sim.advance(1_000);
            told = b.toldLimits().isEmpty() ? FULL_BITS : b.toldLimits().getLast();
        }
        assertThat(told).isBetween(200_000L, 550_000L);
        b.forget();
        for (int second = 0; second < 60; second++) {
            for (int i = 0; i < 20; i++) {
                b.sendVideo(++sequence, sequence * 900, "x".repeat(PACKET_BYTES));
            }
            a.check(true);
            b.check(true);
            a.pictureReport(0, a.video().getLast().sequence());
            sim.advance(1_000);
        }
        assertThat(b.toldLimits().getLast()).isGreaterThan(LIFTED_BITS);
    }

    @Test
    void whoJudgesByTransportCcIsNotBelievedAndNonsenseIsCounted() {
        join();
        a.sendVideo(1, 3000, "x");
        b.receiverLimit(150_000, 1);
        assertThat(a.toldLimits()).isEmpty();

        byte[] brief = new byte[16];
        brief[0] = (byte) (0x80 | RtcpView.REMB);
        brief[1] = (byte) RtcpView.PAYLOAD_FEEDBACK;
        brief[3] = 3;
        b.sendRtcp(brief);
        assertThat(sim.drops(DropReason.MALFORMED_RTCP)).isEqualTo(1);
    }
}
