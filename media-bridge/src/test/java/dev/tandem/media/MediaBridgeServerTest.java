package dev.tandem.media;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tandem.media.dtls.DtlsClient;
import dev.tandem.media.ice.StunRequests;
import dev.tandem.media.packet.Bytes;
import dev.tandem.media.packet.PacketBuffer;
import dev.tandem.media.packet.PacketKind;
import dev.tandem.media.srtp.SrtpKeys;
import dev.tandem.media.srtp.SrtpTransform;
import dev.tandem.signaling.bridge.BridgeCommand;
import dev.tandem.signaling.bridge.BridgeEvent;
import dev.tandem.signaling.bridge.BridgeLoad;
import dev.tandem.signaling.bridge.BridgeRefusal;
import dev.tandem.signaling.bridge.BridgeReply;
import dev.tandem.signaling.bridge.Codec;
import dev.tandem.signaling.bridge.Direction;
import dev.tandem.signaling.bridge.DtlsFingerprint;
import dev.tandem.signaling.bridge.DtlsSetup;
import dev.tandem.signaling.bridge.IceCredentials;
import dev.tandem.signaling.bridge.LegAnswer;
import dev.tandem.signaling.bridge.LegOffer;
import dev.tandem.signaling.bridge.MediaKind;
import dev.tandem.signaling.bridge.MediaOffer;
import dev.tandem.signaling.protocol.CallId;
import dev.tandem.signaling.protocol.LegId;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

/// The whole server over real sockets, with peers made of the JDK and BouncyCastle.
class MediaBridgeServerTest {
    private static final CallId CALL = new CallId("call");
    private final BlockingQueue<BridgeEvent> events = new LinkedBlockingQueue<>();

    @Test
    void twoPeersConnectAndHearEachOtherOverRealSockets() throws Exception {
        try (MediaBridgeServer bridge = start(onLoopback(0));
                Peer a = new Peer(bridge, "a");
                Peer b = new Peer(bridge, "b")) {
            a.connect();
            b.connect();
            awaitConnected(2);

            a.send(7, "hello");

            assertThat(b.nextPayload()).isEqualTo("hello");
            assertThat(bridge.load().calls()).isEqualTo(1);
            assertThat(bridge.load().legs()).isEqualTo(2);
            assertThat(bridge.counters().packetsIn()).isPositive();

            BridgeReply ended = perform(bridge, new BridgeCommand.EndCall(CALL));
            assertThat(ended).isInstanceOf(BridgeReply.Ended.class);
            assertThat(bridge.load().legs()).isZero();
        }
    }

    @Test
    void closingFreesThePortAndRefusesCommands() {
        MediaBridgeServer bridge = start(onLoopback(0));
        int port = bridge.ports().getFirst();
        bridge.close();
        bridge.close();

        try (MediaBridgeServer next = start(onLoopback(port))) {
            assertThat(next.ports()).containsExactly(port);
            assertThat(next.id()).isNotEqualTo(bridge.id());
        }
        assertThat(perform(bridge, new BridgeCommand.EndCall(CALL)))
                .isInstanceOfSatisfying(
                        BridgeReply.Refused.class,
                        r -> assertThat(r.refusal().code()).isEqualTo(BridgeRefusal.Code.FULL));
    }

    @Test
    void aTakenPortIsSaidInASentence() {
        try (MediaBridgeServer bridge = start(onLoopback(0))) {
            BridgeConfig same = onLoopback(bridge.ports().getFirst());
            assertThatThrownBy(() -> start(same))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("media.port")
                    .hasMessageContaining(String.valueOf(same.basePort()));
        }
    }

    /// Their ids would have it otherwise: a bridge that says that it has room has it.
    @Test
    void aBridgeTakesAsManyCallsAsItSaysOnWhateverLoopTheyAre() throws Exception {
        BridgeConfig two = new BridgeConfig("127.0.0.1", 0, List.of("127.0.0.1"), 2, 4, 8);
        List<CallId> calls = sameLoop(5);
        try (MediaBridgeServer bridge = start(two)) {
            for (CallId call : calls.subList(0, 4)) {
                assertThat(leg(bridge, call, "a")).isInstanceOf(BridgeReply.LegAnswered.class);
            }
            assertThat(bridge.load().calls()).isEqualTo(4);
            assertThat(leg(bridge, calls.get(4), "a"))
                    .isInstanceOfSatisfying(
                            BridgeReply.Refused.class,
                            r -> assertThat(r.refusal().code()).isEqualTo(BridgeRefusal.Code.FULL));

            CallId stray = calls.get(3);
            assertThat(leg(bridge, stray, "b")).isInstanceOf(BridgeReply.LegAnswered.class);
            assertThat(bridge.load()).isEqualTo(new BridgeLoad(4, 5, 4));
            perform(bridge, new BridgeCommand.EndCall(stray));
            assertThat(bridge.load()).isEqualTo(new BridgeLoad(3, 3, 4));
            assertThat(leg(bridge, calls.get(4), "a")).isInstanceOf(BridgeReply.LegAnswered.class);
        }
    }

    private static List<CallId> sameLoop(int count) {
        return IntStream.iterate(0, i -> i + 1)
                .mapToObj(i -> new CallId("call-" + i))
                .filter(call -> Math.floorMod(call.hashCode(), 2) == 0)
                .limit(count)
                .toList();
    }

    private static BridgeReply leg(MediaBridgeServer bridge, CallId call, String leg) {
        DtlsFingerprint fingerprint = DtlsFingerprint.of(new byte[32]);
        return perform(
                bridge, new BridgeCommand.AddLeg(call, new LegId(leg), offer(leg, fingerprint, 7)));
    }

