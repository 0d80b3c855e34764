package dev.tandem.media.bridge;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tandem.media.bridge.SimulatedBrowser.Numbers;
import dev.tandem.media.ice.StunRequests;
import dev.tandem.media.packet.Bytes;
import dev.tandem.media.packet.DropReason;
import dev.tandem.media.packet.PacketBuffer;
import dev.tandem.media.packet.PacketKind;
import dev.tandem.media.packet.RtcpView;
import dev.tandem.media.srtp.SrtpWarmUp;
import dev.tandem.signaling.bridge.MediaKind;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import java.lang.management.ManagementFactory;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;

/// Broken packets of every kind: each a counted drop, and the call goes on. `-Dhostile.calls=N`
/// does it in N calls, one after the other, each with its own seed and hundreds of thousands of
/// inputs.
class HostileInputTest {
    private static final int ROUNDS = 100_000;
    private static final int CALLS = Integer.getInteger("hostile.calls", 1);

    /// Of processor time for a thousand inputs: a hundred times what they take. What waits for
    /// something instead would never end.
    private static final double STALL_MILLIS = 1_000;

    private static final int BATCH = 1_000;

    private long seed;
    private Random random;
    private BridgeSimulation sim;
    private SimulatedBrowser a;
    private SimulatedBrowser b;

    private final Map<String, Long> inputs = new TreeMap<>();
    private double slowestBatchMillis;
    private long batchBegan;

    /// Else jitsi-srtp measures its ciphers in the first call.
    @BeforeAll
    static void warmUp() {
        SrtpWarmUp.run();
    }

    private void newCall() {
        seed = Long.getLong("hostile.seed", System.nanoTime());
        random = new Random(seed);
        sim = new BridgeSimulation(seed);
        a =
                sim.browser("a", Numbers.CHROMIUM)
                        .offering(
                                List.of(
                                        SimulatedBrowser.sound(111, "opus", 48_000, 2),
                                        SimulatedBrowser.sound(110, "telephone-event", 48_000, 1)),
                                List.of(SimulatedBrowser.picture(96, "VP8", "", 97)));
        if (random.nextBoolean()) {
            a.knowingOnlyRemb();
        }
        a.join();
        a.connect();
        b = sim.joined("b", Numbers.OTHER);
        batchBegan = cpu();
    }

    /// Takes note of an input, and forgets what the browsers have kept of the call so far.
    private void count(String kind, int round) {
        inputs.merge(kind, 1L, Long::sum);
        if (round % BATCH == BATCH - 1) {
            slowestBatchMillis = Math.max(slowestBatchMillis, (cpu() - batchBegan) / 1e6);
            batchBegan = cpu();
            a.forget();
            b.forget();
        }
    }

    private static long cpu() {
        return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
    }

    private void report(String what) {
        System.out.printf(
                "%s: %,d inputs %s, slowest thousand %.0f ms of processor time%n",
                what,
                inputs.values().stream().mapToLong(Long::longValue).sum(),
                inputs,
                slowestBatchMillis);
        assertThat(slowestBatchMillis).isLessThan(STALL_MILLIS);
    }

    private static String kind(byte[] datagram) {
        return PacketKind.of(datagram, 0, datagram.length).name();
    }

    /// From outside the keys: what anybody on the network can send, even from a proved address.
    @Test
    void mutatedDatagramsAreDropped() {
        for (int call = 0; call < CALLS; call++) {
            newCall();
            mutatedDatagrams();
        }
        report("from outside the keys");
    }

