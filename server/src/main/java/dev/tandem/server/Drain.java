package dev.tandem.server;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.time.Duration;
import java.util.function.BooleanSupplier;
import java.util.function.IntSupplier;
import java.util.function.LongConsumer;
import java.util.function.LongSupplier;

/// The first thing that a stop does: if a drain was asked for, it lets the calls in progress come
/// to their end. Without having been asked it does not wait; Ctrl-C means now.
///
/// @param asked whether `/drain` was called
/// @param calls how many there are now
/// @param atMost `drain.seconds`
/// @param pause waits for so many nanoseconds
record Drain(
        BooleanSupplier asked,
        IntSupplier calls,
        Duration atMost,
        LongSupplier nanoTime,
        LongConsumer pause)
        implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(Drain.class);

    /// How often it looks; a stop is late by at most this.
    static final Duration LOOK = Duration.ofMillis(100);

    @Override
    public void close() {
        if (!asked.getAsBoolean() || calls.getAsInt() == 0) {
            return;
        }
        log.info(
                "Waiting up to {} s for {} calls in progress",
                atMost.toSeconds(),
                calls.getAsInt());
        long began = nanoTime.getAsLong();
        while (calls.getAsInt() > 0 && nanoTime.getAsLong() - began < atMost.toNanos()) {
            pause.accept(LOOK.toNanos());
        }
        log.info("The drain is over, {} calls are cut", calls.getAsInt());
    }
}
