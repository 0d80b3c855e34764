package dev.tandem.server;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.time.Duration;
import java.util.function.BooleanSupplier;
import java.util.function.IntSupplier;
import java.util.function.LongConsumer;
import java.util.function.LongSupplier;

/// The first thing that a stop does: if a drain was asked for, it lets the calls in progress go to
/// other bridges or come to their end. Without having been asked it asks for one if the calls have
/// somewhere to go, and waits no longer than that takes; a server on its own does not wait: Ctrl-C
/// means now.
///
/// @param asked whether `/drain` was called
/// @param ask as if it were
/// @param othersTakeCalls whether another bridge is there
/// @param calls how many there are now
/// @param atMost `drain.seconds`
/// @param pause waits for so many nanoseconds
record Drain(
        BooleanSupplier asked,
        Runnable ask,
        BooleanSupplier othersTakeCalls,
        IntSupplier calls,
        Duration atMost,
        LongSupplier nanoTime,
        LongConsumer pause)
        implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(Drain.class);

    /// How often it looks; a stop is late by at most this.
    static final Duration LOOK = Duration.ofMillis(100);

    /// What a stop that nobody announced waits for calls to go to other bridges: longer than one
    /// move may take.
    static final Duration HANDOVER = Duration.ofSeconds(15);

    @Override
    public void close() {
        if (calls.getAsInt() == 0) {
            return;
        }
        Duration limit = atMost;
        if (!asked.getAsBoolean()) {
            if (!othersTakeCalls.getAsBoolean()) {
                return;
            }
            ask.run();
            limit = atMost.compareTo(HANDOVER) < 0 ? atMost : HANDOVER;
        }
        log.info(
                "Waiting up to {} s for {} calls in progress", limit.toSeconds(), calls.getAsInt());
        long began = nanoTime.getAsLong();
        while (calls.getAsInt() > 0 && nanoTime.getAsLong() - began < limit.toNanos()) {
            pause.accept(LOOK.toNanos());
        }
        log.info("The drain is over, {} calls are cut", calls.getAsInt());
    }
}
