package dev.tandem.media.pipeline;

/// As much of VP9's RTP payload (RFC 9628 section 4.2) as tells a keyframe.
public final class Vp9 {
    private static final int PICTURE_ID = 0x80;
    private static final int PREDICTED = 0x40;
    private static final int LAYERS = 0x20;
    private static final int FLEXIBLE = 0x10;
    private static final int BEGINS_FRAME = 0x08;
    private static final int SCALABILITY = 0x02;

    /// References of a flexible frame: "more follow" may stand in three bytes at most.
    private static final int MAX_REFERENCES = 3;

    private Vp9() {}

    /// Whether this payload begins a keyframe: of the lowest spatial layer, predicted from nothing.
    public static boolean beginsKeyframe(byte[] bytes, int offset, int length) {
        if (length < 1) {
            return false;
        }
        int first = bytes[offset] & 0xff;
        if ((first & (PREDICTED | BEGINS_FRAME)) != BEGINS_FRAME) {
            return false;
        }
        if (spatialLayer(bytes, offset, length) != 0) {
            return false;
        }
        int frame = frameAt(bytes, offset, length);
        return frame >= 0 && isKeyframe(bytes[frame] & 0xff);
    }

    /// Which of several sizes this is a part of, the smallest first; 0 when there is only one, -1
    /// when the payload ends before.
    public static int spatialLayer(byte[] bytes, int offset, int length) {
        if (length < 1 || (bytes[offset] & LAYERS) == 0) {
            return 0;
        }
        int at = layersAt(bytes, offset, length);
        return at < 0 ? -1 : bytes[at] >>> 1 & 7;
    }

    /// Where the byte about layers stands, behind the picture id; -1 when the payload ends before.
    private static int layersAt(byte[] bytes, int offset, int length) {
        int at = offset + 1;
        if ((bytes[offset] & PICTURE_ID) != 0) {
            if (length < 2) {
                return -1;
            }
            at += (bytes[at] & 0x80) != 0 ? 2 : 1;
        }
        return at < offset + length ? at : -1;
    }

    /// Where the VP9 data begins; -1 when there is none.
    public static int frameAt(byte[] bytes, int offset, int length) {
        int end = offset + length;
        int at = length < 1 ? -1 : layersAt(bytes, offset, length);
        if (at < 0) {
            return -1;
        }
        int first = bytes[offset] & 0xff;
        if ((first & LAYERS) != 0) {
            at += (first & FLEXIBLE) != 0 ? 1 : 2;
        }
        if ((first & (FLEXIBLE | PREDICTED)) == (FLEXIBLE | PREDICTED)) {
            for (int i = 0; i < MAX_REFERENCES; i++) {
                if (at >= end) {
                    return -1;
                }
                boolean more = (bytes[at++] & 1) != 0;
                if (!more) {
                    break;
                }
            }
        }
        if ((first & SCALABILITY) != 0) {
            at = behindScalability(bytes, at, end);
        }
        return at >= 0 && at < end ? at : -1;
    }

    private static int behindScalability(byte[] bytes, int begin, int end) {
        int at = begin;
        if (at >= end) {
            return -1;
        }
        int head = bytes[at++] & 0xff;
        if ((head & 0x10) != 0) {
            at += 4 * ((head >>> 5) + 1);
        }
        if ((head & 0x08) != 0) {
            if (at >= end) {
                return -1;
            }
            int pictures = bytes[at++] & 0xff;
            for (int i = 0; i < pictures; i++) {
                if (at >= end) {
                    return -1;
                }
                at += 1 + (bytes[at] >>> 2 & 3);
            }
        }
        return at;
    }

    /// By the first byte of the frame's own header: marker 2 bits, profile 2 (and a zero in profile
    /// 3), "shows an old one", "is predicted".
    private static boolean isKeyframe(int first) {
        if (first >>> 6 != 2) {
            return false;
        }
        boolean third = (first & 0x30) == 0x30;
        int flags = third ? first >>> 1 & 3 : first >>> 2 & 3;
        return flags == 0;
    }
}
