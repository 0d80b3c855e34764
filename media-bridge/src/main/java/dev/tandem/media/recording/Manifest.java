package dev.tandem.media.recording;

import dev.tandem.signaling.bridge.MediaKind;
import dev.tandem.signaling.protocol.LegId;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Locale;

/// What is in a call's folder: a text with a JSON object on each line, only ever added to, so that
/// a dying writer spoils its last line at most. Two bridges may write into it, each line at once.
final class Manifest {
    static final String NAME = "manifest.jsonl";

    private final Path file;
    private final DiskSync sync;

    Manifest(Path folder, DiskSync sync) {
        file = folder.resolve(NAME);
        this.sync = sync;
    }

    /// A file is being written.
    ///
    /// @param startedAt milliseconds since 1970, of its first block
    void begun(String name, LegId leg, MediaKind kind, long startedAt) throws IOException {
        add(
                "{\"file\":\"%s\",\"leg\":\"%s\",\"kind\":\"%s\",\"startedAt\":%d}"
                        .formatted(name, leg, kind.name().toLowerCase(Locale.ROOT), startedAt));
    }

    /// It is complete.
    void ended(String name, long millis) throws IOException {
        add("{\"file\":\"%s\",\"millis\":%d}".formatted(name, millis));
    }

    /// So many packets came faster than they could be taken in.
    void dropped(long packets) throws IOException {
        add("{\"dropped\":%d}".formatted(packets));
    }

    /// On a line of its own even if the one before was cut off.
    private void add(String line) throws IOException {
        boolean torn = Files.exists(file) && !endsWithNewline();
        byte[] bytes = ((torn ? "\n" : "") + line + "\n").getBytes(StandardCharsets.UTF_8);
        try (FileChannel out =
                FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.APPEND)) {
            ByteBuffer left = ByteBuffer.wrap(bytes);
            while (left.hasRemaining()) {
                out.write(left);
            }
            sync.keep(out);
        }
    }

    private boolean endsWithNewline() throws IOException {
        byte[] all = Files.readAllBytes(file);
        return all.length == 0 || all[all.length - 1] == '\n';
    }
}
