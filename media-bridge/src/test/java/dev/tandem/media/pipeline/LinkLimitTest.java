package dev.tandem.media.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.Random;

/// A leg whose link is full is sent less, and more again when it is not; one that only loses
/// packets is sent as much as before. All on a clock of its own, by seed.
class LinkLimitTest {
    private static final int PACKET_BYTES = 1_000;
    private static final long MILLI = 1_000_000;
    private static final long NO_BOTTLENECK = Long.MAX_VALUE;

    /// What the sender would send of pictures and sound, if nobody limited it.
    private static final long FULL_BITS = 1_500_000;

    /// A way to a leg and back. The bottleneck has a queue of so many milliseconds; with none it
    /// drops what is too much.
    private static final class Link {
        double loss;
        long delayMillis = 50;
        int jitterMillis;
        double overtaken;
        long bottleneckBits = NO_BOTTLENECK;
        int queueMillis = 2_000;
        double feedbackLoss;
    }

    private record Arrival(int sequence, long at, boolean lost) {}

    private record Feedback(long at, Arrival[] arrivals) {}

    private final LinkLimit limit = new LinkLimit();
    private final Link link = new Link();
    private Random random = new Random(1);
    private long now = 3_600_000_000_000L;
    private int sequence = 65_000;
    private double owedBytes;
    private double queuedUntil;
    private long lastArrival;
    private long obeyed = LinkLimit.NONE;
    private long step;

    private final PriorityQueue<Arrival> onTheWay =
            new PriorityQueue<>(Comparator.comparingLong(Arrival::at));
    private final PriorityQueue<Feedback> back =
            new PriorityQueue<>(Comparator.comparingLong(Feedback::at));

    private long sentBytes;
    private long deliveredBytes;
    private long packets;
    private long lost;
    private long waited;
    private long lowest = Long.MAX_VALUE;

    /// Frames of pictures 20 times a second, feedback ten times; the sender hears of a limit after
    /// the way back.
    private void run(double seconds) {
        sentBytes = 0;
        deliveredBytes = 0;
        packets = 0;
        lost = 0;
        waited = 0;
        lowest = Long.MAX_VALUE;
        for (long end = now + (long) (seconds * 1e9); now < end; now += 10 * MILLI, step++) {
            if (step % 5 == 0) {
                owedBytes += Math.min(FULL_BITS, obeyed) / 8.0 / 20;
                while (owedBytes >= PACKET_BYTES) {
                    owedBytes -= PACKET_BYTES;
                    send();
                }
            }
            if (step % 10 == 0) {
                giveFeedback();
            }
            while (!back.isEmpty() && back.peek().at <= now) {
                for (Arrival arrival : back.remove().arrivals) {
                    if (arrival.lost) {
                        limit.missed(arrival.sequence);
                    } else {
                        limit.arrived(arrival.sequence, arrival.at + 77_000 * MILLI, now);
                    }
                }
                limit.told(now);
            }
            if (step % 20 == 0) {
                obeyed = limit.bitsPerSecond();
            }
            lowest = Math.min(lowest, limit.bitsPerSecond());
        }
    }

    private void send() {
        sequence = (sequence + 1) & 0xffff;
        limit.sent(sequence, PACKET_BYTES, now, now);
        sentBytes += PACKET_BYTES;
        packets++;
        double spent =
                link.bottleneckBits == NO_BOTTLENECK ? 0 : PACKET_BYTES * 8e9 / link.bottleneckBits;
        double free = Math.max(queuedUntil, now);
        double allowed = Math.max(link.queueMillis, 50) * (double) MILLI;
        boolean dropped = free - now > allowed;
        if (!dropped) {
            queuedUntil = free + spent;
        }
        double waits = link.queueMillis == 0 ? 0 : queuedUntil - now;
        waited += dropped ? 0 : (long) waits;
        double jitter = link.jitterMillis * (2 * random.nextDouble() - 1);
        long at = now + (long) waits + (long) ((link.delayMillis + jitter) * MILLI);
        boolean late = random.nextDouble() < link.overtaken;
        if (!late) {
            at = Math.max(at, lastArrival);
            lastArrival = at;
        }
        boolean gone = dropped || random.nextDouble() < link.loss;
        lost += gone ? 1 : 0;
        deliveredBytes += gone ? 0 : PACKET_BYTES;
        onTheWay.add(new Arrival(sequence, late ? at + 40 * MILLI : at, gone));
    }

    private void giveFeedback() {
        List<Arrival> told = new ArrayList<>();
        while (!onTheWay.isEmpty() && onTheWay.peek().at <= now) {
            told.add(onTheWay.remove());
        }
        if (!told.isEmpty() && random.nextDouble() >= link.feedbackLoss) {
            back.add(new Feedback(now + link.delayMillis * MILLI, told.toArray(Arrival[]::new)));
        }
    }

    private static double share(double part, double whole) {
        return part / whole;
    }

    private double sentBits(double seconds) {
        return sentBytes * 8 / seconds;
    }

