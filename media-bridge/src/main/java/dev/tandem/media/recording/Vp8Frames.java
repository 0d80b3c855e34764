package dev.tandem.media.recording;

import org.jspecify.annotations.Nullable;

import java.io.ByteArrayOutputStream;

/// VP8 over RTP (RFC 7741): the payload descriptor goes, the partitions are put together. After a
/// loss nothing comes until a keyframe, because what follows refers to what is missing.
final class Vp8Frames implements Depacketizer {
    /// Frame tag, start code, width, height (RFC 6386 section 9.1).
    private static final int KEYFRAME_HEADER = 10;

    private final ByteArrayOutputStream frame = new ByteArrayOutputStream();
    private int timestamp;
    private boolean open;
    private boolean broken = true;

    @Override
    public @Nullable Frame take(MediaPacket packet, boolean lossBefore) {
        byte[] payload = packet.payload();
        int at = descriptor(payload);
        if (at < 0) {
            breaks();
            return null;
        }
        if (lossBefore || (open && packet.timestamp() != timestamp)) {
            breaks();
        }
        boolean begins = (payload[0] & 0x10) != 0 && (payload[0] & 0x07) == 0;
        if (begins) {
            if (open) {
                breaks();
            }
            open = true;
            timestamp = packet.timestamp();
            frame.reset();
        }
        if (!open) {
            return null;
        }
        if (frame.size() + payload.length - at > MAX_FRAME_BYTES) {
            breaks();
            return null;
        }
        frame.write(payload, at, payload.length - at);
        if (!packet.marker()) {
            return null;
        }
        open = false;
        return complete(frame.toByteArray());
    }

    private void breaks() {
        open = false;
        broken = true;
    }

    private @Nullable Frame complete(byte[] data) {
        boolean keyframe = (data[0] & 1) == 0;
        if (!keyframe) {
            return broken ? null : new Frame(timestamp, null, data);
        }
        boolean whole =
                data.length >= KEYFRAME_HEADER
                        && (data[3] & 0xff) == 0x9d
                        && data[4] == 0x01
                        && data[5] == 0x2a;
        int width = whole ? little(data, 6) : 0;
        int height = whole ? little(data, 8) : 0;
        if (width == 0 || height == 0) {
            broken = true;
            return null;
        }
        broken = false;
        return new Frame(timestamp, new TrackFormat.Vp(8, width, height), data);
    }

    /// 14 bits; the two above say how a player may scale.
    private static int little(byte[] data, int at) {
        return (data[at] & 0xff) | ((data[at + 1] & 0x3f) << 8);
    }

    /// Where the VP8 data begins, or -1 when there is none.
    private static int descriptor(byte[] payload) {
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
