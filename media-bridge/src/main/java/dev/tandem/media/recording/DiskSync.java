package dev.tandem.media.recording;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.time.InstantSource;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/// Asks the disk for what is being written every two seconds, so that a loss of power costs no
/// more, and touches it, so that everybody sees that it has a writer, who may have nothing to write
/// for long. On threads of their own: a disk that takes its time holds up no packet, and keeping
/// some hundred files no touch.
final class DiskSync implements AutoCloseable {
    static final long EVERY_MILLIS = 2_000;

    private final Disk disk;
    private final InstantSource clock;
    private final Set<Open> open = ConcurrentHashMap.newKeySet();
    private final CountDownLatch closed = new CountDownLatch(1);

    private DiskSync(Disk disk, InstantSource clock) {
        this.disk = disk;
        this.clock = clock;
    }

    static DiskSync start(Disk disk, InstantSource clock) {
        DiskSync sync = new DiskSync(disk, clock);
        sync.every("recorder-sync", Open::keep);
        sync.every("recorder-touch", Open::touch);
        return sync;
    }

    /// A file while it is written.
    final class Open {
        private final Path path;
        private final FileChannel file;
        private volatile @Nullable IOException failure;

        private Open(Path path, FileChannel file) {
            this.path = path;
            this.file = file;
        }

        /// Fails when the disk could not keep what it took.
        void check() throws IOException {
            IOException failed = failure;
            if (failed != null) {
                throw new IOException("the disk does not keep what it took", failed);
            }
        }

        void end() {
            open.remove(this);
        }

        /// Fails the file if it is gone: somebody took its writer for dead, or deleted it.
        private void touch() {
            try {
                Files.setLastModifiedTime(path, FileTime.from(clock.instant()));
            } catch (NoSuchFileException e) {
                failure = e;
            } catch (IOException notNow) {
                // Whoever would take it for dead looks for longer than one touch.
            }
        }

        private void keep() {
            try {
                disk.keep(file);
            } catch (ClosedChannelException ended) {
                // It was finished meanwhile, and kept by whoever did.
            } catch (IOException e) {
                failure = e;
            }
        }
    }

    Open add(Path path, FileChannel file) {
        Open added = new Open(path, file);
        open.add(added);
        return added;
    }

    boolean isOpen(Path path) {
        return open.stream().anyMatch(o -> o.path.equals(path));
    }

    void keep(FileChannel file) throws IOException {
        disk.keep(file);
    }

    /// The names in a folder, after one was added or changed.
    void keepNames(Path folder) throws IOException {
        if (Files.isDirectory(folder)) {
            try (FileChannel names = FileChannel.open(folder, StandardOpenOption.READ)) {
                disk.keep(names);
            }
        }
    }

    private void every(String name, Consumer<Open> work) {
        Thread.ofPlatform()
                .name(name)
                .daemon()
                .start(() -> {
                    try {
                        while (!closed.await(EVERY_MILLIS, TimeUnit.MILLISECONDS)) {
                            open.forEach(work);
                        }
                    } catch (InterruptedException stop) {
                        Thread.currentThread().interrupt();
                    }
                });
    }

    /// Without waiting: whoever ends a file keeps it.
    @Override
    public void close() {
        closed.countDown();
    }
}
