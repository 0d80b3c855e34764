package dev.tandem.server.assistant;

import dev.tandem.server.knowledge.AddressGuard;
import dev.tandem.server.knowledge.CrawlLimits;
import dev.tandem.server.knowledge.CrawlListener;
import dev.tandem.server.knowledge.CrawlOutcome;
import dev.tandem.server.knowledge.Crawler;
import dev.tandem.server.knowledge.Embedder;
import dev.tandem.server.knowledge.KnowledgeBase;
import dev.tandem.server.knowledge.KnowledgeBase.Learning;
import dev.tandem.server.knowledge.StaticSite;
import dev.tandem.server.memory.MemoryKnowledgeStore;
import dev.tandem.signaling.protocol.SiteKey;

import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;

/// A site served on loopback, crawled over HTTP and embedded, ready for questions.
public record LearnedSite(
        SiteKey key,
        KnowledgeBase knowledge,
        CrawlOutcome crawl,
        ExtractiveAnswerEngine engine,
        long crawlMillis,
        long embedMillis) {

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
        KnowledgeBase knowledge =
                new KnowledgeBase(new MemoryKnowledgeStore(), crawler, embedder, Runnable::run);
        try {
            long start = System.nanoTime();
            CrawlOutcome[] crawl = new CrawlOutcome[1];
            long[] crawled = new long[1];
            Learning learning = knowledge.learn(key, site.scope(), CrawlListener.SILENT);
            crawl[0] = learning.crawl();
            crawled[0] = System.nanoTime();
            learning.awaitEmbedded();
            return new LearnedSite(
                    key,
                    knowledge,
                    crawl[0],
                    new ExtractiveAnswerEngine(knowledge::current, calibration),
                    (crawled[0] - start) / 1_000_000,
                    (System.nanoTime() - crawled[0]) / 1_000_000);
        } catch (InterruptedException | ExecutionException e) {
            throw new IllegalStateException("the site could not be learned", e);
        }
    }
}
