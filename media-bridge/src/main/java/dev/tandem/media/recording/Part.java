package dev.tandem.media.recording;

import dev.tandem.signaling.bridge.MediaKind;
import dev.tandem.signaling.protocol.LegId;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/// One file of a recording while it is written: what one leg sends of one kind, without a long gap.
final class Part {
    /// Of files that are being written; whoever finds one whose writer is gone may finish it.
    static final String UNFINISHED = ".part";

    /// A writer writes more often.
    static final long ALIVE_MILLIS = 5_000;

    private final Path folder;
    private final String name;
    private final WebmFile file;
    private final Manifest manifest;
    private final long beganAt;

    private Part(Path folder, String name, WebmFile file, Manifest manifest, long beganAt) {
        this.folder = folder;
        this.name = name;
        this.file = file;
        this.manifest = manifest;
        this.beganAt = beganAt;
    }

    /// @param beganAt on the clock of arrivals, in nanoseconds
    /// @param startedAt the same moment in milliseconds since 1970
    static Part begin(
            Path folder,
            LegId leg,
            MediaKind kind,
            TrackFormat format,
            long beganAt,
            long startedAt)
            throws IOException {
        String name =
                startedAt + "-" + leg + (kind == MediaKind.AUDIO ? "-audio" : "-video") + ".webm";
        Manifest manifest = new Manifest(folder);
        WebmFile file = WebmFile.create(folder.resolve(name + UNFINISHED), format);
        manifest.begun(name, leg, kind, startedAt);
        return new Part(folder, name, file, manifest, beganAt);
    }

    /// @param at on the clock of arrivals
    void write(long at, boolean keyframe, byte[] data) throws IOException {
        file.write(millis(at), keyframe, data);
    }

    void beginCluster() throws IOException {
        file.beginCluster();
    }

    void flush() throws IOException {
        file.flush();
    }

    void finish(long endedAt) throws IOException {
        try (file) {
            file.finish(millis(endedAt));
        }
        Files.move(
                folder.resolve(name + UNFINISHED),
                folder.resolve(name),
                StandardCopyOption.ATOMIC_MOVE);
        manifest.ended(name, millis(endedAt));
    }

    /// Finishes a file whose writer is gone; one without anything that plays goes, too. False when
    /// it was written to a moment ago.
    static boolean finishForeign(Path unfinished, long nowMillis) throws IOException {
        if (nowMillis - Files.getLastModifiedTime(unfinished).toMillis() < ALIVE_MILLIS) {
            return false;
        }
        String text = String.valueOf(unfinished.getFileName());
        String name = text.substring(0, text.length() - UNFINISHED.length());
        long millis = WebmRepair.finish(unfinished);
        if (millis == 0) {
            Files.delete(unfinished);
        } else {
            Files.move(unfinished, unfinished.resolveSibling(name), StandardCopyOption.ATOMIC_MOVE);
        }
        new Manifest(unfinished.resolveSibling("").normalize()).ended(name, millis);
        return true;
    }

    /// Leaves it as it is, to be finished by a repair.
    void abandon() {
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
