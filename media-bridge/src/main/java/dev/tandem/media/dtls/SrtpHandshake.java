package dev.tandem.media.dtls;

import dev.tandem.media.srtp.SrtpKeys;
import dev.tandem.media.srtp.SrtpProfile;
import dev.tandem.signaling.bridge.DtlsFingerprint;

import org.bouncycastle.tls.AlertDescription;
import org.bouncycastle.tls.Certificate;
import org.bouncycastle.tls.CertificateRequest;
import org.bouncycastle.tls.CipherSuite;
import org.bouncycastle.tls.ClientCertificateType;
import org.bouncycastle.tls.DefaultTlsServer;
import org.bouncycastle.tls.ExporterLabel;
import org.bouncycastle.tls.HashAlgorithm;
import org.bouncycastle.tls.ProtocolVersion;
import org.bouncycastle.tls.SignatureAlgorithm;
import org.bouncycastle.tls.SignatureAndHashAlgorithm;
import org.bouncycastle.tls.TlsCredentialedSigner;
import org.bouncycastle.tls.TlsFatalAlert;
import org.bouncycastle.tls.TlsSRTPUtils;
import org.bouncycastle.tls.TlsUtils;
import org.bouncycastle.tls.UseSRTPData;
import org.bouncycastle.tls.crypto.TlsCryptoParameters;
import org.bouncycastle.tls.crypto.impl.bc.BcDefaultTlsCredentialedSigner;
import org.bouncycastle.tls.crypto.impl.bc.BcTlsCrypto;
import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.util.Hashtable;
import java.util.Vector;

/// The decisions of one handshake: DTLS 1.2, the announced certificate and no other, an SRTP
/// profile.
final class SrtpHandshake extends DefaultTlsServer {
    /// A browser gives up after some 30 s; a leg that needs longer is restarted by its client.
    private static final int TIMEOUT_MILLIS = 20_000;

    /// BouncyCastle doubles it each time.
    private static final int RESEND_MILLIS = 250;

    private final BcTlsCrypto bouncyCastle;
    private final BridgeCertificate own;
    private final DtlsFingerprint expected;
    private @Nullable SrtpProfile profile;
    private @Nullable SrtpKeys keys;

    SrtpHandshake(BcTlsCrypto crypto, BridgeCertificate own, DtlsFingerprint expected) {
        super(crypto);
        bouncyCastle = crypto;
        this.own = own;
        this.expected = expected;
    }

    /// The agreed keys; null before the handshake is complete.
    @Nullable SrtpKeys keys() {
        return keys;
    }

    @Override
    protected ProtocolVersion[] getSupportedVersions() {
        return ProtocolVersion.DTLSv12.only();
    }

    @Override
    protected int[] getSupportedCipherSuites() {
        return new int[] {
            CipherSuite.TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256,
            CipherSuite.TLS_ECDHE_ECDSA_WITH_CHACHA20_POLY1305_SHA256,
            CipherSuite.TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384,
        };
    }

    @Override
    public int getHandshakeTimeoutMillis() {
        return TIMEOUT_MILLIS;
    }

    @Override
    public int getHandshakeResendTimeMillis() {
        return RESEND_MILLIS;
    }

    @Override
    @SuppressWarnings("JdkObsolete") // BouncyCastle takes a Vector and nothing else.
    public CertificateRequest getCertificateRequest() {
        Vector<SignatureAndHashAlgorithm> algorithms = new Vector<>();
        algorithms.add(
                new SignatureAndHashAlgorithm(HashAlgorithm.sha256, SignatureAlgorithm.ecdsa));
        algorithms.add(new SignatureAndHashAlgorithm(HashAlgorithm.sha256, SignatureAlgorithm.rsa));
        return new CertificateRequest(
                new short[] {ClientCertificateType.ecdsa_sign, ClientCertificateType.rsa_sign},
                algorithms,
                null);
    }

    @Override
    public void notifyClientCertificate(Certificate certificate) throws IOException {
        boolean announced =
                !certificate.isEmpty()
                        && BridgeCertificate.fingerprintOf(
                                        certificate.getCertificateAt(0).getEncoded())
                                .equals(expected);
        if (!announced) {
            throw new TlsFatalAlert(AlertDescription.bad_certificate);
        }
    }

    @Override
    @SuppressWarnings("rawtypes") // As BouncyCastle declares it.
    public void processClientExtensions(Hashtable extensions) throws IOException {
        super.processClientExtensions(extensions);
        UseSRTPData offered =
                extensions == null ? null : TlsSRTPUtils.getUseSRTPExtension(extensions);
        profile =
                offered == null
                        ? null
                        : SrtpProfile.best(offered.getProtectionProfiles()).orElse(null);
        if (profile == null) {
            throw new TlsFatalAlert(AlertDescription.handshake_failure);
        }
    }

    @Override
    @SuppressWarnings("unchecked") // BouncyCastle's tables are raw: extension number to bytes.
    public Hashtable<Integer, byte[]> getServerExtensions() throws IOException {
        Hashtable<Integer, byte[]> extensions = super.getServerExtensions();
        SrtpProfile chosen = profile;
        if (chosen != null) {
            TlsSRTPUtils.addUseSRTPExtension(
                    extensions, new UseSRTPData(new int[] {chosen.id()}, TlsUtils.EMPTY_BYTES));
        }
        return extensions;
    }

    @Override
    protected TlsCredentialedSigner getECDSASignerCredentials() {
        return new BcDefaultTlsCredentialedSigner(
                new TlsCryptoParameters(context),
                bouncyCastle,
                own.privateKey(),
                own.chain(),
                new SignatureAndHashAlgorithm(HashAlgorithm.sha256, SignatureAlgorithm.ecdsa));
    }

    @Override
    public void notifyHandshakeComplete() throws IOException {
        super.notifyHandshakeComplete();
        SrtpProfile chosen = profile;
        // Without the extended master secret nothing may be exported (RFC 7627); every browser has
        // it.
        if (chosen == null || !context.getSecurityParametersConnection().isExtendedMasterSecret()) {
            throw new TlsFatalAlert(AlertDescription.handshake_failure);
        }
        keys =
                SrtpKeys.fromExport(
                        chosen,
                        context.exportKeyingMaterial(
                                ExporterLabel.dtls_srtp, null, SrtpKeys.materialBytes(chosen)));
    }
}
