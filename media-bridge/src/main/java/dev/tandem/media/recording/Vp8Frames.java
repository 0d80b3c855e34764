package dev.tandem.media.recording;

import org.jspecify.annotations.Nullable;

/// VP8 over RTP (RFC 7741): the payload descriptor goes, the partitions are put together.
final class Vp8Frames extends VpFrames {
    /// Frame tag, start code, width, height (RFC 6386 section 9.1).
    private static final int KEYFRAME_HEADER = 10;

    @Override
    boolean isKept(byte[] payload) {
        return true;
    }

    @Override
    boolean begins(byte[] payload) {
        return (payload[0] & 0x10) != 0 && (payload[0] & 0x07) == 0;
    }

    @Override
    boolean ends(MediaPacket packet) {
        return packet.marker();
    }

    @Override
    boolean isKeyframe(byte[] payload, int dataAt) {
        return (payload[dataAt] & 1) == 0;
    }

    @Override
    @Nullable TrackFormat formatOf(byte[] keyframe) {
        boolean whole =
                keyframe.length >= KEYFRAME_HEADER
                        && (keyframe[3] & 0xff) == 0x9d
                        && keyframe[4] == 0x01
                        && keyframe[5] == 0x2a;
        int width = whole ? little(keyframe, 6) : 0;
        int height = whole ? little(keyframe, 8) : 0;
        return width == 0 || height == 0 ? null : new TrackFormat.Vp(8, width, height);
    }

    /// 14 bits; the two above say how a player may scale.
    private static int little(byte[] data, int at) {
        return (data[at] & 0xff) | ((data[at + 1] & 0x3f) << 8);
    }

    @Override
    int dataAt(byte[] payload) {
        if (payload.length < 2) {
            return -1;
        }
        int at = 1;
        if ((payload[0] & 0x80) != 0) {
            int flags = payload[at++] & 0xff;
            if ((flags & 0x80) != 0) {
                if (at >= payload.length) {
                    return -1;
                }
                at += (payload[at] & 0x80) != 0 ? 2 : 1;
            }
            if ((flags & 0x40) != 0) {
                at++;
            }
            if ((flags & 0x30) != 0) {
                at++;
            }
        }
        return at < payload.length ? at : -1;
    }
}
