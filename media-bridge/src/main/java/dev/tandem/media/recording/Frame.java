package dev.tandem.media.recording;

import org.jspecify.annotations.Nullable;

/// One picture or one packet of sound, as it stands in a block of a file.
final class Frame {
    private final int timestamp;
    private final @Nullable TrackFormat format;
    private final byte[] data;

    /// @param timestamp RTP ticks
    /// @param format what a file that begins with it holds; null: none begins with it
    Frame(int timestamp, @Nullable TrackFormat format, byte[] data) {
        this.timestamp = timestamp;
        this.format = format;
        this.data = data;
    }

    /// RTP ticks.
    int timestamp() {
        return timestamp;
    }

    /// Decodable without what came before; sound always is.
    boolean keyframe() {
        return format != null;
    }

    /// Of a keyframe, else null.
    @Nullable TrackFormat format() {
        return format;
    }

    byte[] data() {
        return data;
    }
}