    @Test
    void everyEventLoopHasItsOwnPort() {
        BridgeConfig two = new BridgeConfig("127.0.0.1", 0, List.of("127.0.0.1"), 2, 10, 8);
        try (MediaBridgeServer bridge = start(two)) {
            assertThat(bridge.ports()).hasSize(2).doesNotHaveDuplicates();
        }
    }

    /// The bridge's side of a handshake ends on threads of its own, after the peer's.
    private void awaitConnected(int legs) throws InterruptedException {
        int connected = 0;
        while (connected < legs) {
            BridgeEvent event = events.poll(20, TimeUnit.SECONDS);
            assertThat(event).as("%s of %s legs are connected", connected, legs).isNotNull();
            connected += event instanceof BridgeEvent.LegConnected ? 1 : 0;
        }
    }

    /// @param port 0 takes any free one
    private static BridgeConfig onLoopback(int port) {
        return new BridgeConfig("127.0.0.1", port, List.of("127.0.0.1"), 1, 10, 8);
    }

    private MediaBridgeServer start(BridgeConfig config) {
        return MediaBridgeServer.start(config, events::add);
    }

    private static BridgeReply perform(MediaBridgeServer bridge, BridgeCommand command) {
        return bridge.perform(command).toCompletableFuture().join();
    }

    private static LegOffer offer(String leg, DtlsFingerprint fingerprint, long ssrc) {
        Codec opus = new Codec(111, "opus", 48_000, 2, "", List.of(), OptionalInt.empty());
        return new LegOffer(
                new IceCredentials("peer" + leg, "password-of-22-letters"),
                fingerprint,
                DtlsSetup.ACTPASS,
                List.of(
                        new MediaOffer(
                                "0",
                                MediaKind.AUDIO,
                                Direction.SENDRECV,
                                List.of(opus),
                                List.of(),
                                List.of(ssrc))));
    }

    /// The least that a browser does: a check, a handshake, SRTP.
    private static final class Peer implements AutoCloseable {
        private final DatagramSocket socket =
                new DatagramSocket(0, InetAddress.getLoopbackAddress());
        private final BlockingQueue<byte[]> media = new LinkedBlockingQueue<>();
        private final InetSocketAddress bridgeAddress;
        private final DtlsClient dtls;
        private final LegAnswer answer;
        private final int ssrc;
        private SrtpTransform srtp;

        Peer(MediaBridgeServer bridge, String leg) throws IOException {
            ssrc = leg.charAt(0);
            // The server's fingerprint is known only with the answer; it is checked by another
            // test.
            SecureRandom random = new SecureRandom();
            DtlsFingerprint any = DtlsFingerprint.of(new byte[32]);
            DtlsClient identity = new DtlsClient(random, any, Instant.now());
            LegOffer offer = offer(leg, identity.fingerprint(), ssrc);
            BridgeReply reply =
                    perform(bridge, new BridgeCommand.AddLeg(CALL, new LegId(leg), offer));
            answer = ((BridgeReply.LegAnswered) reply).answer();
            dtls = identity.expecting(answer.fingerprint());
            bridgeAddress =
                    new InetSocketAddress(
                            answer.candidates().getFirst().address(),
                            answer.candidates().getFirst().port());
            Thread.ofVirtual().start(this::receive);
            transmit(StunRequests.check(answer.ice(), "peer" + leg, true));
        }

        void connect() {
            SrtpKeys keys = dtls.connect(this::transmit).orElseThrow();
            srtp = keys.clientSide();
        }

        void send(int sequence, String payload) {
            PacketBuffer packet = new PacketBuffer();
            packet.reset(12 + payload.length());
            packet.bytes()[0] = (byte) 0x80;
            packet.bytes()[1] = 111;
            Bytes.put16(packet.bytes(), 2, sequence);
            Bytes.put32(packet.bytes(), 8, ssrc);
            for (int i = 0; i < payload.length(); i++) {
                packet.bytes()[12 + i] = (byte) payload.charAt(i);
            }
            assertThat(srtp.protectRtp(packet)).isNull();
            transmit(Arrays.copyOf(packet.bytes(), packet.getLength()));
        }

        String nextPayload() throws InterruptedException {
            byte[] datagram = media.poll(20, TimeUnit.SECONDS);
            assertThat(datagram).isNotNull();
            PacketBuffer packet = new PacketBuffer();
            packet.reset(datagram.length);
            System.arraycopy(datagram, 0, packet.bytes(), 0, datagram.length);
            assertThat(srtp.unprotectRtp(packet)).isNull();
            return new String(
                    packet.bytes(),
                    12,
                    packet.getLength() - 12,
                    java.nio.charset.StandardCharsets.US_ASCII);
        }

        private void transmit(byte[] datagram) {
            try {
                socket.send(new DatagramPacket(datagram, datagram.length, bridgeAddress));
            } catch (IOException broken) {
                throw new UncheckedIOException(broken);
            }
        }

        private void receive() {
            byte[] buffer = new byte[2_048];
            while (!socket.isClosed()) {
                DatagramPacket packet = new DatagramPacket(buffer, buffer.length);
                try {
                    socket.receive(packet);
                } catch (IOException closed) {
                    return;
                }
                byte[] datagram = Arrays.copyOf(buffer, packet.getLength());
                switch (PacketKind.of(datagram, 0, datagram.length)) {
                    case DTLS -> dtls.receive(datagram);
                    case RTP -> media.add(datagram);
                    case STUN, RTCP, UNKNOWN -> {
                        // Not what this peer looks at.
                    }
                }
            }
        }

        @Override
        public void close() {
            dtls.close();
            socket.close();
        }
    }
}
