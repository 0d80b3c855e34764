package dev.tandem.server;

import dev.tandem.server.application.StoreUnavailableException;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/// Looks at what was changed on other nodes, for as long as the server runs.
final class StoreWatch implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(StoreWatch.class);

    /// How late another node is with a policy that was made live or with hours that were changed,
    /// and what a killed one loses of its comparison.
    static final Duration LOOK = Duration.ofSeconds(1);

    private final String what;
    private final Runnable look;
    private final CountDownLatch closed = new CountDownLatch(1);

    /// @param look blocks
    StoreWatch(String what, Runnable look) {
        this.what = what;
        this.look = look;
        Thread.ofVirtual().name(what).start(this::run);
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
            look.run();
        } catch (StoreUnavailableException e) {
            log.warn("The {} cannot be looked at now: {}", what, e.getMessage());
        } catch (RuntimeException e) {
            log.error("The {} were not looked at", what, e);
        }
    }

    @Override
    public void close() {
        closed.countDown();
    }
}
