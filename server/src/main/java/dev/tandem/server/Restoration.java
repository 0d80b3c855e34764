package dev.tandem.server;

import dev.tandem.server.application.Site;
import dev.tandem.signaling.protocol.SiteKey;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;

/// Takes into use what earlier runs have learned, while the rest of the server starts: the first
/// question after a restart is answered like the last one before it.
final class Restoration implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(Restoration.class);

    /// A start waits no longer for it: what is not in use then follows.
    static final Duration WITHIN = Duration.ofSeconds(20);

    private final CountDownLatch done = new CountDownLatch(1);
    private final Supplier<List<Site>> sites;
    private final Consumer<SiteKey> restore;
    private final Thread thread;

    /// @param restore blocks; throws if the store cannot be reached
    Restoration(Supplier<List<Site>> sites, Consumer<SiteKey> restore) {
        this.sites = sites;
        this.restore = restore;
        this.thread = Thread.ofPlatform().name("restoration").daemon().start(this::run);
    }

    private void run() {
        try {
            for (Site site : sites.get()) {
                restore(site.key());
            }
        } catch (RuntimeException e) {
            log.warn("No site is known again yet", e);
        } finally {
            done.countDown();
        }
    }

    /// Trouble with one keeps no other away.
    private void restore(SiteKey site) {
        try {
            if (!Thread.currentThread().isInterrupted()) {
                restore.accept(site);
            }
        } catch (RuntimeException e) {
            log.warn("Site {} is not known again yet", site, e);
        }
    }

    /// Blocks until all is in use that can be.
    ///
    /// @return false if that takes longer
    boolean await(Duration within) {
        try {
            boolean all = done.await(within.toMillis(), TimeUnit.MILLISECONDS);
            if (!all) {
                log.warn("The server starts before all sites are known again; they follow.");
            }
            return all;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    @Override
    public void close() {
        thread.interrupt();
    }
}
