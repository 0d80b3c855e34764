package dev.tandem.media.recording;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;

/// The disk that recordings lie on, as far as it can be full or slow.
@FunctionalInterface
public interface Disk {
    Disk REAL = folder -> Files.getFileStore(folder).getUsableSpace();

    /// How many bytes are left there.
    long freeBytes(Path folder) throws IOException;

    /// Returns when what was written outlives a loss of power.
    default void keep(FileChannel file) throws IOException {
        file.force(false);
    }
}
