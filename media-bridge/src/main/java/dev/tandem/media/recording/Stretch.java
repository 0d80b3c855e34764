package dev.tandem.media.recording;

import dev.tandem.media.pipeline.MediaCodec;
import dev.tandem.signaling.bridge.MediaKind;
import dev.tandem.signaling.protocol.LegId;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.function.LongUnaryOperator;

/// One call while it is recorded, from start or resume to pause or end. A pause is no gap in a
/// file: it lies between the files of two stretches.
final class Stretch {
    /// Files of one stretch; a microphone that goes on and off for a day begins fewer.
    static final int MAX_PARTS = 2_000;

    /// A sender whose codec or picture changes with every packet costs the disk no more than this;
    /// a real one begins some.
    static final int PARTS_A_MINUTE = 60;

    private static final long MINUTE_NANOS = 60_000_000_000L;

    private final Path folder;
    private final LongUnaryOperator wallMillis;
    private final DiskSync sync;
    private final Map<Source, RecordedTrack> tracks = new HashMap<>();
    private int parts;
    private int begun;
    private long minuteFrom;
    private long leftOut;

    private record Source(LegId leg, MediaKind kind) {}

    /// @param wallMillis from the clock of arrivals to milliseconds since 1970
    Stretch(Path folder, LongUnaryOperator wallMillis, DiskSync sync) throws IOException {
        this.folder = folder;
        this.wallMillis = wallMillis;
        this.sync = sync;
        Files.createDirectories(folder);
        sync.keepNames(folder.resolveSibling("").normalize());
    }

    void take(LegId leg, MediaKind kind, MediaCodec codec, MediaPacket packet) throws IOException {
        tracks.computeIfAbsent(
                        new Source(leg, kind),
                        _ -> new RecordedTrack(kind, (format, at) -> begin(leg, kind, format, at)))
                .take(codec, packet);
    }

    private @Nullable Part begin(LegId leg, MediaKind kind, TrackFormat format, long beganAt)
            throws IOException {
        if (begun == 0 || beganAt - minuteFrom >= MINUTE_NANOS) {
            minuteFrom = beganAt;
            begun = 0;
        }
        if (begun == PARTS_A_MINUTE) {
            leftOut++;
            return null;
        }
        begun++;
        if (++parts > MAX_PARTS) {
            throw new IOException("a recording has at most " + MAX_PARTS + " files");
        }
        return Part.begin(
                folder, leg, kind, format, beganAt, wallMillis.applyAsLong(beganAt), sync);
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
        if (dropped + leftOut > 0) {
            new Manifest(folder, sync).dropped(dropped + leftOut);
        }
    }

    void abandon() {
        tracks.values().forEach(RecordedTrack::abandon);
    }
}
