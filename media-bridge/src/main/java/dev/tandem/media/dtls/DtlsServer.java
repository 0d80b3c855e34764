package dev.tandem.media.dtls;

import dev.tandem.signaling.bridge.DtlsFingerprint;

/// Makes associations: the part of DTLS that the bridge's core sees.
public interface DtlsServer {
    /// The certificate that answers must announce.
    DtlsFingerprint fingerprint();

    /// Waits for a client that has the certificate with this fingerprint.
    DtlsAssociation open(DtlsFingerprint expected, DtlsListener listener);
}
