package dev.tandem.media.dtls;

import dev.tandem.media.srtp.SrtpKeys;
import dev.tandem.signaling.bridge.DtlsFingerprint;

import org.bouncycastle.tls.DTLSServerProtocol;
import org.bouncycastle.tls.DTLSTransport;
import org.bouncycastle.tls.crypto.impl.bc.BcTlsCrypto;
import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/// One virtual thread per association, one certificate per process.
public final class ThreadedDtlsServer implements DtlsServer {
    /// Handshakes that compute at the same time; more would only make all of them late.
    static final int MAX_HANDSHAKES = 64;

    /// How long a handshake may wait for its turn.
    private static final long TURN_SECONDS = 10;

    /// How long to wait for the next alert or retransmission; only a rhythm.
    private static final int IDLE_MILLIS = 60_000;

    private final BcTlsCrypto crypto;
    private final BridgeCertificate certificate;
    private final Semaphore turns = new Semaphore(MAX_HANDSHAKES);

    public ThreadedDtlsServer(SecureRandom random, Instant now) {
        crypto = new BcTlsCrypto(random);
        certificate = BridgeCertificate.generate(random, crypto, now);
    }

    @Override
    public DtlsFingerprint fingerprint() {
        return certificate.fingerprint();
    }

    @Override
    public DtlsAssociation open(DtlsFingerprint expected, DtlsListener listener) {
        Association association = new Association(expected, listener);
        Thread.ofVirtual().name("tandem-dtls").start(association);
        return association;
    }

    private final class Association implements DtlsAssociation, Runnable {
        private final DtlsFingerprint expected;
        private final DtlsListener listener;
        private final DatagramQueue queue;
        private volatile boolean unwanted;

        Association(DtlsFingerprint expected, DtlsListener listener) {
            this.expected = expected;
            this.listener = listener;
            queue = new DatagramQueue(this::send);
        }

        @Override
        public boolean receive(byte[] buffer, int offset, int length) {
            return queue.offer(buffer, offset, length);
        }

        @Override
        public void close() {
            unwanted = true;
            queue.close();
        }

        @Override
        public void run() {
            DTLSTransport transport = handshake();
            if (transport == null) {
                if (!unwanted) {
                    listener.onFailed();
                }
                return;
            }
            attend(transport);
            if (!unwanted) {
                listener.onClosed();
            }
        }

        private @Nullable DTLSTransport handshake() {
            try {
                if (!turns.tryAcquire(TURN_SECONDS, TimeUnit.SECONDS)) {
                    return null;
                }
            } catch (InterruptedException stop) {
                Thread.currentThread().interrupt();
                return null;
            }
            try {
                SrtpHandshake server = new SrtpHandshake(crypto, certificate, expected);
                DTLSTransport transport = new DTLSServerProtocol().accept(server, queue);
                SrtpKeys keys = server.keys();
                if (keys == null) {
                    return null;
                }
                if (!unwanted) {
                    listener.onKeys(keys);
                }
                return transport;
            } catch (IOException | RuntimeException failed) {
                // A wrong certificate, nonsense, or silence: all the same to the leg.
                return null;
            } finally {
                turns.release();
            }
        }

        /// Answers a repeated last flight and hears alerts, until either side closes.
        private void attend(DTLSTransport transport) {
            byte[] ignored = new byte[2_048];
            while (!queue.isClosed()) {
                try {
                    var _ = transport.receive(ignored, 0, ignored.length, IDLE_MILLIS);
                } catch (IOException | RuntimeException over) {
                    queue.close();
                }
            }
        }

        private void send(byte[] datagram) {
            if (!unwanted) {
                listener.onDatagram(datagram);
            }
        }
    }
}
