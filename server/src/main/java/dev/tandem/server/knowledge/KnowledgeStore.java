package dev.tandem.server.knowledge;

import dev.tandem.signaling.protocol.SiteKey;

import java.net.URI;
import java.util.List;
import java.util.Optional;

/// Keeps what was learned, so that a restart answers at once and unchanged pages are not embedded
/// again. Methods block, with a deadline; they throw when the store cannot be reached.
public interface KnowledgeStore {
    /// Every page of the site that may be answered from; vectors only those made by `model`.
    List<StoredPage> load(SiteKey site, String model);

    /// Another text whenever [#load] would give something else; empty without pages. Cheap enough
    /// to be asked every few seconds.
    String edition(SiteKey site, String model);

    /// Makes the site consist of exactly these pages, and of those that are pinned, excluded or
    /// written by people, in one step. Vectors of pages whose content did not change stay.
    default void replacePages(SiteKey site, List<PageText> pages) {
        replacePages(site, pages, List.of());
    }

    /// The same, and what is stored of other pages stays as it is.
    void replacePages(SiteKey site, List<PageText> pages, List<URI> kept);

    /// Adds the vectors of a page, if the page still has that content.
    void saveVectors(SiteKey site, URI page, String contentHash, String model, PageVectors vectors);

    /// What is known, used or not, in the order of their addresses; without texts.
    ///
    /// @param search what title, address or name of the file hold, whatever the case; empty for all
    /// @param after the last address of the page of the list before
    List<KnownPage> known(SiteKey site, String search, Optional<URI> after, int limit);

    Optional<KnownPage> known(SiteKey site, URI page);

    Optional<PageText> text(SiteKey site, URI page);

    /// False if there is no such page.
    boolean use(SiteKey site, URI page, PageUse use);

    List<URI> pinned(SiteKey site);

    /// Pages that are there because a crawl has learned them, and for no other reason.
    List<URI> crawled(SiteKey site);

    /// Keeps what a person wrote, in the place of what they wrote before at that address.
    void write(SiteKey site, PageText page);

    /// Keeps a page as [#write] does, and the file that it was made of; false, and nothing is kept,
    /// if another file of the site has this name.
    boolean keep(SiteKey site, PageText page, UploadedFile file);

    Optional<UploadedFile> file(SiteKey site, URI page);

    /// The page of a file, whatever the case of its name.
    Optional<URI> fileNamed(SiteKey site, String name);

    int files(SiteKey site);

    /// False if nobody wrote or uploaded a page of that address; its file goes along.
    boolean erase(SiteKey site, URI page);

    /// Pages that people wrote; those of files do not count.
    int written(SiteKey site);

    /// Somebody wants the site read again.
    void wantCrawl(SiteKey site);

    /// True for one of those who ask after it was wanted.
    boolean takeCrawlWish(SiteKey site);
}
