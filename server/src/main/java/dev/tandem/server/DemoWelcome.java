package dev.tandem.server;

import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.LongConsumer;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/// Tells whoever started the demo how far it is with its site, and then where it can be tried: once
/// the first question is answered as well as all later ones. The server itself serves before that.
///
/// @param stand how far it is now
/// @param say one line or more for people to read
/// @param greeting the last thing that is said
/// @param pause waits for so many nanoseconds; shorter when interrupted
record DemoWelcome(
        Supplier<Stand> stand,
        Consumer<String> say,
        String greeting,
        LongSupplier nanoTime,
        LongConsumer pause) {
    /// How often it looks.
    static final Duration LOOK = Duration.ofMillis(250);

    /// Lines about the progress are this far apart.
    static final Duration LINE = Duration.ofSeconds(2);

    /// Nobody waits longer for the addresses: a machine that is so busy shows the demo half
    /// learned.
    static final Duration WITHIN = Duration.ofMinutes(2);

    sealed interface Stand {
        /// The pages are still to be read.
        record Begins() implements Stand {}

        record Reads(int pages, int of) implements Stand {}

        /// Pages are read; so many can be found by what they mean.
        record Understands(int pages, int of) implements Stand {}

        record Learned() implements Stand {}

        /// The site cannot be read.
        record Failed() implements Stand {}
    }

    /// Blocks until the greeting is said; says none if it is interrupted.
    void greet() {
        long began = nanoTime.getAsLong();
        long told = began;
        Optional<String> line = line(stand.get());
        while (line.isPresent() && nanoTime.getAsLong() - began < WITHIN.toNanos()) {
            if (nanoTime.getAsLong() - told >= LINE.toNanos()) {
                told = nanoTime.getAsLong();
                say.accept(line.get());
            }
            pause.accept(LOOK.toNanos());
            if (Thread.currentThread().isInterrupted()) {
                return;
            }
            line = line(stand.get());
        }
        if (line.isPresent()) {
            say.accept(
                    "The demo's site is not wholly learned yet: its assistant knows less at first.");
        }
        if (stand.get() instanceof Stand.Failed) {
            say.accept("The demo's site could not be learned; see above.");
        }
        say.accept(greeting);
    }

    /// What to say meanwhile; empty when there is nothing to wait for any more.
    private static Optional<String> line(Stand stand) {
        return switch (stand) {
            case Stand.Begins _ -> Optional.of("Learning the demo's site ...");
            case Stand.Reads(int pages, int of) ->
                    Optional.of(
                            "Learning the demo's site: %d of %d pages read".formatted(pages, of));
            case Stand.Understands(int pages, int of) ->
                    Optional.of(
                            "Learning the demo's site: %d of %d pages learned"
                                    .formatted(pages, of));
            case Stand.Learned _, Stand.Failed _ -> Optional.empty();
        };
    }
}
