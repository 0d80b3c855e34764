package dev.tandem.media.recording;

import dev.tandem.media.pipeline.MediaCodec;
import dev.tandem.signaling.bridge.Codec;
import dev.tandem.signaling.bridge.MediaKind;
import dev.tandem.signaling.protocol.LegId;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongUnaryOperator;

/// One call while it is recorded, from start or resume to pause or end. A pause is no gap in a
/// file: it lies between the files of two stretches.
final class Stretch {
    /// Files of one stretch; a microphone that goes on and off for a day begins fewer.
    static final int MAX_PARTS = 2_000;

    private final Path folder;
    private final LongUnaryOperator wallMillis;
    private final Map<Source, RecordedTrack> tracks = new HashMap<>();
    private final Set<LegId> unkept = new HashSet<>();
    private int parts;

    private record Source(LegId leg, MediaKind kind) {}

    /// @param wallMillis from the clock of arrivals to milliseconds since 1970
    Stretch(Path folder, LongUnaryOperator wallMillis) throws IOException {
        this.folder = folder;
        this.wallMillis = wallMillis;
        Files.createDirectories(folder);
    }

    void take(LegId leg, Codec codec, MediaPacket packet) throws IOException {
        Optional<RecordedTrack> track = track(leg, codec);
        if (track.isPresent()) {
            track.get().take(packet);
        }
    }

    private Optional<RecordedTrack> track(LegId leg, Codec codec) throws IOException {
        Optional<MediaKind> kept = kind(codec);
        if (kept.isEmpty()) {
            notKept(leg, codec);
        }
        return kept.map(kind ->
                tracks.computeIfAbsent(
                        new Source(leg, kind),
                        _ ->
                                new RecordedTrack(
                                        kind,
                                        codec.clockRate(),
                                        (k, format, at) -> begin(leg, k, format, at))));
    }

    /// A picture that cannot be kept is said once. A recording without somebody's words is none.
    private void notKept(LegId leg, Codec codec) throws IOException {
        if (MediaCodec.of(codec).filter(c -> c.kind() == MediaKind.VIDEO).isEmpty()) {
            throw new IOException("sound in " + codec.name() + " cannot be kept");
        }
        if (unkept.add(leg)) {
            new Manifest(folder).notKept(leg, MediaKind.VIDEO, codec.name());
        }
    }

    /// Of what can be kept.
    private static Optional<MediaKind> kind(Codec codec) {
        return MediaCodec.of(codec)
                .filter(c -> c == MediaCodec.OPUS || c == MediaCodec.VP8)
                .map(MediaCodec::kind);
    }

    private Part begin(LegId leg, MediaKind kind, TrackFormat format, long beganAt)
            throws IOException {
        if (++parts > MAX_PARTS) {
            throw new IOException("a recording has at most " + MAX_PARTS + " files");
        }
        return Part.begin(folder, leg, kind, format, beganAt, wallMillis.applyAsLong(beganAt));
    }

    void onTick(long now) throws IOException {
        for (RecordedTrack track : tracks.values()) {
            track.onTick(now);
        }
    }

    /// @param dropped packets of it that the recorder could not take in
    void close(long dropped) throws IOException {
        for (RecordedTrack track : tracks.values()) {
            track.close();
        }
        if (dropped > 0) {
            new Manifest(folder).dropped(dropped);
        }
    }

    void abandon() {
        tracks.values().forEach(RecordedTrack::abandon);
    }
}
