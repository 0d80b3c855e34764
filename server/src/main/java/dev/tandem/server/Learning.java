package dev.tandem.server;

import dev.tandem.server.application.Site;
import dev.tandem.server.application.SiteStore;
import dev.tandem.server.application.StoreUnavailableException;
import dev.tandem.server.knowledge.SiteLearner;
import dev.tandem.signaling.protocol.SiteKey;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.net.URI;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/// The schedule by which sites are learned, for as long as the server runs: the node that owns a
/// site crawls it, and all take from the store what others have learned or written.
final class Learning implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(Learning.class);

    /// How late a node is with what another one has learned or written.
    static final Duration LOOK = Duration.ofSeconds(30);

    private final SiteStore sites;
    private final SiteLearner learner;
    private final Confidence confidence;
    private final Predicate<SiteKey> isMine;
    private final Duration every;
    private final Predicate<SiteKey> takesWish;
    private final Semaphore wishes;
    private final Map<SiteKey, Long> crawledNanos = new HashMap<>();
    private final Thread thread;

    /// What verdicts of customers teach beside the pages. Never throws.
    interface Confidence {
        /// Takes what is stored. Blocks for one read.
        void look(SiteKey site);

        /// Soon, after all that is known of the pages is in use. Never blocks.
        void learn(SiteKey site);

        /// The same if people have written, uploaded or excluded something since. Never blocks.
        void learnIfChanged(SiteKey site);
    }

    /// @param takesWish whether somebody wants the site read again; asked once per wish
    /// @param wishes made in this process; those of other nodes are seen at the next look
    Learning(
            SiteStore sites,
            SiteLearner learner,
            Confidence confidence,
            Predicate<SiteKey> isMine,
            Predicate<SiteKey> takesWish,
            Semaphore wishes,
            Duration every) {
        this.sites = sites;
        this.learner = learner;
        this.confidence = confidence;
        this.isMine = isMine;
        this.takesWish = takesWish;
        this.wishes = wishes;
        this.every = every;
        this.thread = Thread.ofVirtual().name("learning").start(this::run);
    }

    private void run() {
        try {
            while (true) {
                look();
                if (wishes.tryAcquire(LOOK.toMillis(), TimeUnit.MILLISECONDS)) {
                    wishes.drainPermits();
                }
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    private void look() throws InterruptedException {
        try {
            for (Site site : sites.all()) {
                confidence.look(site.key());
                boolean mine = isMine.test(site.key());
                Optional<String> start = site.startUrl();
                if (mine && start.isPresent() && isDue(site.key())) {
                    crawledNanos.put(site.key(), System.nanoTime());
                    learn(site.key(), start.get());
                    continue;
                }
                if (!mine) {
                    // Whoever owns it crawls it; should it come here, its time has not come again.
                    crawledNanos.put(site.key(), System.nanoTime());
                }
                // What people wrote on another node, and all of a site that is only written.
                learner.restore(site.key(), mine);
                if (mine) {
                    confidence.learnIfChanged(site.key());
                }
            }
        } catch (StoreUnavailableException e) {
            log.warn("The sites cannot be learned now: {}", e.getMessage());
        }
    }

    private boolean isDue(SiteKey site) {
        Long crawled = crawledNanos.get(site);
        boolean wished = takesWish.test(site);
        return wished || crawled == null || System.nanoTime() - crawled > every.toNanos();
    }

    private void learn(SiteKey site, String start) throws InterruptedException {
        try {
            learner.learn(site, URI.create(start));
            confidence.learn(site);
        } catch (IllegalArgumentException e) {
            log.warn("The start page of {} is not an address", site);
        }
    }

    @Override
    public void close() {
        thread.interrupt();
    }
}
