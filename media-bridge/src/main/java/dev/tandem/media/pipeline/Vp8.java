package dev.tandem.media.pipeline;

/// As much of VP8's RTP payload (RFC 7741 section 4) as tells a keyframe.
public final class Vp8 {
    private Vp8() {}

    /// Whether this payload begins a keyframe.
    public static boolean beginsKeyframe(byte[] bytes, int offset, int length) {
        int end = offset + length;
        int at = offset;
        if (length < 1) {
            return false;
        }
        int first = bytes[at++] & 0xff;
        boolean startOfPartition = (first & 0x10) != 0 && (first & 0x07) == 0;
        if ((first & 0x80) != 0) {
            if (at >= end) {
                return false;
            }
            int flags = bytes[at++] & 0xff;
            if ((flags & 0x80) != 0) {
                if (at >= end) {
                    return false;
                }
                at += (bytes[at] & 0x80) != 0 ? 2 : 1;
            }
            if ((flags & 0x40) != 0) {
                at++;
            }
            if ((flags & 0x30) != 0) {
                at++;
            }
        }
        return startOfPartition && at < end && (bytes[at] & 0x01) == 0;
    }
}
