package dev.tandem.media.dtls;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tandem.media.srtp.SrtpKeys;
import dev.tandem.signaling.bridge.DtlsFingerprint;

import org.bouncycastle.tls.DTLSServerProtocol;
import org.bouncycastle.tls.DatagramTransport;
import org.bouncycastle.tls.crypto.impl.bc.BcTlsCrypto;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/// Mutated datagrams of real handshakes, through BouncyCastle and our decisions: each handshake
/// ends without keys, soon. `-Dhostile.calls=N` takes N times as many.
class HostileHandshakeTest {
    private static final int DATAGRAMS = 5_000 * Integer.getInteger("hostile.calls", 1);

    /// Of one handshake, before its network falls silent.
    private static final int PER_HANDSHAKE = 12;

    /// Of processor time: two hundred times what one takes.
    private static final double STALL_MILLIS = 1_000;

    private final SecureRandom secure = new SecureRandom();
    private final BcTlsCrypto crypto = new BcTlsCrypto(secure);
    private final BridgeCertificate certificate =
            BridgeCertificate.generate(secure, crypto, Instant.now());
    private final long seed = Long.getLong("hostile.seed", System.nanoTime());
    private final Random random = new Random(seed);
    private final List<byte[]> flight = new ArrayList<>();
    private DtlsFingerprint client;

    /// All that a client sends in a handshake that succeeds.
    @BeforeEach
    void recordAHandshake() throws Exception {
        ThreadedDtlsServer server = new ThreadedDtlsServer(secure, Instant.now());
        DtlsClient real = new DtlsClient(secure, server.fingerprint(), Instant.now());
        client = real.fingerprint();
        CompletableFuture<SrtpKeys> agreed = new CompletableFuture<>();
        DtlsAssociation association =
                server.open(
                        client,
                        new DtlsListener() {
                            @Override
                            public void onDatagram(byte[] datagram) {
                                real.receive(datagram);
                            }

                            @Override
                            public void onKeys(SrtpKeys keys) {
                                agreed.complete(keys);
                            }

                            @Override
                            public void onFailed() {
                                agreed.completeExceptionally(new AssertionError("no handshake"));
                            }

                            @Override
                            public void onClosed() {
                                // At the end.
                            }
                        });
        Optional<SrtpKeys> clients =
                real.connect(datagram -> {
                    flight.add(datagram);
                    association.receive(datagram, 0, datagram.length);
                });
        assertThat(clients).isPresent();
        agreed.get(20, TimeUnit.SECONDS);
        association.close();
        real.close();
    }

    @Test
    @Timeout(value = 30, unit = TimeUnit.MINUTES)
    void noMutatedHandshakeStallsOrGetsKeys() {
        int handshakes = 0;
        int unexpected = 0;
        double slowest = 0;
        Mutated network = new Mutated();
        while (network.given < DATAGRAMS) {
            network.begin();
            SrtpHandshake handshake = new SrtpHandshake(crypto, certificate, client);
            long began = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
            try {
                var _ = new DTLSServerProtocol().accept(handshake, network);
                throw new AssertionError("seed=" + seed + ": a mutated handshake succeeded");
            } catch (IOException ended) {
                // As it should: an alert, or the end of what came.
            } catch (RuntimeException thrown) {
                // BouncyCastle's; to the leg it is a failed handshake like any other.
                unexpected++;
            }
            assertThat(handshake.keys()).as("seed=%d", seed).isNull();
            slowest =
                    Math.max(
                            slowest,
                            (ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() - began)
                                    / 1e6);
            handshakes++;
        }
        System.out.printf(
                "DTLS: %,d mutated datagrams in %,d handshakes, slowest %.0f ms of processor time, %d ended by an exception of BouncyCastle's%n",
                network.given, handshakes, slowest, unexpected);
        assertThat(network.answered).as("flights that the server answered").isPositive();
        assertThat(slowest).as("seed=%d", seed).isLessThan(STALL_MILLIS);
    }

    /// Gives a handshake's datagrams, changed, out of order and too often; then nothing more.
    private final class Mutated implements DatagramTransport {
        private int left;
        private int step;
        private boolean greets;
        int given;
        int answered;

        void begin() {
            left = PER_HANDSHAKE;
            step = 0;
            // Every other one gets past the first flight.
            greets = random.nextBoolean();
        }

        @Override
        public int receive(byte[] buf, int off, int len, int waitMillis) throws IOException {
            if (left-- == 0) {
                throw new IOException("silence");
            }
            byte[] next;
            if (step == 0 && greets) {
                next = flight.getFirst();
            } else {
                int which =
                        random.nextInt(4) == 0
                                ? random.nextInt(flight.size())
                                : step % flight.size();
                next = mutate(flight.get(which));
                given++;
            }
            step++;
            int length = Math.min(len, next.length);
            System.arraycopy(next, 0, buf, off, length);
            return length;
        }

        @Override
        public void send(byte[] buf, int off, int len) {
            answered++;
        }

        @Override
        public int getReceiveLimit() {
            return 1_500;
        }

        @Override
        public int getSendLimit() {
            return 1_200;
        }

        @Override
        public void close() {
            // There is no socket.
        }
    }

    private byte[] mutate(byte[] original) {
        byte[] bytes = original.clone();
        int edits = 1 + random.nextInt(3);
        for (int i = 0; i < edits && bytes.length > 0; i++) {
            int at = random.nextInt(bytes.length);
            switch (random.nextInt(4)) {
                case 0 -> bytes[at] = (byte) random.nextInt(256);
                case 1 -> bytes[at] ^= (byte) (1 << random.nextInt(8));
                case 2 -> bytes = Arrays.copyOf(bytes, 1 + random.nextInt(bytes.length));
                default -> bytes = Arrays.copyOf(bytes, Math.min(1_400, bytes.length + at));
            }
        }
        return bytes;
    }
}
