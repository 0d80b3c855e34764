package dev.tandem.server.knowledge;

import java.util.List;

/// Turns sentences into vectors whose angle tells how alike they are in meaning. Blocks for
/// milliseconds: never on an event loop.
public interface Embedder {
    /// Name of model and version; vectors of another one cannot be compared.
    String model();

    /// Languages in which the model finds more than words alone do.
    List<Language> languages();

    Vector embed(String text);
}
