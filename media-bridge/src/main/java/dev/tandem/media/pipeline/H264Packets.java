package dev.tandem.media.pipeline;

import dev.tandem.media.packet.Bytes;

/// As much of H.264's RTP payload (RFC 6184 section 5) as tells a keyframe: a picture that needs no
/// other (IDR), or the parameters that stand before one (SPS).
public final class H264Packets {
    public static final int IDR = 5;
    public static final int SPS = 7;
    public static final int PPS = 8;

    /// Several units in one packet.
    public static final int STAP_A = 24;

    /// A piece of one unit.
    public static final int FU_A = 28;

    private static final int TYPE = 0x1f;
    private static final int BEGINS = 0x80;

    private H264Packets() {}

    /// Whether this payload begins a keyframe.
    public static boolean beginsKeyframe(byte[] bytes, int offset, int length) {
        if (length < 1) {
            return false;
        }
        int type = bytes[offset] & TYPE;
        return switch (type) {
            case STAP_A -> hasKeyUnit(bytes, offset + 1, offset + length);
            case FU_A ->
                    length > 1
                            && (bytes[offset + 1] & BEGINS) != 0
                            && isKey(bytes[offset + 1] & TYPE);
            default -> isKey(type);
        };
    }

    private static boolean hasKeyUnit(byte[] bytes, int begin, int end) {
        int at = begin;
        while (at + 2 < end) {
            if (isKey(bytes[at + 2] & TYPE)) {
                return true;
            }
            at += 2 + Bytes.u16(bytes, at);
        }
        return false;
    }

    private static boolean isKey(int type) {
        return type == IDR || type == SPS;
    }
}
