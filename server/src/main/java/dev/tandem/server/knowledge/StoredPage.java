package dev.tandem.server.knowledge;

import java.util.Optional;

/// A page as it was kept. The vectors are still bytes: whether they fit the passages is checked by
/// who reads them.
public final class StoredPage {
    private final PageText page;
    private final byte[] vectors;

    /// `vectors` is empty if there are none.
    public StoredPage(PageText page, byte[] vectors) {
        this.page = page;
        this.vectors = vectors.clone();
    }

    public PageText page() {
        return page;
    }

    Optional<PageVectors> vectors(java.util.List<Passage> passages) {
        return vectors.length == 0 ? Optional.empty() : PageVectors.fromBytes(vectors, passages);
    }

    public boolean hasVectors() {
        return vectors.length > 0;
    }
}
