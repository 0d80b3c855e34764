package dev.tandem.media.dtls;

import dev.tandem.media.srtp.SrtpKeys;
import dev.tandem.media.srtp.SrtpProfile;
import dev.tandem.signaling.bridge.DtlsFingerprint;

import org.bouncycastle.tls.AlertDescription;
import org.bouncycastle.tls.CertificateRequest;
import org.bouncycastle.tls.DTLSClientProtocol;
import org.bouncycastle.tls.DTLSTransport;
import org.bouncycastle.tls.DefaultTlsClient;
import org.bouncycastle.tls.ExporterLabel;
import org.bouncycastle.tls.HashAlgorithm;
import org.bouncycastle.tls.ProtocolVersion;
import org.bouncycastle.tls.SignatureAlgorithm;
import org.bouncycastle.tls.SignatureAndHashAlgorithm;
import org.bouncycastle.tls.TlsAuthentication;
import org.bouncycastle.tls.TlsCredentials;
import org.bouncycastle.tls.TlsFatalAlert;
import org.bouncycastle.tls.TlsSRTPUtils;
import org.bouncycastle.tls.TlsServerCertificate;
import org.bouncycastle.tls.TlsUtils;
import org.bouncycastle.tls.UseSRTPData;
import org.bouncycastle.tls.crypto.TlsCryptoParameters;
import org.bouncycastle.tls.crypto.impl.bc.BcDefaultTlsCredentialedSigner;
import org.bouncycastle.tls.crypto.impl.bc.BcTlsCrypto;

import java.io.IOException;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.Hashtable;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/// The browser's side of the handshake: for warming up, for tests, for load generators.
public final class DtlsClient implements AutoCloseable {
    private final BcTlsCrypto crypto;
    private final BridgeCertificate certificate;
    private final DtlsFingerprint expected;
    private final List<SrtpProfile> profiles;
    private volatile Optional<DatagramQueue> queue = Optional.empty();
    private volatile Optional<DTLSTransport> connected = Optional.empty();

    public DtlsClient(SecureRandom random, DtlsFingerprint expected, Instant now) {
        this(random, expected, now, List.of(SrtpProfile.values()));
    }

    /// @param profiles what it offers, best first
    public DtlsClient(
            SecureRandom random,
            DtlsFingerprint expected,
            Instant now,
            List<SrtpProfile> profiles) {
        crypto = new BcTlsCrypto(random);
        certificate = BridgeCertificate.generate(random, crypto, now);
        this.expected = expected;
        this.profiles = List.copyOf(profiles);
    }

    private DtlsClient(DtlsClient same, DtlsFingerprint expected) {
        crypto = same.crypto;
        certificate = same.certificate;
        profiles = same.profiles;
        this.expected = expected;
    }

    /// The same client with the server's fingerprint, which an answer brings only after the offer.
    public DtlsClient expecting(DtlsFingerprint server) {
        return new DtlsClient(this, server);
    }

    public DtlsFingerprint fingerprint() {
        return certificate.fingerprint();
    }

    /// Takes a datagram of the server in.
    public void receive(byte[] datagram) {
        var _ = queue.map(q -> q.offer(datagram, 0, datagram.length)).orElse(false);
    }

    /// Shakes hands; blocks. Empty when the handshake fails.
    public Optional<SrtpKeys> connect(Consumer<byte[]> network) {
        DatagramQueue transport = new DatagramQueue(network);
        queue = Optional.of(transport);
        Handshake handshake = new Handshake();
        try {
            connected = Optional.of(new DTLSClientProtocol().connect(handshake, transport));
            return handshake.keys;
        } catch (IOException | RuntimeException failed) {
            return Optional.empty();
        }
    }

    /// Ends the session as a browser does when its page goes away.
    public void sayGoodbye() throws IOException {
        if (connected.isPresent()) {
            connected.get().close();
        }
    }

    @Override
    public void close() {
        queue.ifPresent(DatagramQueue::close);
    }

    private final class Handshake extends DefaultTlsClient {
        private Optional<SrtpProfile> profile = Optional.empty();
        private Optional<SrtpKeys> keys = Optional.empty();

        Handshake() {
            super(crypto);
        }

        @Override
        protected ProtocolVersion[] getSupportedVersions() {
            return ProtocolVersion.DTLSv12.only();
        }

        @Override
        public int getHandshakeResendTimeMillis() {
            return 250;
        }

        @Override
        @SuppressWarnings("unchecked") // BouncyCastle's tables are raw: extension number to bytes.
        public Hashtable<Integer, byte[]> getClientExtensions() throws IOException {
            Hashtable<Integer, byte[]> extensions = super.getClientExtensions();
            int[] ids = profiles.stream().mapToInt(SrtpProfile::id).toArray();
            TlsSRTPUtils.addUseSRTPExtension(
                    extensions, new UseSRTPData(ids, TlsUtils.EMPTY_BYTES));
            return extensions;
        }

        @Override
        @SuppressWarnings("rawtypes") // As BouncyCastle declares it.
        public void processServerExtensions(Hashtable extensions) throws IOException {
            super.processServerExtensions(extensions);
            UseSRTPData chosen = TlsSRTPUtils.getUseSRTPExtension(extensions);
            profile =
                    chosen == null
                            ? Optional.empty()
                            : SrtpProfile.best(chosen.getProtectionProfiles());
        }

        @Override
        public TlsAuthentication getAuthentication() {
            return new TlsAuthentication() {
                @Override
                public void notifyServerCertificate(TlsServerCertificate server)
                        throws IOException {
                    byte[] encoded = server.getCertificate().getCertificateAt(0).getEncoded();
                    if (!BridgeCertificate.fingerprintOf(encoded).equals(expected)) {
                        throw new TlsFatalAlert(AlertDescription.bad_certificate);
                    }
                }

                @Override
                public TlsCredentials getClientCredentials(CertificateRequest request) {
                    return new BcDefaultTlsCredentialedSigner(
                            new TlsCryptoParameters(context),
                            crypto,
                            certificate.privateKey(),
                            certificate.chain(),
                            new SignatureAndHashAlgorithm(
                                    HashAlgorithm.sha256, SignatureAlgorithm.ecdsa));
                }
            };
        }

        @Override
        public void notifyHandshakeComplete() throws IOException {
            super.notifyHandshakeComplete();
            keys =
                    profile.map(chosen ->
                            SrtpKeys.fromExport(
                                    chosen,
                                    context.exportKeyingMaterial(
                                            ExporterLabel.dtls_srtp,
                                            null,
                                            SrtpKeys.materialBytes(chosen))));
        }
    }
}
