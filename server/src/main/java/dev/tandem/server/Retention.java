package dev.tandem.server;

import dev.tandem.server.application.RecordedCalls;

import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/// The schedule by which recordings whose time is over are deleted, for as long as the server runs.
final class Retention implements AutoCloseable {
    /// How late a deletion may be.
    static final Duration LOOK = Duration.ofHours(1);

    private final RecordedCalls recordings;
    private final InstantSource clock;
    private final Duration keep;
    private final CountDownLatch closed = new CountDownLatch(1);

    Retention(RecordedCalls recordings, InstantSource clock, Duration keep) {
        this.recordings = recordings;
        this.clock = clock;
        this.keep = keep;
        Thread.ofVirtual().name("retention").start(this::run);
    }

    private void run() {
        try {
            do {
                recordings.deleteOlder(clock.instant(), keep);
            } while (!closed.await(LOOK.toSeconds(), TimeUnit.SECONDS));
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        closed.countDown();
    }
}
