package dev.tandem.media.recording;

import org.jspecify.annotations.Nullable;

/// G.711 over RTP (RFC 3551 section 4.5.14): a payload is so many samples.
record G711Packets(TrackFormat.G711 format) implements Depacketizer {
    G711Packets(TrackFormat.G711.Law law) {
        this(new TrackFormat.G711(law));
    }

    @Override
    public @Nullable Frame take(MediaPacket packet, boolean lossBefore) {
        return packet.payload().length == 0
                ? null
                : new Frame(packet.timestamp(), format, packet.payload());
    }
}
