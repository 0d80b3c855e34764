package dev.tandem.media.recording;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Finishes the files whose writer is gone: killed, or without room on the disk. On a thread of its
/// own, now and then, because a writer counts as gone only after a while, and because one that
/// never comes back leaves its files to the other bridges of the folder.
final class Repairs implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Repairs.class);

    /// A file that was touched since may have a writer, which touches it every
    /// [DiskSync#EVERY_MILLIS]: room for a slow disk, and for clocks of two machines that differ.
    static final Duration ALIVE = Duration.ofSeconds(20);

    static final Duration EVERY = Duration.ofSeconds(10);

    private static final Duration CLOSE = Duration.ofSeconds(1);

    /// After the first look, folders in which no file began or ended since are passed over: there
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
    private final Duration every;
    private final CountDownLatch closed = new CountDownLatch(1);
    private final Thread thread;

    private Repairs(Path folder, DiskSync sync, InstantSource clock, Duration every) {
        this.folder = folder;
        this.sync = sync;
        this.clock = clock;
        this.every = every;
        thread = Thread.ofPlatform().name("recorder-repair").daemon().unstarted(this::run);
    }

    /// @param folder one with a folder for each call; it need not be there yet
    static Repairs start(Path folder, DiskSync sync, InstantSource clock, Duration every) {
        Repairs repairs = new Repairs(folder, sync, clock, every);
        repairs.thread.start();
        return repairs;
    }

    private void run() {
        try {
            look(Instant.EPOCH);
            while (!closed.await(every.toMillis(), TimeUnit.MILLISECONDS)) {
                look(clock.instant().minus(RECENT));
            }
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
        }
    }

    private void look(Instant since) {
        if (!Files.isDirectory(folder)) {
            return;
        }
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
        Instant touched = Files.getLastModifiedTime(part).toInstant();
        return sync.isOpen(part) || touched.plus(ALIVE).isAfter(clock.instant());
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
        try {
            millis = WebmRepair.finish(claimed, Container.of(name));
        } catch (IOException e) {
            // Under its own name it can be played as far as it goes, and is tried again.
            Files.move(claimed, claimed.resolveSibling(name + Part.UNFINISHED));
            throw e;
        }
        if (millis == 0) {
            Files.delete(claimed);
        } else {
            Files.move(claimed, whole, StandardCopyOption.ATOMIC_MOVE);
        }
        Path call = whole.resolveSibling("").normalize();
        sync.keepNames(call);
        new Manifest(call, sync).ended(name, millis);
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
