package dev.tandem.server.application;

import dev.tandem.server.escalation.Heads;
import dev.tandem.server.escalation.Reading;
import dev.tandem.server.escalation.Vocabulary;
import dev.tandem.server.knowledge.Embedder;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/// Reads messages with the trained heads that come with the program. Blocks for milliseconds where
/// a model of meaning is there.
public final class HeadReader {
    private static final String RESOURCE = "escalation/heads.txt";

    private final Heads heads;
    private final Vocabulary words;
    private final Optional<Function<String, double[]>> meaning;

    /// @param words by which English is told from other languages
    /// @param embedder none in lite mode: then the heads see no meaning
    public HeadReader(Vocabulary words, Optional<Embedder> embedder) {
        this.words = words;
        this.heads = load();
        this.meaning = embedder.map(e -> text -> e.embed(text).values());
    }

    private static Heads load() {
        return ShippedFile.lines(RESOURCE)
                .map(Heads::parse)
                .orElseThrow(
                        () -> new IllegalStateException(RESOURCE + " is missing from the program"));
    }

    public List<Reading> read(String text) {
        return heads.read(text, meaning, words);
    }
}
