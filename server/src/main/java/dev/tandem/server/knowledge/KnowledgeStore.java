package dev.tandem.server.knowledge;

import dev.tandem.signaling.protocol.SiteKey;

import java.net.URI;
import java.util.List;

/// Keeps what was learned, so that a restart answers at once and unchanged pages are not embedded
/// again. Methods block, with a deadline; they throw when the store cannot be reached.
public interface KnowledgeStore {
    /// Every page of the site; vectors only those made by `model`.
    List<StoredPage> load(SiteKey site, String model);

    /// Another text whenever [#load] would give something else; empty without pages. Cheap enough
    /// to be asked every few seconds.
    String edition(SiteKey site, String model);

    /// Makes the site consist of exactly these pages, in one step. Vectors of pages whose content
    /// did not change stay.
    void replacePages(SiteKey site, List<PageText> pages);

    /// Adds the vectors of a page, if the page still has that content.
    void saveVectors(SiteKey site, URI page, String contentHash, String model, PageVectors vectors);
}