    @Test
    void aGoodNetworkKnowsNoLimit() {
        run(60);
        assertThat(limit.bitsPerSecond()).isEqualTo(LinkLimit.NONE);
        assertThat(lowest).isEqualTo(LinkLimit.NONE);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
    void unevenDelaysAndDisorderAreNoCongestion(long seed) {
        random = new Random(seed);
        link.jitterMillis = 30;
        link.overtaken = 0.02;
        link.loss = 0.02;
        run(120);
        assertThat(lowest).as("seed %d", seed).isEqualTo(LinkLimit.NONE);
    }

    /// The feedback is lost as often as what it is about.
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
    void lossByChanceDoesNotSinkTheLimit(long seed) {
        random = new Random(seed);
        link.delayMillis = 100;
        link.jitterMillis = 30;
        link.overtaken = 0.02;
        link.loss = 0.1;
        link.feedbackLoss = 0.1;
        run(120);
        System.out.printf(
                "10 %% by chance, seed %d: sent %.0f kbit/s of 1500%n",
                seed, sentBits(120) / 1_000);
        assertThat(sentBits(120)).as("seed %d", seed).isGreaterThan(FULL_BITS * 0.9);
        assertThat(lowest).as("seed %d", seed).isGreaterThan(FULL_BITS / 2);
        link.loss = 0.2;
        run(120);
        System.out.printf(
                "20 %% by chance, seed %d: sent %.0f kbit/s of 1500%n",
                seed, sentBits(120) / 1_000);
        assertThat(sentBits(120)).as("20 %%, seed %d", seed).isGreaterThan(FULL_BITS * 0.8);
    }

    /// A queue before a link of a third: the limit comes down within two seconds, finds the link's
    /// level and leaves the queue short; and when the link is good again everything is sent again
    /// within half a minute.
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
    void aFullLinkIsFoundAndItsQueueEmptiedAndGoodTimesLiftTheLimitAgain(long seed) {
        random = new Random(seed);
        link.loss = seed % 2 == 0 ? 0.05 : 0;
        link.jitterMillis = seed % 3 == 0 ? 30 : 0;
        run(10);
        assertThat(limit.bitsPerSecond()).isEqualTo(LinkLimit.NONE);

        link.bottleneckBits = 500_000;
        run(2);
        assertThat(limit.bitsPerSecond()).as("seed %d", seed).isLessThan(500_000);
        run(8);
        run(60);
        double used = share(deliveredBytes * 8 / 60.0, 500_000 * (1 - link.loss));
        double wait = waited / (double) packets / MILLI;
        System.out.printf(
                "bottleneck, seed %d: %.0f %% used, waits %.0f ms%n", seed, 100 * used, wait);
        assertThat(used).as("of the link is used, seed %d", seed).isBetween(0.75, 1.01);
        assertThat(wait).as("ms in its queue, seed %d", seed).isLessThan(100);

        link.bottleneckBits = NO_BOTTLENECK;
        run(30);
        run(5);
        assertThat(sentBits(5)).as("seed %d", seed).isGreaterThan(FULL_BITS * 0.95);
        run(30);
        assertThat(limit.bitsPerSecond()).as("seed %d", seed).isEqualTo(LinkLimit.NONE);
    }

    /// No queue: what is too much is dropped at once. The same share by chance is left alone.
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
    void aLinkThatDropsWhatIsTooMuchIsFoundByItsLoss(long seed) {
        random = new Random(seed);
        link.queueMillis = 0;
        link.bottleneckBits = 500_000;
        run(10);
        run(60);
        double used = share(deliveredBytes * 8 / 60.0, 500_000);
        double missed = share(lost, packets);
        System.out.printf(
                "drops, seed %d: %.0f %% used, %.1f %% lost%n", seed, 100 * used, 100 * missed);
        assertThat(used).as("of the link is used, seed %d", seed).isGreaterThan(0.75);
        assertThat(missed).as("share lost, seed %d", seed).isLessThan(0.08);

        link.bottleneckBits = NO_BOTTLENECK;
        run(35);
        run(5);
        assertThat(sentBits(5)).as("seed %d", seed).isGreaterThan(FULL_BITS * 0.95);
    }

    /// From one network into another one, that is farther away: this is no queue.
    @Test
    void aWayThatBecomesLongerIsTakenForAQueueForAMomentOnly() {
        run(20);
        link.delayMillis = 250;
        run(8);
        run(5);
        assertThat(sentBits(5)).isGreaterThan(FULL_BITS * 0.95);
    }

    /// What is sent again is later by the round trip in which it was asked for; after three the leg
    /// is to wait for it.
    @Test
    void howLongRepairsTakeIsReadFromTheirArrival() {
        long away = 100 * MILLI;
        for (int i = 0; i < 10; i++) {
            limit.sent(2 * i, PACKET_BYTES, now, now);
            limit.sent(2 * i + 1, PACKET_BYTES, now - 200 * MILLI, now);
            limit.arrived(2 * i, now + away, now + away);
            limit.arrived(2 * i + 1, now + away, now + away);
            now += 20 * MILLI;
            assertThat(limit.repairDelayMillis(now + away)).isEqualTo(i < 2 ? 0 : 200);
        }
        assertThat(limit.repairDelayMillis(now + RepairDelay.FORGOTTEN_NANOS + away)).isZero();
    }

    @Test
    void theLimitHasAFloor() {
        link.bottleneckBits = 20_000;
        run(60);
        assertThat(limit.bitsPerSecond()).isEqualTo(LinkLimit.MIN_BITS);
        assertThat(lowest).isEqualTo(LinkLimit.MIN_BITS);
    }

    @Test
    void whatNobodySentIsNotBelieved() {
        for (int i = 0; i < 100; i++) {
            now += 100 * MILLI;
            for (int packet = 0; packet < 100; packet++) {
                limit.missed(100 * i + packet);
                limit.arrived(50_000 + packet, now * packet, now);
            }
            limit.told(now);
        }
        assertThat(limit.bitsPerSecond()).isEqualTo(LinkLimit.NONE);
        assertThat(limit.fractionLost(now)).isZero();
    }
}
