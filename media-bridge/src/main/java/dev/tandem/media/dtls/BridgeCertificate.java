package dev.tandem.media.dtls;

import dev.tandem.signaling.bridge.DtlsFingerprint;

import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.cert.X509v3CertificateBuilder;
import org.bouncycastle.crypto.params.AsymmetricKeyParameter;
import org.bouncycastle.crypto.util.PrivateKeyFactory;
import org.bouncycastle.operator.ContentSigner;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.bouncycastle.tls.Certificate;
import org.bouncycastle.tls.crypto.TlsCertificate;
import org.bouncycastle.tls.crypto.impl.bc.BcTlsCertificate;
import org.bouncycastle.tls.crypto.impl.bc.BcTlsCrypto;

import java.io.IOException;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;

/// A self-signed P-256 certificate, made for one bridge process and gone with it.
///
/// Never shared between processes: a browser that restarts ICE towards a second bridge with the
/// same certificate keeps its old DTLS session, which the second bridge does not know, and media
/// never returns.
final class BridgeCertificate {
    /// Browsers look at the fingerprint only; the dates are for tools that print it.
    private static final Duration VALIDITY = Duration.ofDays(365);

    /// Room for a clock that is behind.
    private static final Duration BACKDATING = Duration.ofDays(1);

    private final Certificate chain;
    private final AsymmetricKeyParameter privateKey;
    private final DtlsFingerprint fingerprint;

    private BridgeCertificate(
            Certificate chain, AsymmetricKeyParameter privateKey, DtlsFingerprint fingerprint) {
        this.chain = chain;
        this.privateKey = privateKey;
        this.fingerprint = fingerprint;
    }

    static BridgeCertificate generate(SecureRandom random, BcTlsCrypto crypto, Instant now) {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(new ECGenParameterSpec("secp256r1"), random);
            KeyPair pair = generator.generateKeyPair();
            X500Name name = new X500Name("CN=tandem");
            ContentSigner signer =
                    new JcaContentSignerBuilder("SHA256withECDSA").build(pair.getPrivate());
            byte[] encoded =
                    new X509v3CertificateBuilder(
                                    name,
                                    new BigInteger(64, random),
                                    Date.from(now.minus(BACKDATING)),
                                    Date.from(now.plus(VALIDITY)),
                                    name,
                                    SubjectPublicKeyInfo.getInstance(pair.getPublic().getEncoded()))
                            .build(signer)
                            .getEncoded();
            TlsCertificate certificate = new BcTlsCertificate(crypto, encoded);
            return new BridgeCertificate(
                    new Certificate(new TlsCertificate[] {certificate}),
                    PrivateKeyFactory.createKey(pair.getPrivate().getEncoded()),
                    fingerprintOf(encoded));
        } catch (GeneralSecurityException | OperatorCreationException | IOException broken) {
            throw new IllegalStateException("this JDK cannot make a P-256 certificate", broken);
        }
    }

    static DtlsFingerprint fingerprintOf(byte[] encodedCertificate) {
        try {
            return DtlsFingerprint.of(
                    MessageDigest.getInstance("SHA-256").digest(encodedCertificate));
        } catch (GeneralSecurityException missing) {
            throw new IllegalStateException("every JDK has SHA-256", missing);
        }
    }

    Certificate chain() {
        return chain;
    }

    AsymmetricKeyParameter privateKey() {
        return privateKey;
    }

    DtlsFingerprint fingerprint() {
        return fingerprint;
    }
}
