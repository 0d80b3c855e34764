package dev.tandem.server.application;

import dev.tandem.server.escalation.Vocabulary;
import dev.tandem.server.escalation.rules.Matters;

/// Reads the rules for a person that come with the program. Blocks for half a second.
public final class RuleReader {
    private RuleReader() {}

    public static Vocabulary read() {
        return Vocabulary.parse(file -> ShippedFile.lines(Matters.FOLDER + file));
    }
}
