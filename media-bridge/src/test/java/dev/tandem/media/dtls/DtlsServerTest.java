package dev.tandem.media.dtls;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tandem.media.packet.Bytes;
import dev.tandem.media.packet.PacketBuffer;
import dev.tandem.media.srtp.SrtpKeys;
import dev.tandem.media.srtp.SrtpProfile;
import dev.tandem.media.srtp.SrtpTransform;
import dev.tandem.signaling.bridge.DtlsFingerprint;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import java.security.SecureRandom;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;

/// Real handshakes between BouncyCastle and itself: profiles, certificates, loss and nonsense.
class DtlsServerTest {
    /// Retransmission backs off by doubling, 1 s first; a machine that is busy takes its time, too.
    private static final long WITHIN_SECONDS = 60;

    private final SecureRandom random = new SecureRandom();
    private final ThreadedDtlsServer server = new ThreadedDtlsServer(random, Instant.now());

    /// What one handshake came to on the server's side.
    private sealed interface Outcome {
        record Agreed(SrtpKeys keys) implements Outcome {}

        record Failed() implements Outcome {}
    }

    private enum Side {
        CLIENT,
        SERVER
    }

    @ParameterizedTest
    @EnumSource
    void bothSidesHaveTheSameKeysForEachProfile(SrtpProfile profile) throws Exception {
        DtlsClient client =
                new DtlsClient(random, server.fingerprint(), Instant.now(), List.of(profile));
        Handshake handshake = new Handshake(client, client.fingerprint(), _ -> true);

        SrtpKeys keys = handshake.agreed();

        assertThat(keys.profile()).isEqualTo(profile);
        SrtpKeys clients = handshake.clients.get(WITHIN_SECONDS, TimeUnit.SECONDS).orElseThrow();
        try (SrtpTransform here = keys.serverSide();
                SrtpTransform there = clients.clientSide()) {
            PacketBuffer packet = rtp();
            assertThat(there.protectRtp(packet)).isNull();
            assertThat(here.unprotectRtp(packet)).isNull();
            assertThat(packet.getLength()).isEqualTo(112);
        }
        handshake.close();
    }

    @Test
    void gcmIsChosenWhenBothAreOffered() throws Exception {
        DtlsClient client =
                new DtlsClient(
                        random,
                        server.fingerprint(),
                        Instant.now(),
                        List.of(SrtpProfile.AES128_CM_HMAC_SHA1_80, SrtpProfile.AEAD_AES_128_GCM));
        Handshake handshake = new Handshake(client, client.fingerprint(), _ -> true);

        assertThat(handshake.agreed().profile()).isEqualTo(SrtpProfile.AEAD_AES_128_GCM);
        handshake.close();
    }

    @Test
    void aCertificateThatWasNotAnnouncedIsRefused() throws Exception {
        DtlsClient client = new DtlsClient(random, server.fingerprint(), Instant.now());
        Handshake handshake = new Handshake(client, DtlsFingerprint.of(new byte[32]), _ -> true);

        assertThat(handshake.outcome.get(WITHIN_SECONDS, TimeUnit.SECONDS))
                .isEqualTo(new Outcome.Failed());
        assertThat(handshake.clients.get(WITHIN_SECONDS, TimeUnit.SECONDS)).isEmpty();
        handshake.close();
    }

    @Test
    void everyProcessHasACertificateOfItsOwn() {
        assertThat(new ThreadedDtlsServer(random, Instant.now()).fingerprint())
                .isNotEqualTo(server.fingerprint());
    }

    @Test
    void aHandshakeSurvivesTheLossOfAThirdOfItsDatagrams() throws Exception {
        DtlsClient client = new DtlsClient(random, server.fingerprint(), Instant.now());
        Losses losses = new Losses();
        Handshake handshake = new Handshake(client, client.fingerprint(), losses::passes);

        assertThat(handshake.agreed()).isNotNull();
        assertThat(losses.lost()).isGreaterThanOrEqualTo(4);
        handshake.close();
    }

    /// Loses datagrams by their place in each direction, whatever the threads' order: never more
    /// than two in a row, for the wait doubles with each one that is lost again; and not every
    /// third, for a flight of three would lose the same one every time.
    private static final class Losses {
        private static final Set<Integer> LOST = Set.of(0, 3, 4, 8, 10, 15);

        private final AtomicInteger fromClient = new AtomicInteger();
        private final AtomicInteger fromServer = new AtomicInteger();
        private final AtomicInteger lost = new AtomicInteger();

        boolean passes(Side from) {
            AtomicInteger place = from == Side.CLIENT ? fromClient : fromServer;
            if (LOST.contains(place.getAndIncrement())) {
                lost.incrementAndGet();
                return false;
            }
            return true;
        }

        int lost() {
            return lost.get();
        }
    }

