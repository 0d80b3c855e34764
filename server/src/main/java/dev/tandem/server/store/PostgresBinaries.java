package dev.tandem.server.store;

import dev.tandem.server.store.DatabaseProblem.Kind;

import io.zonky.test.db.postgres.embedded.DefaultPostgresBinaryResolver;
import io.zonky.test.db.postgres.util.ArchUtils;

import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.compressors.xz.XZCompressorInputStream;

import java.io.BufferedInputStream;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/// PostgreSQL's programs, unpacked once from the package for this machine's system and processor.
final class PostgresBinaries {
    /// The data format of the binaries that we ship.
    static final int MAJOR_VERSION = 17;

    private final Path home;

    private PostgresBinaries(Path home) {
        this.home = home;
    }

    Path program(String name) {
        return home.resolve("bin").resolve(name);
    }

    /// @param under where each version gets a folder of its own; several processes may share it
    static PostgresBinaries unpackedUnder(Path under) throws DatabaseProblem {
        byte[] archive = archive();
        Path home = under.toAbsolutePath().resolve(fingerprint(archive));
        if (!Files.isDirectory(home)) {
            try {
                Files.createDirectories(under);
                Path unfinished = Files.createTempDirectory(under, "unpacking-");
                unpack(archive, unfinished);
                moveOrDiscard(unfinished, home);
            } catch (IOException e) {
                throw new DatabaseProblem(
                        Kind.FOLDER,
                        ("PostgreSQL cannot be unpacked into %s (60 MB): make room there, or choose"
                                        + " another data folder.")
                                .formatted(under),
                        e);
            }
        }
        return new PostgresBinaries(home);
    }

    private static byte[] archive() throws DatabaseProblem {
        String system =
                System.getProperty("os.name").toLowerCase(Locale.ROOT).contains("mac")
                        ? "Darwin"
                        : "Linux";
        String processor = ArchUtils.normalize(System.getProperty("os.arch"));
        try (InputStream in =
                DefaultPostgresBinaryResolver.INSTANCE.getPgBinary(system, processor)) {
            return in.readAllBytes();
        } catch (IOException | IllegalStateException e) {
            throw new DatabaseProblem(
                    Kind.NO_BINARIES,
                    ("This package has no PostgreSQL for %s on %s: give the address of an external"
                                    + " database.")
                            .formatted(system, processor),
                    e);
        }
    }

    private static String fingerprint(byte[] archive) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(archive);
            return HexFormat.of().formatHex(digest, 0, 8);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    private static void unpack(byte[] archive, Path into) throws IOException {
        try (TarArchiveInputStream tar =
                new TarArchiveInputStream(
                        new BufferedInputStream(
                                new XZCompressorInputStream(new ByteArrayInputStream(archive))))) {
            for (TarArchiveEntry entry = tar.getNextEntry();
                    entry != null;
                    entry = tar.getNextEntry()) {
                Path target = into.resolve(entry.getName()).normalize();
                if (!target.startsWith(into)) {
                    throw new IOException("the archive leaves its folder: " + entry.getName());
                }
                if (entry.isDirectory()) {
                    Files.createDirectories(target);
                } else if (entry.isSymbolicLink()) {
                    Files.createDirectories(parentOf(target));
                    Files.createSymbolicLink(target, Path.of(entry.getLinkName()));
                } else {
                    Files.createDirectories(parentOf(target));
                    Files.copy(tar, target);
                    boolean runs = (entry.getMode() & 0100) != 0;
                    Files.setPosixFilePermissions(
                            target,
                            PosixFilePermissions.fromString(runs ? "rwxr-xr-x" : "rw-r--r--"));
                }
            }
        }
    }

    private static Path parentOf(Path file) throws IOException {
        Path parent = file.getParent();
        if (parent == null) {
            throw new IOException("no folder for " + file);
        }
        return parent;
    }

    /// Of two processes that unpack at once, the second one uses the work of the first.
    private static void moveOrDiscard(Path unfinished, Path home) throws IOException {
        try {
            Files.move(unfinished, home, StandardCopyOption.ATOMIC_MOVE);
        } catch (AtomicMoveNotSupportedException e) {
            throw e;
        } catch (FileSystemException e) {
            if (!Files.isDirectory(home)) {
                throw e;
            }
            deleteRecursively(unfinished);
        }
    }

    static void deleteRecursively(Path folder) throws IOException {
        if (!Files.exists(folder)) {
            return;
        }
        List<Path> deepestFirst;
        try (Stream<Path> files = Files.walk(folder)) {
            deepestFirst = files.sorted(Comparator.reverseOrder()).toList();
        }
        for (Path path : deepestFirst) {
            Files.delete(path);
        }
    }
}
