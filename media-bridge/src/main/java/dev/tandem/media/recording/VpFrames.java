package dev.tandem.media.recording;

import org.jspecify.annotations.Nullable;

import java.io.ByteArrayOutputStream;

/// Puts pictures of VP8 or VP9 together from their pieces. After a loss nothing comes until a
/// keyframe, because what follows refers to what is missing.
abstract sealed class VpFrames implements Depacketizer permits Vp8Frames, Vp9Frames {
    private final ByteArrayOutputStream frame = new ByteArrayOutputStream();
    private int timestamp;
    private boolean open;
    private boolean key;
    private boolean broken = true;

    /// Where the picture's data begins behind the payload descriptor, or -1 when there is none.
    abstract int dataAt(byte[] payload);

    /// Whether this piece is one of those that are kept.
    abstract boolean isKept(byte[] payload);

    abstract boolean begins(byte[] payload);

    abstract boolean ends(MediaPacket packet);

    /// Of the piece that a picture begins with.
    ///
    /// @param dataAt where its data begins
    abstract boolean isKeyframe(byte[] payload, int dataAt);

    /// What a whole keyframe says of itself; null: it is none after all.
    abstract @Nullable TrackFormat formatOf(byte[] keyframe);

    @Override
    public final @Nullable Frame take(MediaPacket packet, boolean lossBefore) {
        byte[] payload = packet.payload();
        int at = dataAt(payload);
        if (at < 0) {
            breaks();
            return null;
        }
        if (lossBefore || (open && packet.timestamp() != timestamp)) {
            breaks();
        }
        if (!isKept(payload)) {
            return null;
        }
        if (begins(payload)) {
            if (open) {
                breaks();
            }
            open = true;
            key = isKeyframe(payload, at);
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
        if (!ends(packet)) {
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
        TrackFormat format = formatOf(data);
        broken = format == null;
        return format == null ? null : new Frame(timestamp, format, data);
    }
}
