package dev.tandem.tests.harness;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/// A program that a test needs beside Tandem: the system's, else Debian's package when root.
public final class DebianPackage {
    private static final int INSTALL_MINUTES = 10;

    private DebianPackage() {}

    /// The program's path; throws with what to do when there is none and none can be had.
    public static Path program(String name, String debianPackage) {
        return find(name, debianPackage)
                .orElseThrow(() ->
                        new IllegalStateException(
                                "This needs %s, which is not here and could not be installed: as root, apt-get install %s."
                                        .formatted(name, debianPackage)));
    }

    /// The program's path, after installing it where that is possible.
    public static Optional<Path> find(String name, String debianPackage) {
        Path program = Path.of("/usr/bin", name);
        if (!Files.isExecutable(program) && canInstall()) {
            oneAtATime(() -> {
                if (!Files.isExecutable(program) && run("apt-get", "update")) {
                    run("apt-get", "install", "-y", "--no-install-recommends", debianPackage);
                }
            });
        }
        return Optional.of(program).filter(Files::isExecutable);
    }

    private static boolean canInstall() {
        return "root".equals(System.getProperty("user.name"))
                && Files.isExecutable(Path.of("/usr/bin/apt-get"));
    }

    /// Stories run in several processes, and apt-get gives up when another one is at work.
    private static void oneAtATime(Runnable installing) {
        Path lock = Path.of(System.getProperty("java.io.tmpdir"), "tandem-tests-installing");
        try (FileChannel file =
                        FileChannel.open(
                                lock, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                FileLock _ = file.lock()) {
            installing.run();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean run(String... command) {
        try {
            Process process =
                    new ProcessBuilder(List.of(command))
                            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                            .redirectError(ProcessBuilder.Redirect.INHERIT)
                            .start();
            if (!process.waitFor(INSTALL_MINUTES, TimeUnit.MINUTES)) {
                process.destroy();
                return false;
            }
            return process.exitValue() == 0;
        } catch (IOException missing) {
            return false;
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
