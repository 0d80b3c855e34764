package dev.tandem.tests.browser;

import com.microsoft.playwright.impl.driver.Driver;

import dev.tandem.tests.harness.DebianPackage;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/// Makes sure of a browser: the system's, else Playwright's own download, else Debian's package
/// when root.
final class Chromium {
    /// Set to a path to decide it yourself.
    private static final String OVERRIDE = "TANDEM_CHROMIUM";

    private static final List<String> SYSTEM =
            List.of(
                    "/usr/bin/chromium",
                    "/usr/bin/chromium-browser",
                    "/usr/bin/google-chrome",
                    "/usr/bin/google-chrome-stable",
                    "/snap/bin/chromium",
                    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
                    "/Applications/Chromium.app/Contents/MacOS/Chromium");

    /// A download of 170 MB on a slow line.
    private static final int INSTALL_MINUTES = 10;

    private Chromium() {}

    static Path find() {
        String wanted = System.getenv(OVERRIDE);
        if (wanted != null) {
            return existing(List.of(wanted))
                    .orElseThrow(() ->
                            new IllegalStateException(
                                    OVERRIDE + " names no executable file: " + wanted));
        }
        return existing(SYSTEM)
                .or(Chromium::downloaded)
                .or(() -> DebianPackage.find("chromium", "chromium"))
                .orElseThrow(() ->
                        new IllegalStateException(
                                "The browser tests need Chromium: install one (for example"
                                        + " apt-get install chromium) or set "
                                        + OVERRIDE
                                        + " to its path."));
    }

    private static Optional<Path> existing(List<String> places) {
        return places.stream().map(Path::of).filter(Files::isExecutable).findFirst();
    }

    /// Playwright's own build, fetched once into its cache.
    private static Optional<Path> downloaded() {
        Map<String, String> env = Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1");
        ProcessBuilder install = Driver.ensureDriverInstalled(env, false).createProcessBuilder();
        install.command().addAll(List.of("install", "chromium"));
        return run(install) ? inCache() : Optional.empty();
    }

    private static Optional<Path> inCache() {
        String configured = System.getenv("PLAYWRIGHT_BROWSERS_PATH");
        String home = System.getProperty("user.home");
        Stream<Path> caches =
                configured != null
                        ? Stream.of(Path.of(configured))
                        : Stream.of(
                                Path.of(home, ".cache/ms-playwright"),
                                Path.of(home, "Library/Caches/ms-playwright"));
        return caches.filter(Files::isDirectory).flatMap(Chromium::chromiumsIn).findFirst();
    }

    private static Stream<Path> chromiumsIn(Path cache) {
        try (Stream<Path> found =
                Files.find(
                        cache,
                        8,
                        (path, attributes) ->
                                attributes.isRegularFile()
                                        && path.toString().contains("chromium-")
                                        && List.of(
                                                        "chrome",
                                                        "Chromium",
                                                        "Google Chrome for Testing")
                                                .contains(path.getFileName().toString())
                                        && Files.isExecutable(path))) {
            return found.toList().stream();
        } catch (IOException unreadable) {
            return Stream.empty();
        }
    }

    private static boolean run(ProcessBuilder command) {
        try {
            Process process = command.inheritIO().start();
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
