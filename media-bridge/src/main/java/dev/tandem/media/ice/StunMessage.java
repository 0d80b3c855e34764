package dev.tandem.media.ice;

import dev.tandem.media.packet.Bytes;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Optional;
import java.util.zip.CRC32;

import javax.crypto.Mac;

/// A STUN message (RFC 8489) as far as an ICE-lite side needs it. Not a record, because of its
/// array.
final class StunMessage {
    static final int HEADER_BYTES = 20;
    static final int MAGIC_COOKIE = 0x2112_a442;
    static final int BINDING_REQUEST = 0x0001;
    static final int BINDING_SUCCESS = 0x0101;
    static final int USERNAME = 0x0006;
    static final int MESSAGE_INTEGRITY = 0x0008;
    static final int XOR_MAPPED_ADDRESS = 0x0020;
    static final int USE_CANDIDATE = 0x0025;
    static final int FINGERPRINT = 0x8028;
    static final int ICE_CONTROLLED = 0x8029;
    static final int FINGERPRINT_XOR = 0x5354_554e;
    static final int INTEGRITY_BYTES = 20;

    /// `local:remote`, each at most 256 characters.
    private static final int MAX_USERNAME_BYTES = 513;

    private static final int MAX_ATTRIBUTES = 32;

    private final byte[] bytes;
    private final String username;
    private final boolean useCandidate;
    private final boolean controlled;
    private final int integrityOffset;

    private StunMessage(
            byte[] bytes,
            String username,
            boolean useCandidate,
            boolean controlled,
            int integrityOffset) {
        this.bytes = bytes;
        this.username = username;
        this.useCandidate = useCandidate;
        this.controlled = controlled;
        this.integrityOffset = integrityOffset;
    }

    /// Class and method, as on the wire.
    int type() {
        return Bytes.u16(bytes, 0);
    }

    /// The 96 bits that an answer repeats.
    byte[] transaction() {
        return Arrays.copyOfRange(bytes, 8, HEADER_BYTES);
    }

    /// Empty when absent.
    String username() {
        return username;
    }

    boolean useCandidate() {
        return useCandidate;
    }

    boolean controlled() {
        return controlled;
    }

    /// The message, or empty when its lengths or its cookie are wrong, or its fingerprint is wrong
    /// or missing.
    static Optional<StunMessage> parse(byte[] buffer, int offset, int length) {
        if (length < HEADER_BYTES
                || (buffer[offset] & 0xc0) != 0
                || Bytes.i32(buffer, offset + 4) != MAGIC_COOKIE
                || Bytes.u16(buffer, offset + 2) != length - HEADER_BYTES
                || length % 4 != 0) {
            return Optional.empty();
        }
        byte[] bytes = Arrays.copyOfRange(buffer, offset, offset + length);
        String username = "";
        boolean useCandidate = false;
        boolean controlled = false;
        int integrityOffset = 0;
        int at = HEADER_BYTES;
        for (int count = 0; at < length; count++) {
            if (count == MAX_ATTRIBUTES || at + 4 > length) {
                return Optional.empty();
            }
            int attribute = Bytes.u16(bytes, at);
            int size = Bytes.u16(bytes, at + 2);
            int padded = (size + 3) & ~3;
            if (at + 4 + padded > length) {
                return Optional.empty();
            }
            if (attribute == FINGERPRINT) {
                // Last of all, and right (RFC 8489 section 14.7).
                boolean right =
                        size == 4
                                && at + 8 == length
                                && Bytes.i32(bytes, at + 4) == fingerprint(bytes, at);
                return right
                        ? Optional.of(
                                new StunMessage(
                                        bytes, username, useCandidate, controlled, integrityOffset))
                        : Optional.empty();
            }
            // What follows MESSAGE-INTEGRITY is not covered by it and must be ignored.
            if (integrityOffset == 0) {
                switch (attribute) {
                    case USERNAME -> {
                        if (size > MAX_USERNAME_BYTES) {
                            return Optional.empty();
                        }
                        username = new String(bytes, at + 4, size, StandardCharsets.UTF_8);
                    }
                    case USE_CANDIDATE -> useCandidate = true;
                    case ICE_CONTROLLED -> controlled = true;
                    case MESSAGE_INTEGRITY -> {
                        if (size != INTEGRITY_BYTES) {
                            return Optional.empty();
                        }
                        integrityOffset = at;
                    }
                    default -> {
                        // Unknown attributes say nothing that a lite side needs.
                    }
                }
            }
            at += 4 + padded;
        }
        // ICE always has a fingerprint (RFC 8445 section 7.1).
        return Optional.empty();
    }

    /// Whether the sender knew the password that this MAC is keyed with.
    boolean isAuthentic(Mac hmacSha1) {
        if (integrityOffset == 0) {
            return false;
        }
        byte[] expected = integrity(bytes, integrityOffset, hmacSha1);
        int from = integrityOffset + 4;
        return MessageDigest.isEqual(
                expected, Arrays.copyOfRange(bytes, from, from + INTEGRITY_BYTES));
    }

    /// HMAC over all before the attribute, with the header's length as if it were the last one.
    static byte[] integrity(byte[] bytes, int integrityOffset, Mac hmacSha1) {
        byte[] header = Arrays.copyOf(bytes, HEADER_BYTES);
        Bytes.put16(header, 2, integrityOffset + 4 + INTEGRITY_BYTES - HEADER_BYTES);
        hmacSha1.update(header);
        hmacSha1.update(bytes, HEADER_BYTES, integrityOffset - HEADER_BYTES);
        return hmacSha1.doFinal();
    }

    /// The FINGERPRINT over everything before the attribute at this place.
    static int fingerprint(byte[] bytes, int attributeOffset) {
        CRC32 crc = new CRC32();
        crc.update(bytes, 0, attributeOffset);
        return (int) crc.getValue() ^ FINGERPRINT_XOR;
    }
}
