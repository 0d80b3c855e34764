package dev.tandem.signaling.bridge;

/// Which side of the DTLS handshake an offer is ready to take (RFC 8842). The bridge always answers
/// passive.
public enum DtlsSetup {
    ACTPASS,
    ACTIVE,
    PASSIVE
}
