package dev.tandem.server.assistant;

import dev.tandem.server.knowledge.Embedder;

/// Cosine of the sentences' vectors; what points away counts as 0.
public final class EmbeddingSimilarity implements SentenceSimilarity {
    private final Embedder embedder;

    public EmbeddingSimilarity(Embedder embedder) {
        this.embedder = embedder;
    }

    @Override
    public double similarity(String a, String b) {
        return a.equals(b) ? 1 : Math.clamp(embedder.embed(a).cosine(embedder.embed(b)), 0.0, 1.0);
    }
}
