package dev.tandem.server.assistant;

import dev.tandem.server.knowledge.Embedder;
import dev.tandem.server.knowledge.Vector;

import java.util.concurrent.ConcurrentHashMap;

/// Cosine of the sentences' vectors; what points away counts as 0.
public final class EmbeddingSimilarity implements SentenceSimilarity {
    /// Vectors kept: a message is compared with each of those before it, and then is one of them.
    static final int KEPT = 256;

    private final Embedder embedder;
    private final ConcurrentHashMap<String, Vector> kept = new ConcurrentHashMap<>();

    public EmbeddingSimilarity(Embedder embedder) {
        this.embedder = embedder;
    }

    @Override
    public double similarity(String a, String b) {
        return a.equals(b) ? 1 : Math.clamp(vector(a).cosine(vector(b)), 0.0, 1.0);
    }

    private Vector vector(String text) {
        Vector known = kept.get(text);
        if (known != null) {
            return known;
        }
        if (kept.size() >= KEPT) {
            kept.clear();
        }
        Vector vector = embedder.embed(text);
        kept.put(text, vector);
        return vector;
    }
}