    private void mutatedDatagrams() {
        List<byte[]> seeds = new ArrayList<>();
        seeds.add(StunRequests.check(a.answer().ice(), a.offer().ice().ufrag(), true));
        seeds.add(a.protectedRtp(111, a.audioSsrc, 1, 960, 20, "audio"));
        seeds.add(a.protectedRtp(96, a.videoSsrc, 1, 3000, -1, "video"));
        seeds.add(a.protect(new PacketBuffer(), report(), true));
        byte[] dtls = new byte[120];
        dtls[0] = 22;
        dtls[13] = 1;
        seeds.add(dtls);
        long handled = 0;
        for (int round = 0; round < ROUNDS; round++) {
            byte[] original = seeds.get(random.nextInt(seeds.size()));
            byte[] mutated = mutate(original);
            try {
                a.send(mutated);
                count(kind(original), round);
                handled++;
                if (round % 1_000 == 0) {
                    sim.advance(1_000);
                    b.check(true);
                }
            } catch (RuntimeException | AssertionError broken) {
                throw new AssertionError("seed=" + seed + " round=" + round, broken);
            }
        }
        assertThat(handled).isEqualTo(ROUNDS);
        assertThat(sim.drops(DropReason.FORGED_SRTP)).isPositive();
        assertThat(sim.drops(DropReason.MALFORMED_STUN)).isPositive();
        assertThat(sim.drops(DropReason.UNKNOWN_KIND)).isPositive();
        assertThat(sim.drops(DropReason.ADDRESS_QUOTA)).isPositive();
    }

    /// From inside the keys: an authenticated browser that has lost its mind, or a clever one.
    @Test
    void mutatedContentUnderRightKeysIsDroppedOrForwardedButNeverThrown() {
        for (int call = 0; call < CALLS; call++) {
            newCall();
            mutatedContent();
        }
        report("under right keys");
    }

    private void mutatedContent() {
        boolean forwarded = false;
        for (int round = 0; round < ROUNDS; round++) {
            boolean rtcp = random.nextInt(3) == 0;
            byte[] plain = rtcp ? mutate(rtcp()) : mutate(rtp(round));
            if (plain.length < 12) {
                continue;
            }
            // The sender's SSRC stays, else the test would only fill the table of sources.
            byte[] original = rtcp ? report() : rtp(round);
            System.arraycopy(original, rtcp ? 4 : 8, plain, rtcp ? 4 : 8, 4);
            // One that jumps ahead makes old ones of thousands after it: seldom.
            if (!rtcp && random.nextInt(20_000) != 0) {
                System.arraycopy(original, 2, plain, 2, 2);
            }
            plain[0] = (byte) (plain[0] & 0x3f | 0x80);
            try {
                PacketBuffer packet = new PacketBuffer();
                byte[] wire = protectIfPossible(packet, plain, rtcp);
                if (wire.length > 0) {
                    a.send(wire);
                    forwarded |= !b.rtp.isEmpty();
                }
                count(rtcp ? "RTCP" : "RTP", round);
                if (round % 100 == 0) {
                    sim.advance(20);
                }
                if (round % 50_000 == 0) {
                    a.check(true);
                    b.check(true);
                }
            } catch (RuntimeException | AssertionError broken) {
                throw new AssertionError("seed=" + seed + " round=" + round, broken);
            }
        }
        assertThat(sim.drops(DropReason.MALFORMED_RTCP)).as("seed=%d", seed).isPositive();
        assertThat(sim.drops(DropReason.UNKNOWN_PAYLOAD_TYPE)).isPositive();
        assertThat(sim.drops(DropReason.MALFORMED_KEY)).as("seed=%d", seed).isPositive();
        assertThat(sim.drops(DropReason.UNKNOWN_KEY)).as("seed=%d", seed).isPositive();
        assertThat(forwarded).isTrue();
    }

    /// Nobody else is harmed: after all that, another call on the loop works. And nothing is said
    /// to a stranger, so nothing can be amplified.
    @Test
    void garbageFromStrangersCostsNobodyAPacketAndGetsNone() {
        for (int call = 0; call < CALLS; call++) {
            newCall();
            garbage();
        }
        report("from strangers");
    }

