package dev.tandem.server.assistant;

/// How alike two messages are in meaning, from 0 to 1; above about 0.75 one is a rephrase of the
/// other. Blocks for milliseconds: on a worker thread.
public interface SentenceSimilarity {
    double similarity(String a, String b);
}
