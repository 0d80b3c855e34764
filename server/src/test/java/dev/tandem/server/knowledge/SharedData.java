package dev.tandem.server.knowledge;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/// Finds the folder with public data that lies beside the project, if it is there: the system
/// property `tandem.data`, the environment variable TANDEM_DATA, else `shared/data` beside the
/// reactor's root.
public final class SharedData {
    private SharedData() {}

    public static Optional<Path> folder(String name) {
        String named = System.getProperty("tandem.data", System.getenv("TANDEM_DATA"));
        if (named != null) {
            return Optional.of(Path.of(named, name)).filter(Files::isDirectory);
        }
        Path at = Path.of("").toAbsolutePath();
        while (at != null) {
            Path candidate = at.resolve("shared").resolve("data").resolve(name);
            if (Files.isDirectory(candidate)) {
                return Optional.of(candidate);
            }
            at = at.getParent();
        }
        return Optional.empty();
    }
}
