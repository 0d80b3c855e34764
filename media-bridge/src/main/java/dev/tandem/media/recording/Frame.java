package dev.tandem.media.recording;

/// One picture or one Opus packet, as it stands in a block of a file.
final class Frame {
    private final int timestamp;
    private final boolean keyframe;
    private final int width;
    private final int height;
    private final byte[] data;

    Frame(int timestamp, boolean keyframe, int width, int height, byte[] data) {
        this.timestamp = timestamp;
        this.keyframe = keyframe;
        this.width = width;
        this.height = height;
        this.data = data;
    }

    /// RTP ticks.
    int timestamp() {
        return timestamp;
    }

    /// Decodable without what came before; sound always is.
    boolean keyframe() {
        return keyframe;
    }

    /// Of a keyframe, else 0.
    int width() {
        return width;
    }

    /// Of a keyframe, else 0.
    int height() {
        return height;
    }

    byte[] data() {
        return data;
    }
}
