package dev.tandem.server.knowledge;

/// The program's models, loaded once for all tests of a process.
public final class Models {
    /// What messages are compared by.
    public static final Embedder SENTENCES = OnnxEmbedder.miniLm();

    /// What sites are searched and messages read by.
    public static final Embedder SEARCH = new PairedEmbedder(SENTENCES, OnnxEmbedder.bgeSmall());

    private Models() {}
}
