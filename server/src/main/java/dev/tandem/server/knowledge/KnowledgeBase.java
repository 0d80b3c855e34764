package dev.tandem.server.knowledge;

import dev.tandem.signaling.protocol.SiteKey;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.net.URI;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicLong;

/// What the server knows about every site, and how it comes to know it: stored pages first, then a
/// crawl; words first, then meaning. Readers always see one whole [SiteIndex]; a new one replaces
/// it in one step.
public final class KnowledgeBase {
    private static final Logger log = LoggerFactory.getLogger(KnowledgeBase.class);

    /// Model name under which a base without embeddings loads and stores nothing.
    private static final String NO_MODEL = "none";

    private final ConcurrentHashMap<SiteKey, Edition> indexes = new ConcurrentHashMap<>();
    private final ConcurrentHashMap<SiteKey, String> restored = new ConcurrentHashMap<>();
    private final ConcurrentHashMap<SiteKey, Integer> pending = new ConcurrentHashMap<>();
    private final AtomicLong editions = new AtomicLong();
    private final KnowledgeStore store;
    private final Crawler crawler;
    private final Optional<Embedder> embedder;
    private final Executor embedding;

    /// A later crawl has a higher number; vectors that come late must not bring old pages back.
    private record Edition(long number, SiteIndex index) {}

    /// @param embedder absent in lite mode
    /// @param embedding runs the long computation of vectors; one thread, not a virtual one, is
    ///   right: it is arithmetic and must leave the processors to answers
    public KnowledgeBase(
            KnowledgeStore store,
            Crawler crawler,
            Optional<Embedder> embedder,
            Executor embedding) {
        this.store = store;
        this.crawler = crawler;
        this.embedder = embedder;
        this.embedding = embedding;
    }

    /// Never blocks. A site never learned knows nothing.
    public SiteIndex current(SiteKey site) {
        Edition edition = indexes.get(site);
        return edition == null ? SiteIndex.EMPTY : edition.index();
    }

    /// Serves what was stored by an earlier run; false if there is nothing. Blocks.
    public boolean restore(SiteKey site) {
        Stored stored = stored(site);
        if (stored.pages().isEmpty()) {
            return false;
        }
        serve(site, stored);
        log.info(
                "Restored {} pages of site {}, {} of them with vectors.",
                stored.pages().size(),
                site,
                stored.vectors().size());
        return true;
    }

    /// Serves what is stored if that changed since this was last asked, nothing at all if all was
    /// deleted; false if it did not. Blocks.
    ///
    /// @param completes whether vectors that nobody has made are made here
    public boolean restoreIfChanged(SiteKey site, boolean completes) {
        String edition = store.edition(site, model());
        if (edition.equals(restored.getOrDefault(site, ""))) {
            return false;
        }
        restored.put(site, edition);
        if (completes) {
            changed(site);
        } else if (!restore(site)) {
            serve(site, stored(site));
        }
        return true;
    }

    /// Crawls the site, stores it and answers from it: by words when this returns, by meaning once
    /// the returned learning is through. Blocks.
    public Learning learn(SiteKey site, CrawlScope scope, CrawlListener listener)
            throws InterruptedException {
        CrawlOutcome outcome = crawler.crawl(scope, store.pinned(site), listener);
        List<PageText> pages = outcome.pages();
        if (pages.isEmpty()) {
            log.warn("The crawl of site {} found no page; what was known before stays.", site);
            return new Learning(outcome, completed());
        }
        store.replacePages(site, pages);
        Stored stored = stored(site);
        serve(site, stored);
        log.info(
                "Learned {} pages of site {}; {} problems, {} pages still need vectors.",
                pages.size(),
                site,
                outcome.problems().size(),
                embedder.isEmpty() ? 0 : missing(stored).size());
        return new Learning(outcome, embed(site));
    }

    /// Answers from what is stored now, after somebody has written a page or decided about one.
    /// What is excluded goes at once; a new page counts once it has its vectors if the site is
    /// searched by meaning, which would stop without them. Blocks.
    ///
    /// @return done when every page counts
    public FutureTask<Void> changed(SiteKey site) {
        Stored stored = stored(site);
        List<PageText> missing = embedder.isEmpty() ? List.of() : missing(stored);
        if (missing.isEmpty() || !isSearchedByMeaning(site, missing)) {
            serve(site, stored);
        }
        return missing.isEmpty() ? completed() : embed(site);
    }

    /// Whether vectors are still to be made: until then some pages are found by their words only,
    /// or not yet.
    public boolean isEmbedding(SiteKey site) {
        return pending.getOrDefault(site, 0) > 0;
    }

