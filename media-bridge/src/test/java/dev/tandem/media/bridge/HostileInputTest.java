package dev.tandem.media.bridge;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tandem.media.bridge.SimulatedBrowser.Numbers;
import dev.tandem.media.ice.StunRequests;
import dev.tandem.media.packet.Bytes;
import dev.tandem.media.packet.DropReason;
import dev.tandem.media.packet.PacketBuffer;
import dev.tandem.media.packet.RtcpView;
import dev.tandem.signaling.bridge.MediaKind;

import org.junit.jupiter.api.Test;

import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/// Hundreds of thousands of broken packets of every kind: each a counted drop, and the call goes
/// on.
class HostileInputTest {
    private static final int ROUNDS = 100_000;

    private final long seed = System.nanoTime();
    private final Random random = new Random(seed);
    private final BridgeSimulation sim = new BridgeSimulation(seed);
    private final SimulatedBrowser a = sim.joined("a", Numbers.CHROMIUM);
    private final SimulatedBrowser b = sim.joined("b", Numbers.OTHER);

    /// From outside the keys: what anybody on the network can send, even from a proved address.
    @Test
    void mutatedDatagramsAreDropped() {
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
            byte[] mutated = mutate(seeds.get(random.nextInt(seeds.size())));
            try {
                a.send(mutated);
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
        for (int round = 0; round < ROUNDS; round++) {
            boolean rtcp = random.nextInt(3) == 0;
            byte[] plain = rtcp ? mutate(rtcp()) : mutate(rtp(round));
            if (plain.length < 12) {
                continue;
            }
            // The sender's SSRC stays, else the test would only fill the table of sources.
            byte[] original = rtcp ? report() : rtp(round);
            System.arraycopy(original, rtcp ? 4 : 8, plain, rtcp ? 4 : 8, 4);
            plain[0] = (byte) (plain[0] & 0x3f | 0x80);
            try {
                PacketBuffer packet = new PacketBuffer();
                byte[] wire = protectIfPossible(packet, plain, rtcp);
                if (wire.length > 0) {
                    a.send(wire);
                }
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
        assertThat(b.rtp).isNotEmpty();
    }

    /// Nobody else is harmed: after all that, another call on the loop works.
    @Test
    void garbageFromStrangersCostsNobodyAPacket() {
        for (int round = 0; round < ROUNDS; round++) {
            byte[] garbage = new byte[random.nextInt(PacketBuffer.MAX_DATAGRAM)];
            random.nextBytes(garbage);
            try {
                sim.deliver(
                        garbage, new InetSocketAddress("127.0.0.1", 50_000 + random.nextInt(100)));
            } catch (RuntimeException | AssertionError broken) {
                throw new AssertionError("seed=" + seed + " round=" + round, broken);
            }
        }
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
        return switch (random.nextInt(3)) {
            case 0 -> a.plainRtp(111, a.audioSsrc, round, round * 960, 30, "audio");
            case 1 -> a.plainRtp(96, a.videoSsrc, round, round * 3000, -1, "\u0090\u0080video");
            default -> a.plainRtp(97, a.rtxSsrc, round, round * 3000, -1, "\u0000\u0001again");
        };
    }

    private byte[] rtcp() {
        byte[] feedback = new byte[16];
        feedback[0] = (byte) (0x80 | random.nextInt(16));
        feedback[1] = (byte) (RtcpView.SENDER_REPORT + random.nextInt(8));
        feedback[3] = 3;
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
