package dev.tandem.server.knowledge;

import dev.tandem.signaling.protocol.SiteKey;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

/// What the server knows about every site, and how it comes to know it: stored pages first, then a
/// crawl; words first, then meaning. Readers always see one whole [SiteIndex]; a new one replaces
/// it in one step.
public final class KnowledgeBase {
    private static final Logger log = LoggerFactory.getLogger(KnowledgeBase.class);

    /// Model name under which a base without embeddings loads and stores nothing.
    private static final String NO_MODEL = "none";

    private final ConcurrentHashMap<SiteKey, Edition> editions = new ConcurrentHashMap<>();
    private final ConcurrentHashMap<SiteKey, String> restored = new ConcurrentHashMap<>();
    private final ConcurrentHashMap<SiteKey, Integer> pending = new ConcurrentHashMap<>();
    private final ConcurrentHashMap<SiteKey, Embedded> making = new ConcurrentHashMap<>();
    private final AtomicLong numbers = new AtomicLong();
    private final KnowledgeStore store;
    private final Crawler crawler;
    private final Optional<Embedder> embedder;
    private final Executor embedding;
    private final Executor workers;

    /// @param embedder absent in lite mode
    /// @param embedding gives sites their vectors, one after the other: one thread, and it waits
    /// @param workers compute the vectors, a page at a time: threads that are not virtual and that
    ///   leave processors to answers and calls, because it is long arithmetic
    public KnowledgeBase(
            KnowledgeStore store,
            Crawler crawler,
            Optional<Embedder> embedder,
            Executor embedding,
            Executor workers) {
        this.store = store;
        this.crawler = crawler;
        this.embedder = embedder;
        this.embedding = embedding;
        this.workers = workers;
    }

    /// Never blocks. A site never learned knows nothing.
    public SiteIndex current(SiteKey site) {
        return editions.getOrDefault(site, Edition.NOTHING).index();
    }

