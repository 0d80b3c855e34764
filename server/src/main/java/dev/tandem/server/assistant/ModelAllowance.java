package dev.tandem.server.assistant;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;

/// Whether the model may be asked now: not while it fails, and not when the hour's tokens are
/// spent.
final class ModelAllowance {
    /// After so many failures in a row nobody waits for it any more...
    static final int FAILURES = 3;

    /// ...for this long; then one question tries it again.
    static final Duration PAUSE = Duration.ofSeconds(30);

    private static final long HOUR = Duration.ofHours(1).toNanos();

    /// @param hourBegan nanoseconds of the clock that is passed in
    private record State(int failures, long closedUntil, long hourBegan, long spent) {}

    private final long tokensPerHour;
    private final AtomicReference<State> state;

    ModelAllowance(long tokensPerHour, long now) {
        this.tokensPerHour = tokensPerHour;
        state = new AtomicReference<>(new State(0, now, now, 0));
    }

    /// True for one caller only when a pause is just over.
    boolean mayAsk(long now) {
        State before = state.get();
        State hour = inHour(before, now);
        if (hour.spent >= tokensPerHour || now - hour.closedUntil < 0) {
            return false;
        }
        if (hour.failures < FAILURES) {
            return true;
        }
        State trying = new State(hour.failures, now + PAUSE.toNanos(), hour.hourBegan, hour.spent);
        return state.compareAndSet(before, trying);
    }

    void succeeded(int tokens, long now) {
        state.updateAndGet(s -> {
            State hour = inHour(s, now);
            return new State(0, now, hour.hourBegan, hour.spent + tokens);
        });
    }

    void failed(int tokens, long now) {
        state.updateAndGet(s -> {
            State hour = inHour(s, now);
            int failures = Math.min(hour.failures + 1, FAILURES);
            long until = failures == FAILURES ? now + PAUSE.toNanos() : hour.closedUntil;
            return new State(failures, until, hour.hourBegan, hour.spent + tokens);
        });
    }

    /// Neither well nor badly: it was not let finish.
    void spent(int tokens, long now) {
        state.updateAndGet(s -> {
            State hour = inHour(s, now);
            return new State(hour.failures, hour.closedUntil, hour.hourBegan, hour.spent + tokens);
        });
    }

    private static State inHour(State s, long now) {
        return now - s.hourBegan < HOUR ? s : new State(s.failures, s.closedUntil, now, 0);
    }
}
