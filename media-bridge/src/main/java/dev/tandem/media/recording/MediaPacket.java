package dev.tandem.media.recording;

/// One RTP packet as the recorder keeps it: copied, so that the event loop may go on.
final class MediaPacket {
    private final int ssrc;
    private final long sequence;
    private final int timestamp;
    private final boolean marker;
    private final byte[] payload;
    private final long arrivedAt;

    MediaPacket(
            int ssrc,
            long sequence,
            int timestamp,
            boolean marker,
            byte[] payload,
            long arrivedAt) {
        this.ssrc = ssrc;
        this.sequence = sequence;
        this.timestamp = timestamp;
        this.marker = marker;
        this.payload = payload;
        this.arrivedAt = arrivedAt;
    }

    int ssrc() {
        return ssrc;
    }

    /// Extended.
    long sequence() {
        return sequence;
    }

    int timestamp() {
        return timestamp;
    }

    boolean marker() {
        return marker;
    }

    byte[] payload() {
        return payload;
    }

    /// In nanoseconds.
    long arrivedAt() {
        return arrivedAt;
    }
}
