package dev.tandem.media.recording;

import dev.tandem.media.pipeline.Vp9;

import org.jspecify.annotations.Nullable;

import java.io.ByteArrayOutputStream;

/// VP9 over RTP (RFC 9628): the payload descriptor goes, the pieces of a frame are put together.
/// After a loss nothing comes until a keyframe. Of several spatial layers the lowest is kept.
final class Vp9Frames implements Depacketizer {
    private static final int BEGINS = 0x08;
    private static final int ENDS = 0x04;
    private static final int SYNC_CODE = 0x498342;

    /// Red, green and blue, which is in pictures of profile 1 and 3 only.
    private static final int RGB = 7;

    private final ByteArrayOutputStream frame = new ByteArrayOutputStream();
    private int timestamp;
    private boolean open;
    private boolean key;
    private boolean broken = true;

    @Override
    public @Nullable Frame take(MediaPacket packet, boolean lossBefore) {
        byte[] payload = packet.payload();
        int at = Vp9.frameAt(payload, 0, payload.length);
        if (at < 0) {
            breaks();
            return null;
        }
        if (lossBefore || (open && packet.timestamp() != timestamp)) {
            breaks();
        }
        if (Vp9.spatialLayer(payload, 0, payload.length) != 0) {
            return null;
        }
        if ((payload[0] & BEGINS) != 0) {
            if (open) {
                breaks();
            }
            open = true;
            key = Vp9.beginsKeyframe(payload, 0, payload.length);
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
        if ((payload[0] & ENDS) == 0) {
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
        if (!key) {
            return broken ? null : new Frame(timestamp, null, data);
        }
        TrackFormat format = format(data);
        broken = format == null;
        return format == null ? null : new Frame(timestamp, format, data);
    }

    /// By the uncompressed header of a keyframe (VP9 bitstream specification, section 6.2).
    private static @Nullable TrackFormat format(byte[] data) {
        BitReader header = new BitReader(data, 0);
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
