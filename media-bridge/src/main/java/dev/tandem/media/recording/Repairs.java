package dev.tandem.media.recording;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Finishes the files whose writer is gone: killed, or without room on the disk. On a thread of its
/// own, now and then, because a writer counts as gone only after a while, and because one that
/// never comes back leaves its files to the other bridges of the folder.
final class Repairs implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Repairs.class);

    /// @param alive a file that stays untouched for so long has no writer, which would touch it
    ///   every [DiskSync#EVERY_MILLIS]. By our own clock, between two looks: those of two machines
    ///   differ, and any may be set
    /// @param every from one look to the next
    record Rhythm(Duration alive, Duration every) {
        static final Rhythm USUAL = new Rhythm(Duration.ofSeconds(20), Duration.ofSeconds(10));
    }

    /// A look at very many folders, or over a slow network, is followed by a pause of so many times
    /// its length.
    private static final int REST = 10;

    /// That see every folder, however slow they are: a file is known to be dead only by several.
    private static final int FIRST_LOOKS = 3;

    private static final Duration CLOSE = Duration.ofSeconds(1);

    /// After the first looks, folders in which no file began or ended since are passed over: there
    /// may be many of them, on the other end of a network.
    static final Duration RECENT = Duration.ofDays(1);

    /// Of files that have to be finished: as their writer named them, or as whoever repairs them
    /// does meanwhile.
    private static final Pattern NAME =
            Pattern.compile("(?<name>[A-Za-z0-9_-]+\\.(?:webm|mkv))(?:\\.[0-9a-f-]+)?\\.part");

    private static final Pattern CALL = Pattern.compile("[A-Za-z0-9_-]+");

    private final Path folder;
    private final DiskSync sync;
    private final InstantSource clock;
    private final LongSupplier nanoTime;
    private final Rhythm rhythm;
    private final long startedAt;

    /// Unfinished files as they were when they were first seen like that.
    private final Map<Path, Seen> seen = new HashMap<>();

    private record Seen(FileTime touched, long at) {}

    private final CountDownLatch closed = new CountDownLatch(1);
    private final Thread thread;

    private Repairs(
            Path folder, DiskSync sync, InstantSource clock, LongSupplier nanoTime, Rhythm rhythm) {
        this.nanoTime = nanoTime;
        startedAt = nanoTime.getAsLong();
        this.folder = folder;
        this.sync = sync;
        this.clock = clock;
        this.rhythm = rhythm;
        thread = Thread.ofPlatform().name("recorder-repair").daemon().unstarted(this::run);
    }

    /// @param folder one with a folder for each call; it need not be there yet
    /// @param nanoTime a clock that nobody sets
    static Repairs start(
            Path folder, DiskSync sync, InstantSource clock, LongSupplier nanoTime, Rhythm rhythm) {
        Repairs repairs = new Repairs(folder, sync, clock, nanoTime, rhythm);
        repairs.thread.start();
        return repairs;
    }

    private void run() {
        try {
            long pause;
            int looks = 0;
            do {
                // What an earlier run left is known to be dead only after some looks.
                boolean begins =
                        ++looks <= FIRST_LOOKS
                                || nanoTime.getAsLong() - startedAt < 3 * rhythm.alive().toNanos();
                long began = System.nanoTime(); // what is waited for is real time, too
                look(begins ? Instant.EPOCH : clock.instant().minus(RECENT));
                pause = Math.max(rhythm.every().toNanos(), REST * (System.nanoTime() - began));
            } while (!closed.await(pause, TimeUnit.NANOSECONDS));
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
        }
    }

    private void look(Instant since) {
        if (!Files.isDirectory(folder)) {
            return;
        }
        seen.keySet().removeIf(part -> !Files.exists(part));
        try (DirectoryStream<Path> calls = Files.newDirectoryStream(folder, this::isOfCall)) {
            for (Path call : calls) {
                lookInto(call, since);
            }
        } catch (IOException | DirectoryIteratorException e) {
            LOG.warn("Recordings in {} cannot be looked at: {}", folder, e.toString());
        } catch (RuntimeException bug) {
            LOG.error("A repair of recordings failed and will be tried again.", bug);
        }
    }

    /// Not the `lost+found` of a volume, which nobody may read.
    private boolean isOfCall(Path path) {
        return CALL.matcher(String.valueOf(path.getFileName())).matches()
                && Files.isDirectory(path);
    }

    private void lookInto(Path call, Instant since) {
        try {
            if (Files.getLastModifiedTime(call).toInstant().isBefore(since)) {
                return;
            }
            try (DirectoryStream<Path> parts =
                    Files.newDirectoryStream(call, "*" + Part.UNFINISHED)) {
                for (Path part : parts) {
                    Matcher named = NAME.matcher(String.valueOf(part.getFileName()));
                    if (closed.getCount() > 0 && named.matches()) {
                        repair(part, named.group("name"));
                    }
                }
            }
        } catch (NoSuchFileException deleted) {
            LOG.debug("{} went while it was looked at.", call);
        } catch (IOException | DirectoryIteratorException e) {
            LOG.warn("Recordings in {} cannot be looked at: {}", call, e.toString());
        }
    }

    private void repair(Path part, String name) {
        try {
            if (isAlive(part)) {
                return;
            }
            seen.remove(part);
            Path claimed = claim(part, name);
            finish(claimed, name);
            LOG.info("Finished {}, which its writer could not.", name);
        } catch (NoSuchFileException gone) {
            LOG.debug("{} was finished or deleted by somebody else.", name);
        } catch (IOException e) {
            LOG.warn("{} cannot be finished: {}", name, e.toString());
        }
    }

    private boolean isAlive(Path part) throws IOException {
        FileTime touched = Files.getLastModifiedTime(part);
        long now = nanoTime.getAsLong();
        Seen before = seen.get(part);
        if (before == null || !before.touched().equals(touched)) {
            seen.put(part, new Seen(touched, now));
            return true;
        }
        return sync.isOpen(part) || now - before.at() < rhythm.alive().toNanos();
    }

    /// Of several bridges one gets it: only one can rename it, and what it is called then was
    /// touched just now.
    private Path claim(Path part, String name) throws IOException {
        Files.setLastModifiedTime(part, FileTime.from(clock.instant()));
        Path claimed = part.resolveSibling(name + "." + UUID.randomUUID() + Part.UNFINISHED);
        return Files.move(part, claimed, StandardCopyOption.ATOMIC_MOVE);
    }

    /// One without anything that plays goes.
    private void finish(Path claimed, String name) throws IOException {
        Path whole = claimed.resolveSibling(name);
        long millis;
        try (FileChannel file =
                FileChannel.open(claimed, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            // A large file takes its time: nobody else shall take us for dead.
            DiskSync.Open held = sync.add(claimed, file);
            try {
                millis = WebmRepair.finish(file, Container.of(name));
            } finally {
                held.end();
            }
        } catch (IOException e) {
            // It is tried again.
            Files.move(claimed, claimed.resolveSibling(name + Part.UNFINISHED));
            throw e;
        }
        Path call = whole.resolveSibling("").normalize();
        new Manifest(call, sync).ended(name, millis);
        if (millis == 0) {
            Files.delete(claimed);
        } else {
            Files.move(claimed, whole, StandardCopyOption.ATOMIC_MOVE);
        }
        sync.keepNames(call);
    }

    /// Waits for the file that is being finished, for a second at most.
    @Override
    public void close() {
        closed.countDown();
        try {
            thread.join(CLOSE);
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
        }
    }
}
