package dev.tandem.media.packet;

/// What a datagram on the one port is, by its first bytes (RFC 7983, RFC 5761).
public enum PacketKind {
    STUN,
    DTLS,
    RTP,
    RTCP,
    UNKNOWN;

    public static PacketKind of(byte[] bytes, int offset, int length) {
        if (length < 2) {
            return UNKNOWN;
        }
        int first = bytes[offset] & 0xff;
        if (first <= 3) {
            return STUN;
        }
        if (first >= 20 && first <= 63) {
            return DTLS;
        }
        if (first >= 128 && first <= 191) {
            int second = bytes[offset + 1] & 0xff;
            // RTCP's packet types, which as marker bit and payload type would be 64 to 95.
            return second >= 192 && second <= 223 ? RTCP : RTP;
        }
        return UNKNOWN;
    }
}
