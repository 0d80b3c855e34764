package dev.tandem.tests.harness;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// A program that a test needs beside Tandem: the system's, else Debian's package when root.
public final class DebianPackage {
    private static final int INSTALL_MINUTES = 10;

    private DebianPackage() {}

    /// The program's path; throws with what to do when there is none and none can be had.
    public static Path program(String name, String debianPackage) {
        Path program = Path.of("/usr/bin", name);
        if (!Files.isExecutable(program)) {
            boolean installed =
                    "root".equals(System.getProperty("user.name"))
                            && Files.isExecutable(Path.of("/usr/bin/apt-get"))
                            && run("apt-get", "update")
                            && run(
                                    "apt-get",
                                    "install",
                                    "-y",
                                    "--no-install-recommends",
                                    debianPackage);
            if (!installed || !Files.isExecutable(program)) {
                throw new IllegalStateException(
                        "This needs %s, which is not here and could not be installed: as root, apt-get install %s."
                                .formatted(program, debianPackage));
            }
        }
        return program;
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
