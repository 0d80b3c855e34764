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

    /// Looks that a site which could not be learned is left out, at most: ten minutes of them.
    static final int MAX_LEFT_OUT = 20;

    private final SiteStore sites;
    private final SiteLearner learner;
    private final Confidence confidence;
    private final Predicate<SiteKey> isMine;
    private final Duration every;
    private final Predicate<SiteKey> takesWish;
    private final Semaphore wishes;
    private final Map<SiteKey, Long> crawledNanos = new HashMap<>();
    private final Map<SiteKey, Trouble> troubles = new HashMap<>();
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

    /// A site that could not be learned at its last look.
    ///
    /// @param before looks that it was left out after that
    /// @param leftOut of them, those to come
    private record Trouble(int before, int leftOut) {
        static final Trouble NONE = new Trouble(0, 0);

        /// One look, then three, seven, ...
        Trouble again() {
            int longer = Math.min(MAX_LEFT_OUT, 2 * before + 1);
            return new Trouble(longer, longer);
        }
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

    /// Nothing that goes wrong ends the schedule: the next look comes at its usual time.
    private void look() throws InterruptedException {
        try {
            for (Site site : sites.all()) {
                lookAfter(site);
            }
        } catch (StoreUnavailableException e) {
            log.warn("The sites cannot be learned now: {}", e.getMessage());
        } catch (RuntimeException e) {
            log.error("The sites cannot be learned now", e);
        }
    }

    /// What is wrong with one site, such as a page that cannot be read, keeps no other one from
    /// being learned.
    private void lookAfter(Site site) throws InterruptedException {
        try {
            boolean leftOut = isLeftOut(site.key());
            boolean wished = isWished(site);
            if (leftOut && !wished) {
                return;
            }
            look(site, wished);
            troubles.remove(site.key());
        } catch (StoreUnavailableException e) {
            throw e;
        } catch (RuntimeException e) {
            Trouble next = troubles.getOrDefault(site.key(), Trouble.NONE).again();
            troubles.put(site.key(), next);
            log.error(
                    "The site {} cannot be learned now; it is left out of the next looks ({})",
                    site.key(),
                    next.leftOut(),
                    e);
        }
    }

    private boolean isLeftOut(SiteKey site) {
        Trouble trouble = troubles.getOrDefault(site, Trouble.NONE);
        if (trouble.leftOut() == 0) {
            return false;
        }
        troubles.put(site, new Trouble(trouble.before(), trouble.leftOut() - 1));
        return true;
    }

    /// Whoever mended what kept a site from being learned need not wait.
    private boolean isWished(Site site) {
        return isMine.test(site.key()) && site.startUrl().isPresent() && takesWish.test(site.key());
    }

    private void look(Site site, boolean wished) throws InterruptedException {
        confidence.look(site.key());
        boolean mine = isMine.test(site.key());
        Optional<String> start = site.startUrl();
        if (mine && start.isPresent() && (wished || isDue(site.key()))) {
            // Due until it is done.
            crawledNanos.remove(site.key());
            learn(site.key(), start.get());
            crawledNanos.put(site.key(), System.nanoTime());
            return;
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

    private boolean isDue(SiteKey site) {
        Long crawled = crawledNanos.get(site);
        return crawled == null || System.nanoTime() - crawled > every.toNanos();
    }

    private void learn(SiteKey site, String start) throws InterruptedException {
        URI page;
        try {
            page = URI.create(start);
        } catch (IllegalArgumentException e) {
            log.warn("The start page of {} is not an address", site);
            return;
        }
        learner.learn(site, page);
        confidence.learn(site);
    }

    @Override
    public void close() {
        thread.interrupt();
    }
}
