package dev.tandem.tests.simulation;

import dev.tandem.signaling.timeline.ConversationEvent;

import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/// Lives through one seed: a time in which everything happens, then silence until the end.
final class Simulation {
    /// Things that happen before everybody falls silent.
    static final int STEPS = 400;

    /// Deadlines that silence may take to end everything. A wait of 15 minutes at deaf desks is the
    /// longest way: a ring of 20 s every 35 s.
    private static final int DEADLINES = 300;

    private final long seed;
    private final World world;
    private int step;

    private Simulation(long seed, Parts parts) {
        this.seed = seed;
        this.world = new World(seed, parts);
    }

    /// @return the kinds of events that were committed
    /// @throws AssertionError which rule broke, with seed and step
    static Set<Class<? extends ConversationEvent>> run(long seed, Parts parts) {
        return lived(seed, parts).kinds();
    }

    /// The same, with everything that was seen.
    static Watch lived(long seed, Parts parts) {
        Simulation run = new Simulation(seed, parts);
        try {
            run.live();
            return run.world.watch();
        } catch (RuntimeException e) {
            throw new AssertionError("seed=" + seed + " step=" + run.step + " " + e, e);
        }
    }

    private void live() {
        while (step < STEPS && world.step()) {
            step++;
        }
        world.fallSilent();
        finishWhatIsUnderWay();
        for (int i = 0; i < DEADLINES && !world.isOver(); i++) {
            Optional<Instant> next = world.nextDeadline();
            if (next.isEmpty()) {
                throw new Violation(5, "a conversation waits without a deadline");
            }
            world.sweepAt(next.get());
            finishWhatIsUnderWay();
        }
        world.watch().end();
        world.everybodyReconnects();
        finishWhatIsUnderWay();
        world.everybodyHasCaughtUp();
    }

    private void finishWhatIsUnderWay() {
        while (world.step()) {
            step++;
            if (step > 100 * STEPS) {
                throw new IllegalStateException("seed " + seed + " never comes to rest");
            }
        }
    }
}
