package dev.tandem.server;

import dev.tandem.server.application.SitePolicies;
import dev.tandem.server.application.StoreUnavailableException;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/// Looks for policies that were changed on other nodes, and stores what those in shadow decided,
/// for as long as the server runs.
final class PolicyWatch implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(PolicyWatch.class);

    /// How late another node is with a version that was made live, and what a killed one loses of
    /// its comparison.
    static final Duration LOOK = Duration.ofSeconds(1);

    private final SitePolicies policies;
    private final CountDownLatch closed = new CountDownLatch(1);

    PolicyWatch(SitePolicies policies) {
        this.policies = policies;
        Thread.ofVirtual().name("policies").start(this::run);
    }

    private void run() {
        try {
            do {
                look();
            } while (!closed.await(LOOK.toSeconds(), TimeUnit.SECONDS));
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    private void look() {
        try {
            policies.look();
        } catch (StoreUnavailableException e) {
            log.warn("The policies cannot be looked at now: {}", e.getMessage());
        } catch (RuntimeException e) {
            log.error("The policies were not looked at", e);
        }
    }

    @Override
    public void close() {
        closed.countDown();
    }
}
