package dev.tandem.server.application;

import dev.tandem.server.assistant.Phrases;

/// Reads the phrases by which the assistant answers that come with the program. Blocks.
public final class PhraseReader {
    private PhraseReader() {}

    public static Phrases read() {
        return Phrases.parse(file -> ShippedFile.lines(Phrases.FOLDER + file));
    }
}
