package dev.tandem.server.knowledge;

import java.util.List;

/// Two models that err in different places, as one longer vector: its cosine is the weighted mean
/// of theirs.
public final class PairedEmbedder implements Embedder {
    /// Of the second model. Its cosines lie closer together than the first one's, so an equal share
    /// would leave the ranking to the first.
    private static final double SECOND = 0.6;

    private final Embedder first;
    private final Embedder second;

    public PairedEmbedder(Embedder first, Embedder second) {
        this.first = first;
        this.second = second;
    }

    @Override
    public String model() {
        return first.model() + "+" + second.model();
    }

    /// Those that both know.
    @Override
    public List<Language> languages() {
        return first.languages().stream().filter(second.languages()::contains).toList();
    }

    @Override
    public Vector embed(String text) {
        return Vector.joined(first.embed(text), second.embed(text), SECOND);
    }
}
