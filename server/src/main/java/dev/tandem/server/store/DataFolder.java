package dev.tandem.server.store;

import dev.tandem.server.store.DatabaseProblem.Kind;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Optional;

/// The folder of an embedded database, held by this process until it is closed. The lock is the
/// operating system's: it ends with the process, however that ends.
final class DataFolder implements AutoCloseable {
    private static final int PASSWORD_BYTES = 24;

    private final Path folder;
    private final FileChannel channel;
    private final FileLock lock;

    private DataFolder(Path folder, FileChannel channel, FileLock lock) {
        this.folder = folder;
        this.channel = channel;
        this.lock = lock;
    }

    static DataFolder open(Path wanted) throws DatabaseProblem {
        Path folder = wanted.toAbsolutePath().normalize();
        try {
            Files.createDirectories(folder);
            folder = folder.toRealPath();
            Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx------"));
            FileChannel channel =
                    FileChannel.open(
                            folder.resolve("lock"),
                            StandardOpenOption.CREATE,
                            StandardOpenOption.WRITE);
            Optional<FileLock> lock = tryLock(channel);
            if (lock.isEmpty()) {
                channel.close();
                throw new DatabaseProblem(
                        Kind.FOLDER_IN_USE,
                        ("Another Tandem is running on the data folder %s: stop it, or choose"
                                        + " another data folder.")
                                .formatted(folder));
            }
            return new DataFolder(folder, channel, lock.get());
        } catch (IOException | UnsupportedOperationException e) {
            throw new DatabaseProblem(
                    Kind.FOLDER,
                    ("The data folder %s cannot be written by user %s: make it writable, or choose"
                                    + " another data folder.")
                            .formatted(folder, System.getProperty("user.name")),
                    e);
        }
    }

    private static Optional<FileLock> tryLock(FileChannel channel) throws IOException {
        try {
            return Optional.ofNullable(channel.tryLock());
        } catch (OverlappingFileLockException e) {
            return Optional.empty();
        }
    }

    /// PostgreSQL's own folder.
    Path data() {
        return folder.resolve("data");
    }

    /// Where a new database is made; it becomes `data` when it is complete.
    Path unfinishedData() {
        return folder.resolve("data.unfinished");
    }

    /// PostgreSQL's log.
    Path log() {
        return folder.resolve("postgres.log");
    }

    /// What `initdb` and `pg_ctl` last said.
    Path toolOutput() {
        return folder.resolve("postgres-tool.log");
    }

    /// The port of the last start; the next one tries it first, so that tools find it again.
    Path port() {
        return folder.resolve("port");
    }

    /// The database's password, readable by us alone.
    Path passwordFile() {
        return folder.resolve("password");
    }

    String password() throws IOException {
        Path file = passwordFile();
        if (!Files.exists(file)) {
            byte[] random = new byte[PASSWORD_BYTES];
            new SecureRandom().nextBytes(random);
            Path fresh = folder.resolve("password.unfinished");
            Files.deleteIfExists(fresh);
            Files.createFile(
                    fresh,
                    PosixFilePermissions.asFileAttribute(
                            PosixFilePermissions.fromString("rw-------")));
            Files.writeString(fresh, Base64.getUrlEncoder().encodeToString(random));
            Files.move(fresh, file);
        }
        return Files.readString(file).strip();
    }

    /// PostgreSQL refuses to run as root; whoever owns what we write is who we are.
    boolean isOwnedByRoot() throws IOException {
        return Files.getAttribute(folder.resolve("lock"), "unix:uid") instanceof Integer uid
                && uid == 0;
    }

    Path path() {
        return folder;
    }

    @Override
    public void close() throws IOException {
        lock.release();
        channel.close();
    }
}