    private void garbage() {
        byte[] check = StunRequests.check(a.answer().ice(), a.offer().ice().ufrag(), true);
        long toStrangersBefore = sim.bytesToStrangers();
        for (int round = 0; round < ROUNDS; round++) {
            byte[] garbage = new byte[random.nextInt(PacketBuffer.MAX_DATAGRAM)];
            random.nextBytes(garbage);
            boolean almostRight = random.nextBoolean();
            if (almostRight) {
                garbage = check.clone();
                garbage[random.nextInt(garbage.length)] ^= (byte) (1 << random.nextInt(8));
            }
            try {
                sim.deliver(
                        garbage, new InetSocketAddress("127.0.0.1", 50_000 + random.nextInt(100)));
                count(almostRight ? "STUN" : "noise", round);
            } catch (RuntimeException | AssertionError broken) {
                throw new AssertionError("seed=" + seed + " round=" + round, broken);
            }
        }
        assertThat(sim.bytesToStrangers()).as("seed=%d", seed).isEqualTo(toStrangersBefore);
        b.forget();
        a.sendAudio(1, 960, 20, "still here");
        assertThat(b.audio()).hasSize(1);
        assertThat(b.audio().getFirst().payload()).isEqualTo("still here");
    }

    private byte[] protectIfPossible(PacketBuffer packet, byte[] plain, boolean rtcp) {
        try {
            return a.protect(packet, plain, rtcp);
        } catch (AssertionError | RuntimeException notEvenProtectable) {
            // A header so broken that the sending side's SRTP refuses it cannot reach us under
            // right keys.
            return new byte[0];
        }
    }

    private byte[] rtp(int round) {
        return switch (random.nextInt(4)) {
            case 3 -> {
                char key = (char) random.nextInt(32); // half of them are no keys
                yield a.plainRtp(
                        110, a.audioSsrc, round, round * 960, -1, key + "\u008a\u0012\u00c0");
            }
            case 0 -> a.plainRtp(111, a.audioSsrc, round, round * 960, 30, "audio");
            case 1 -> a.plainRtp(96, a.videoSsrc, round, round * 3000, -1, "\u0090\u0080video");
            default -> a.plainRtp(97, a.rtxSsrc, round, round * 3000, -1, "\u0000\u0001again");
        };
    }

    private byte[] rtcp() {
        boolean longer = random.nextBoolean();
        byte[] feedback = new byte[longer ? 20 : 16];
        feedback[0] = (byte) (0x80 | random.nextInt(16));
        feedback[1] = (byte) (RtcpView.SENDER_REPORT + random.nextInt(8));
        feedback[3] = (byte) (feedback.length / 4 - 1);
        if (longer) {
            Bytes.put32(feedback, 12, 0x52454d42); // REMB
            Bytes.put32(feedback, 16, random.nextInt());
        }
        int ssrc = b.bridgeSsrc(MediaKind.VIDEO);
        Bytes.put32(feedback, 8, random.nextBoolean() ? ssrc : a.videoSsrc);
        byte[] compound = Arrays.copyOf(report(), 28 + feedback.length);
        System.arraycopy(feedback, 0, compound, 28, feedback.length);
        return compound;
    }

    private byte[] report() {
        byte[] report = new byte[28];
        report[0] = (byte) 0x80;
        report[1] = (byte) RtcpView.SENDER_REPORT;
        report[3] = 6;
        Bytes.put32(report, 4, a.videoSsrc);
        return report;
    }

    private byte[] mutate(byte[] original) {
        byte[] bytes = original.clone();
        int edits = 1 + random.nextInt(4);
        for (int i = 0; i < edits && bytes.length > 0; i++) {
            int at = random.nextInt(bytes.length);
            switch (random.nextInt(4)) {
                case 0 -> bytes[at] = (byte) random.nextInt(256);
                case 1 -> bytes[at] ^= (byte) (1 << random.nextInt(8));
                case 2 -> bytes = Arrays.copyOf(bytes, random.nextInt(bytes.length + 1));
                default ->
                        bytes =
                                Arrays.copyOf(
                                        bytes,
                                        Math.min(
                                                PacketBuffer.MAX_DATAGRAM - 40,
                                                bytes.length + random.nextInt(300)));
            }
        }
        return bytes;
    }
}
