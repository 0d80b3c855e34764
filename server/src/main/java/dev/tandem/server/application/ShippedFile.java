package dev.tandem.server.application;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/// A text file that comes with the program. Blocks.
final class ShippedFile {
    private ShippedFile() {}

    /// @param path from the root of the program's resources, without a slash in front
    static Optional<List<String>> lines(String path) {
        try (InputStream in = ShippedFile.class.getResourceAsStream("/" + path)) {
            return in == null
                    ? Optional.empty()
                    : Optional.of(
                            new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().toList());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