    private boolean isSearchedByMeaning(SiteKey site, List<PageText> pages) {
        SiteIndex index = current(site);
        return pages.stream()
                .allMatch(p -> index.in(p.language()).filter(PassageIndex::isSemantic).isPresent());
    }

    /// What is in the store, and its number, which is drawn before: who reads later knows more.
    private record Stored(long edition, List<PageText> pages, Map<URI, PageVectors> vectors) {}

    private Stored stored(SiteKey site) {
        long edition = editions.incrementAndGet();
        List<StoredPage> pages = store.load(site, model());
        return new Stored(edition, pages.stream().map(StoredPage::page).toList(), vectorsOf(pages));
    }

    /// Of what is stored by then.
    private FutureTask<Void> embed(SiteKey site) {
        pending.merge(site, 1, Integer::sum);
        FutureTask<Void> embedded = new FutureTask<>(() -> embedOrSay(site), null);
        embedding.execute(embedded);
        return embedded;
    }

    /// @param embedded done when the vectors of all pages are in use
    public record Learning(CrawlOutcome crawl, FutureTask<Void> embedded) {}

    private static FutureTask<Void> completed() {
        FutureTask<Void> task = new FutureTask<>(() -> {}, null);
        task.run();
        return task;
    }

    private String model() {
        return embedder.map(e -> e.model() + "/" + PassageSplitter.VERSION).orElse(NO_MODEL);
    }

    private boolean isEmbeddable(PageText page) {
        return embedder.filter(e -> e.languages().contains(page.language())).isPresent();
    }

    private List<PageText> missing(Stored stored) {
        return stored.pages().stream()
                .filter(page -> isEmbeddable(page) && !stored.vectors().containsKey(page.url()))
                .toList();
    }

    private static Map<URI, PageVectors> vectorsOf(List<StoredPage> stored) {
        Map<URI, PageVectors> vectors = new HashMap<>();
        for (StoredPage page : stored) {
            page.vectors(PassageSplitter.split(page.page()))
                    .ifPresent(found -> vectors.put(page.page().url(), found));
        }
        return vectors;
    }

    /// Nobody may be waiting for the result, so trouble is said here.
    private void embedOrSay(SiteKey site) {
        try {
            embedMissing(site, stored(site));
        } catch (RuntimeException e) {
            log.error("Site {} stays searched by words only until it is learned again.", site, e);
            throw e;
        } finally {
            pending.merge(site, -1, Integer::sum);
        }
    }

    private void embedMissing(SiteKey site, Stored stored) {
        if (embedder.isEmpty()) {
            return;
        }
        List<PageText> missing = missing(stored);
        Map<URI, PageVectors> vectors = new HashMap<>(stored.vectors());
        for (PageText page : missing) {
            if (Thread.currentThread().isInterrupted()) {
                return; // The server stops; the next start goes on from what was saved.
            }
            PageVectors made = PageVectors.embed(PassageSplitter.split(page), embedder.get());
            vectors.put(page.url(), made);
            store.saveVectors(site, page.url(), page.contentHash(), model(), made);
        }
        if (!missing.isEmpty()) {
            serve(site, new Stored(stored.edition(), stored.pages(), vectors));
            log.info(
                    "Site {} is searched by meaning too: {} pages embedded.", site, missing.size());
        }
    }

    /// By meaning only in the languages of which every page has its vectors: a page without would
    /// never be found.
    private void serve(SiteKey site, Stored stored) {
        List<Passage> passages = new ArrayList<>();
        stored.pages().forEach(page -> passages.addAll(PassageSplitter.split(page)));
        SiteIndex index = SiteIndex.of(passages);
        if (embedder.isPresent()) {
            for (Language language : embedder.get().languages()) {
                Optional<PassageIndex> words = index.in(language);
                if (words.isPresent()) {
                    List<PageVectors.PassageVectors> meanings = meanings(stored, language);
                    if (meanings.size() == words.get().passages().size()) {
                        index = index.with(words.get().with(meanings, embedder.get()));
                    }
                }
            }
        }
        indexes.merge(
                site,
                new Edition(stored.edition(), index),
                (served, later) -> later.number() >= served.number() ? later : served);
    }

    private static List<PageVectors.PassageVectors> meanings(Stored stored, Language language) {
        List<PageVectors.PassageVectors> meanings = new ArrayList<>();
        for (PageText page : stored.pages()) {
            PageVectors own = stored.vectors().get(page.url());
            if (page.language() == language && own != null) {
                meanings.addAll(own.passages());
            }
        }
        return meanings;
    }
}
