package dev.tandem.server.assistant;

import dev.tandem.server.application.PhraseReader;

/// What the program tells by words alone.
public final class ProgramPhrases {
    public static final Phrases ALL = PhraseReader.read();

    private ProgramPhrases() {}
}
