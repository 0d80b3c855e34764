package dev.tandem.server.application;

import dev.tandem.server.escalation.Vocabulary;
import dev.tandem.server.escalation.rules.Matters;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/// Reads the rules for a person that come with the program. Blocks for half a second.
public final class RuleReader {
    private RuleReader() {}

    public static Vocabulary read() {
        return Vocabulary.parse(RuleReader::lines);
    }

    private static Optional<List<String>> lines(String file) {
        try (InputStream in = RuleReader.class.getResourceAsStream("/" + Matters.FOLDER + file)) {
            return in == null
                    ? Optional.empty()
                    : Optional.of(
                            new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().toList());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
