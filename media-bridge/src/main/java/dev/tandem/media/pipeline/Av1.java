package dev.tandem.media.pipeline;

/// As much of AV1's RTP payload (AV1 RTP payload format, section 4.4) as tells a keyframe: the
/// aggregation header says it.
public final class Av1 {
    /// First packet of a coded video sequence.
    private static final int NEW_SEQUENCE = 0x08;

    /// The first unit is the rest of one that began in the packet before.
    private static final int CONTINUES = 0x80;

    private Av1() {}

    /// Whether this payload begins a keyframe.
    public static boolean beginsKeyframe(byte[] bytes, int offset, int length) {
        return length > 1 && (bytes[offset] & (NEW_SEQUENCE | CONTINUES)) == NEW_SEQUENCE;
    }
}
