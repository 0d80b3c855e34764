package dev.tandem.server;

import dev.tandem.server.application.StoreUnavailableException;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/// The schedule by which what is kept for a time only is deleted, for as long as the server runs:
/// recordings, and sessions that have expired.
final class Retention implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(Retention.class);

    /// How late a deletion may be.
    static final Duration LOOK = Duration.ofHours(1);

    /// What is kept for a time. Deleting blocks; several servers may do it at once.
    interface Kept {
        void deleteOver(Instant now);
    }

    private final List<Kept> kept;
    private final InstantSource clock;
    private final CountDownLatch closed = new CountDownLatch(1);

    Retention(List<Kept> kept, InstantSource clock) {
        this.kept = List.copyOf(kept);
        this.clock = clock;
        Thread.ofVirtual().name("retention").start(this::run);
    }

    private void run() {
        try {
            do {
                kept.forEach(this::deleteOver);
            } while (!closed.await(LOOK.toSeconds(), TimeUnit.SECONDS));
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    /// What cannot be deleted now is with the next look.
    private void deleteOver(Kept one) {
        try {
            one.deleteOver(clock.instant());
        } catch (StoreUnavailableException e) {
            log.warn("What has expired cannot be deleted: {}", e.toString());
        } catch (RuntimeException bug) {
            log.error("What has expired cannot be deleted", bug);
        }
    }

    @Override
    public void close() {
        closed.countDown();
    }
}