    @Test
    void aGoodbyeIsHeard() throws Exception {
        DtlsClient client = new DtlsClient(random, server.fingerprint(), Instant.now());
        Handshake handshake = new Handshake(client, client.fingerprint(), _ -> true);
        SrtpKeys unused = handshake.agreed();
        // The server is through first; the client can say goodbye only when it is, too.
        assertThat(handshake.clients.get(WITHIN_SECONDS, TimeUnit.SECONDS)).isPresent();

        client.sayGoodbye();

        handshake.closed.get(WITHIN_SECONDS, TimeUnit.SECONDS);
        handshake.close();
    }

    @Test
    void mutatedHandshakesEndWithoutKeysOrWithTheRightOnes() throws Exception {
        long seed = System.nanoTime();
        Random mutations = new Random(seed);
        for (int round = 0; round < 10; round++) {
            DtlsClient client = new DtlsClient(random, server.fingerprint(), Instant.now());
            Handshake handshake =
                    new Handshake(
                            client,
                            client.fingerprint(),
                            _ -> true,
                            d -> {
                                byte[] mutated = d.clone();
                                if (mutations.nextInt(3) == 0) {
                                    mutated[mutations.nextInt(mutated.length)] ^=
                                            (byte) (1 << mutations.nextInt(8));
                                }
                                return mutated;
                            });
            try {
                Outcome outcome = handshake.outcome.get(2, TimeUnit.SECONDS);
                assertThat(outcome).as("seed=%d", seed).isNotNull();
            } catch (java.util.concurrent.TimeoutException stillTrying) {
                // A handshake that never ends by itself is closed by its leg.
            }
            handshake.close();
        }
        // The server still serves.
        DtlsClient client = new DtlsClient(random, server.fingerprint(), Instant.now());
        Handshake handshake = new Handshake(client, client.fingerprint(), _ -> true);
        assertThat(handshake.agreed()).as("seed=%d", seed).isNotNull();
        handshake.close();
    }

    @Test
    void theQueueDropsWhatItCannotHold() {
        DatagramQueue queue = new DatagramQueue(d -> {});
        for (int i = 0; i < DatagramQueue.MAX_QUEUED; i++) {
            assertThat(queue.offer(new byte[10], 0, 10)).isTrue();
        }
        assertThat(queue.offer(new byte[10], 0, 10)).isFalse();
        queue.close();
        assertThat(queue.offer(new byte[10], 0, 10)).isFalse();
    }

    private static PacketBuffer rtp() {
        PacketBuffer packet = new PacketBuffer();
        packet.reset(112);
        packet.bytes()[0] = (byte) 0x80;
        packet.bytes()[1] = 96;
        Bytes.put16(packet.bytes(), 2, 77);
        return packet;
    }

    /// A client and a server association joined by a network of lambdas.
    private final class Handshake implements DtlsListener {
        private final CompletableFuture<Outcome> outcome = new CompletableFuture<>();
        private final CompletableFuture<Void> closed = new CompletableFuture<>();
        private final CompletableFuture<Optional<SrtpKeys>> clients = new CompletableFuture<>();
        private final DtlsClient client;
        private final DtlsAssociation association;
        private final Consumer<byte[]> toClient;

        Handshake(DtlsClient client, DtlsFingerprint announced, Predicate<Side> passes) {
            this(client, announced, passes, UnaryOperator.identity());
        }

        Handshake(
                DtlsClient client,
                DtlsFingerprint announced,
                Predicate<Side> passes,
                UnaryOperator<byte[]> change) {
            this.client = client;
            toClient =
                    d -> {
                        if (passes.test(Side.SERVER)) {
                            client.receive(d);
                        }
                    };
            association = server.open(announced, this);
            Thread.ofVirtual()
                    .start(() ->
                            clients.complete(
                                    client.connect(d -> {
                                        if (passes.test(Side.CLIENT)) {
                                            byte[] sent = change.apply(d);
                                            association.receive(sent, 0, sent.length);
                                        }
                                    })));
        }

        SrtpKeys agreed() throws Exception {
            Outcome reached = outcome.get(WITHIN_SECONDS, TimeUnit.SECONDS);
            assertThat(reached).isInstanceOf(Outcome.Agreed.class);
            return ((Outcome.Agreed) reached).keys();
        }

        void close() {
            association.close();
            client.close();
        }

        @Override
        public void onDatagram(byte[] datagram) {
            toClient.accept(datagram);
        }

        @Override
        public void onKeys(SrtpKeys keys) {
            outcome.complete(new Outcome.Agreed(keys));
        }

        @Override
        public void onFailed() {
            outcome.complete(new Outcome.Failed());
        }

        @Override
        public void onClosed() {
            closed.complete(null);
        }
    }
}
