package dev.tandem.media.recording;

import dev.tandem.signaling.bridge.MediaKind;
import dev.tandem.signaling.protocol.LegId;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Locale;

/// One file of a recording while it is written: what one leg sends of one kind, without a long gap.
final class Part {
    /// Of files that are being written; whoever finds one whose writer is gone may finish it.
    static final String UNFINISHED = ".part";

    private final Path folder;
    private final String name;
    private final WebmFile file;
    private final Manifest manifest;
    private final DiskSync sync;
    private final DiskSync.Open open;
    private final long beganAt;

    private Part(
            Path folder,
            String name,
            WebmFile file,
            Manifest manifest,
            DiskSync sync,
            long beganAt) {
        this.folder = folder;
        this.name = name;
        this.file = file;
        this.manifest = manifest;
        this.sync = sync;
        this.beganAt = beganAt;
        open = sync.add(folder.resolve(name + UNFINISHED), file.channel());
    }

    /// @param beganAt on the clock of arrivals, in nanoseconds
    /// @param startedAt the same moment in milliseconds since 1970
    static Part begin(
            Path folder,
            LegId leg,
            MediaKind kind,
            TrackFormat format,
            long beganAt,
            long startedAt,
            DiskSync sync)
            throws IOException {
        String name =
                "%d-%s-%s.%s"
                        .formatted(
                                startedAt,
                                leg,
                                kind.name().toLowerCase(Locale.ROOT),
                                format.container().extension());
        Manifest manifest = new Manifest(folder, sync);
        WebmFile file = WebmFile.create(folder.resolve(name + UNFINISHED), format);
        Part begun = new Part(folder, name, file, manifest, sync, beganAt);
        try {
            manifest.begun(name, leg, kind, startedAt);
            sync.keepNames(folder);
        } catch (IOException full) {
            begun.abandon();
            throw full;
        }
        return begun;
    }

    /// @param at on the clock of arrivals
    void write(long at, boolean keyframe, byte[] data) throws IOException {
        file.write(millis(at), keyframe, data);
    }

    void beginCluster() throws IOException {
        file.beginCluster();
    }

    void flush() throws IOException {
        open.check();
        file.flush();
    }

    /// It is whole, and outlives a loss of power.
    void finish(long endedAt) throws IOException {
        open.end();
        try (file) {
            file.finish(millis(endedAt));
            sync.keep(file.channel());
        }
        // First: who dies between the two leaves a file that is known to be whole, or is repaired.
        manifest.ended(name, millis(endedAt));
        Files.move(
                folder.resolve(name + UNFINISHED),
                folder.resolve(name),
                StandardCopyOption.ATOMIC_MOVE);
        sync.keepNames(folder);
    }

    /// Leaves it as it is, to be finished by a repair.
    void abandon() {
        open.end();
        try {
            file.close();
        } catch (IOException gone) {
            // Nothing more can be done about a file that does not even close.
        }
    }

    private long millis(long at) {
        return Math.max(0, (at - beganAt) / 1_000_000);
    }
}
