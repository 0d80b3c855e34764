package dev.tandem.server.assistant;

import dev.tandem.server.knowledge.AddressGuard;
import dev.tandem.server.knowledge.CrawlLimits;
import dev.tandem.server.knowledge.CrawlListener;
import dev.tandem.server.knowledge.CrawlOutcome;
import dev.tandem.server.knowledge.Crawler;
import dev.tandem.server.knowledge.Embedder;
import dev.tandem.server.knowledge.KnowledgeBase;
import dev.tandem.server.knowledge.KnowledgeBase.Learning;
import dev.tandem.server.knowledge.Passage;
import dev.tandem.server.knowledge.Query;
import dev.tandem.server.knowledge.StaticSite;
import dev.tandem.server.memory.MemoryKnowledgeStore;
import dev.tandem.signaling.protocol.SiteKey;

import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Predicate;

/// A site served on loopback, crawled over HTTP and embedded, ready for questions.
public record LearnedSite(
        SiteKey key,
        KnowledgeBase knowledge,
        CrawlOutcome crawl,
        ExtractiveAnswerEngine engine,
        long crawlMillis,
        long embedMillis,
        long restoreMillis) {

    public static LearnedSite from(StaticSite site, Optional<Embedder> embedder) {
        return from(site, embedder, Calibration.DEFAULT);
    }

    static LearnedSite from(StaticSite site, Optional<Embedder> embedder, Calibration calibration) {
        SiteKey key = new SiteKey("site");
        Crawler crawler =
                new Crawler(
                        new AddressGuard(Set.of(site.authority())),
                        CrawlLimits.DEFAULT,
                        System::nanoTime);
        MemoryKnowledgeStore store = new MemoryKnowledgeStore();
        try (ExecutorService embedding = Executors.newSingleThreadExecutor();
                ExecutorService workers =
                        Executors.newFixedThreadPool(Runtime.getRuntime().availableProcessors())) {
            KnowledgeBase knowledge =
                    new KnowledgeBase(store, crawler, embedder, embedding, workers);
            long start = System.nanoTime();
            Learning learning = knowledge.learn(key, site.scope(), CrawlListener.SILENT);
            long crawled = System.nanoTime();
            learning.embedded().get();
            long embedded = System.nanoTime();
            new KnowledgeBase(store, crawler, embedder, embedding, workers).restore(key);
            return new LearnedSite(
                    key,
                    knowledge,
                    learning.crawl(),
                    new ExtractiveAnswerEngine(
                            ProgramPhrases.ALL, knowledge::current, _ -> calibration),
                    (crawled - start) / 1_000_000,
                    (embedded - crawled) / 1_000_000,
                    (System.nanoTime() - embedded) / 1_000_000);
        } catch (InterruptedException | ExecutionException e) {
            throw new IllegalStateException("the site could not be learned", e);
        }
    }

    /// What speaks for the shipped engine's best answer.
    ///
    /// @param shown the other passages are hidden
    Optional<Evidence> evidence(Asked asked, Predicate<Passage> shown) {
        return knowledge
                .current(key)
                .in(asked.language())
                .flatMap(index ->
                        engine.find(
                                        index,
                                        Query.of(asked.question()),
                                        ProgramPhrases.ALL.facts.in(
                                                asked.question(), asked.language()),
                                        shown,
                                        Calibration.DEFAULT)
                                .evidence());
    }
}
