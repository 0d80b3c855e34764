package dev.tandem.media.recording;

import dev.tandem.media.pipeline.Vp9;

import org.jspecify.annotations.Nullable;

/// VP9 over RTP (RFC 9628): the payload descriptor goes, the pieces of a frame are put together. Of
/// several spatial layers the lowest is kept.
final class Vp9Frames extends VpFrames {
    private static final int BEGINS = 0x08;
    private static final int ENDS = 0x04;
    private static final int SYNC_CODE = 0x498342;

    /// Red, green and blue, which is in pictures of profile 1 and 3 only.
    private static final int RGB = 7;

    @Override
    int dataAt(byte[] payload) {
        return Vp9.frameAt(payload, 0, payload.length);
    }

    @Override
    boolean isKept(byte[] payload) {
        return Vp9.spatialLayer(payload, 0, payload.length) == 0;
    }

    @Override
    boolean begins(byte[] payload) {
        return (payload[0] & BEGINS) != 0;
    }

    @Override
    boolean ends(MediaPacket packet) {
        return (packet.payload()[0] & ENDS) != 0;
    }

    @Override
    boolean isKeyframe(byte[] payload, int dataAt) {
        return Vp9.beginsKeyframe(payload, 0, payload.length);
    }

    /// By the uncompressed header of a keyframe (VP9 bitstream specification, section 6.2).
    @Override
    @Nullable TrackFormat formatOf(byte[] keyframe) {
        BitReader header = new BitReader(keyframe, 0);
        header.take(2); // frame marker
        long profile = header.take(1) | header.take(1) << 1;
        header.take(profile == 3 ? 5 : 4); // shown, keyframe, shown, error resilient
        if (header.take(24) != SYNC_CODE) {
            return null;
        }
        header.take(profile >= 2 ? 1 : 0); // 10 or 12 bits
        boolean rgb = header.take(3) == RGB;
        header.take(rgb ? 0 : 1); // range of colours
        if (profile == 1 || profile == 3) {
            header.take(rgb ? 1 : 3); // subsampling, reserved
        }
        int width = (int) header.take(16) + 1;
        int height = (int) header.take(16) + 1;
        return header.isWhole() ? new TrackFormat.Vp(9, width, height) : null;
    }
}
