package dev.tandem.signaling.bridge;

import java.util.HexFormat;
import java.util.Locale;
import java.util.Optional;

/// The SHA-256 of a DTLS certificate: what binds the media path to the signaling (RFC 8122).
///
/// Held as its SDP text, `AB:CD:...`, so that it is a value that compares and prints as one.
public record DtlsFingerprint(String sha256) {
    private static final int HASH_BYTES = 32;
    private static final HexFormat COLONS = HexFormat.ofDelimiter(":").withUpperCase();

    public DtlsFingerprint {
        if (parse(sha256).isEmpty() || !sha256.equals(sha256.toUpperCase(Locale.ROOT))) {
            throw new IllegalArgumentException("not 32 upper-case hex bytes joined by colons");
        }
    }

    private DtlsFingerprint(byte[] hash) {
        this(COLONS.formatHex(hash));
    }

    public static DtlsFingerprint of(byte[] sha256) {
        return new DtlsFingerprint(sha256);
    }

    /// Reads the value part of `a=fingerprint:sha-256 VALUE`, upper or lower case.
    public static Optional<DtlsFingerprint> fromSdp(String text) {
        return parse(text).map(DtlsFingerprint::new);
    }

    private static Optional<byte[]> parse(String text) {
        if (text.length() != HASH_BYTES * 3 - 1) {
            return Optional.empty();
        }
        try {
            return Optional.of(COLONS.parseHex(text));
        } catch (IllegalArgumentException notHex) {
            return Optional.empty();
        }
    }
}
