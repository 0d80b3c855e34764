package dev.tandem.media.recording;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/// Asks the disk for what is being written every two seconds, so that a loss of power costs no
/// more. On a thread of its own: a disk that takes its time holds up no packet.
final class DiskSync implements AutoCloseable {
    static final long EVERY_MILLIS = 2_000;

    private final Disk disk;
    private final Set<Open> open = ConcurrentHashMap.newKeySet();
    private final CountDownLatch closed = new CountDownLatch(1);

    private DiskSync(Disk disk) {
        this.disk = disk;
    }

    static DiskSync start(Disk disk) {
        DiskSync sync = new DiskSync(disk);
        Thread.ofPlatform().name("recorder-sync").daemon().start(sync::run);
        return sync;
    }

    /// A file while it is written.
    final class Open {
        private final FileChannel file;
        private volatile @Nullable IOException failure;

        private Open(FileChannel file) {
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

    Open add(FileChannel file) {
        Open added = new Open(file);
        open.add(added);
        return added;
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

    private void run() {
        try {
            while (!closed.await(EVERY_MILLIS, TimeUnit.MILLISECONDS)) {
                open.forEach(Open::keep);
            }
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
        }
    }

    /// Without waiting: whoever ends a file keeps it.
    @Override
    public void close() {
        closed.countDown();
    }
}