    /// A number that changes with the words that a site is answered from. Never blocks.
    public int words(SiteKey site) {
        return editions.getOrDefault(site, Edition.NOTHING).words();
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
                stored.pages().stream().filter(Known::hasVectors).count());
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
        if (completes) {
            changed(site);
        } else if (!restore(site)) {
            serve(site, stored(site));
        }
        // What could not be read is read again.
        restored.put(site, edition);
        return true;
    }

    /// Crawls the site, stores it and answers from it: by words when this returns, by meaning once
    /// the returned learning is through. A known page goes when the crawl has found it gone; what
    /// it could not read or did not come to stays as it was. Blocks.
    public Learning learn(SiteKey site, CrawlScope scope, CrawlListener listener)
            throws InterruptedException {
        CrawlOutcome outcome =
                crawler.crawl(scope, store.pinned(site), store.crawled(site), listener);
        List<PageText> pages = outcome.pages();
        if (pages.isEmpty()) {
            log.warn("The crawl of site {} found no page; what was known before stays.", site);
            return new Learning(outcome, completed());
        }
        store.replacePages(site, pages, outcome.kept());
        Stored stored = stored(site);
        serve(site, stored);
        log.info(
                "Learned {} pages of site {}, {} unread ones stay as they were; {} problems, {} pages still need vectors.",
                pages.size(),
                site,
                outcome.kept().size(),
                outcome.problems().size(),
                missing(stored).size());
        return new Learning(outcome, embed(site));
    }

    /// Answers from what is stored now, after somebody has written a page or decided about one.
    /// What is excluded goes at once; a new page counts once it has its vectors if the site is
    /// searched by meaning. Blocks.
    ///
    /// @return done when every page counts
    public FutureTask<Void> changed(SiteKey site) {
        Stored stored = stored(site);
        serve(site, stored);
        return missing(stored).isEmpty() ? completed() : embed(site);
    }

    /// Whether vectors are still to be made: until then some pages are found by their words only,
    /// or not yet, or as they were.
    public boolean isEmbedding(SiteKey site) {
        return pending.getOrDefault(site, 0) > 0;
    }

    /// How far it is with that; empty before and after.
    public Optional<Embedded> embedded(SiteKey site) {
        return Optional.ofNullable(making.get(site));
    }

    /// @param done pages that have been given their vectors, of so many that had none
    public record Embedded(int done, int of) {}

    /// A page as it is stored, and as it is found.
    private record Known(PageText text, Edition.Page page) {
        static Known of(StoredPage stored) {
            PageText text = stored.page();
            List<Passage> passages = PassageSplitter.split(text);
            return new Known(
                    text,
                    new Edition.Page(
                            text.url(), text.language(), passages, stored.vectors(passages)));
        }

        boolean hasVectors() {
            return page.vectors().isPresent();
        }

        Known with(PageVectors made) {
            return new Known(text, page.with(made));
        }
    }

    /// What is in the store, and its number, which is drawn before: who reads later knows more.
    private record Stored(long number, List<Known> pages) {}

    private Stored stored(SiteKey site) {
        long number = numbers.incrementAndGet();
        return new Stored(number, store.load(site, model()).stream().map(Known::of).toList());
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

    private List<Known> missing(Stored stored) {
        List<Language> languages = embedder.map(Embedder::languages).orElse(List.of());
        return stored.pages().stream()
                .filter(known -> languages.contains(known.text().language()) && !known.hasVectors())
                .toList();
    }

    /// Nobody may be waiting for the result, so trouble is said here.
    private void embedOrSay(SiteKey site) {
        try {
            Stored stored = stored(site);
            if (embedder.isPresent() && !missing(stored).isEmpty()) {
                embedMissing(site, stored, embedder.get());
            }
        } catch (InterruptedException e) {
            // The server stops; the next start goes on from what was saved.
            Thread.currentThread().interrupt();
        } catch (RuntimeException e) {
            log.error("Pages of site {} stay without vectors until it is learned again.", site, e);
            throw e;
        } finally {
            making.remove(site);
            pending.merge(site, -1, Integer::sum);
        }
    }

    private void embedMissing(SiteKey site, Stored stored, Embedder model)
            throws InterruptedException {
        List<Known> missing = missing(stored);
        making.put(site, new Embedded(0, missing.size()));
        Map<URI, Known> made = new ConcurrentHashMap<>();
        inTurns(
                missing,
                known -> {
                    PageVectors vectors = PageVectors.embed(known.page().passages(), model);
                    store.saveVectors(
                            site, known.text().url(), known.text().contentHash(), model(), vectors);
                    made.put(known.text().url(), known.with(vectors));
                    making.put(site, new Embedded(made.size(), missing.size()));
                });
        serve(
                site,
                new Stored(
                        stored.number(),
                        stored.pages().stream()
                                .map(known -> made.getOrDefault(known.text().url(), known))
                                .toList()));
        log.info("Site {} is searched by meaning too: {} pages embedded.", site, missing.size());
    }

    /// As many at once as there are workers. When one fails, or this is interrupted, those that
    /// have not begun never do. Waits as long as the arithmetic takes, which for a large site are
    /// minutes, and needs no deadline: a page is of limited length, what waits for the store has
    /// its deadline there, whatever a worker throws ends its task, and who ends the workers has
    /// interrupted the thread that waits here before.
    private void inTurns(List<Known> pages, Consumer<Known> work) throws InterruptedException {
        List<FutureTask<Void>> tasks =
                pages.stream()
                        .map(page -> new FutureTask<Void>(() -> work.accept(page), null))
                        .toList();
        try {
            tasks.forEach(workers::execute);
            for (FutureTask<Void> task : tasks) {
                task.get();
            }
        } catch (ExecutionException e) {
            throw e.getCause() instanceof RuntimeException cause
                    ? cause
                    : new IllegalStateException("vectors cannot be made", e.getCause());
        } finally {
            tasks.forEach(task -> task.cancel(false));
        }
    }

    private void serve(SiteKey site, Stored stored) {
        Edition next =
                editions.getOrDefault(site, Edition.NOTHING)
                        .next(
                                stored.number(),
                                stored.pages().stream().map(Known::page).toList(),
                                embedder);
        editions.merge(
                site, next, (served, later) -> later.number() >= served.number() ? later : served);
    }
}
