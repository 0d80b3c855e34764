package dev.tandem.server.assistant;

/// A file of phrases that cannot be read: the message says where and why.
public final class PhraseFileException extends IllegalStateException {
    private static final long serialVersionUID = 1L;

    /// @param where file and, if there is one, line
    PhraseFileException(String where, String what) {
        super(Phrases.FOLDER + where + ": " + what);
    }
}
