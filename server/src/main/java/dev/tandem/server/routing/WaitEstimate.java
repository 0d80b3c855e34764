package dev.tandem.server.routing;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/// How long a customer will wait, if that can be told. A number nobody believes is worse than none.
public final class WaitEstimate {
    /// Fewer handled conversations than this say nothing about the next one.
    static final int SAMPLES = 3;

    /// Somebody is free: a ring and a look.
    static final Duration WHEN_FREE = Duration.ofSeconds(20);

    private WaitEstimate() {}

    /// @param place 1: next
    /// @param handled recent handling times, in seconds
    /// @return empty: we cannot tell yet
    public static Optional<Duration> of(
            int place, List<AgentState> agents, String queue, List<Long> handled) {
        if (place < 1) {
            throw new IllegalArgumentException("the first place is 1");
        }
        List<AgentState> serving =
                agents.stream().filter(a -> a.available() && a.queues().contains(queue)).toList();
        long free = serving.stream().filter(AgentState::canTake).count();
        if (place <= free) {
            return Optional.of(WHEN_FREE);
        }
        OptionalDouble mean = handled.stream().mapToLong(Long::longValue).average();
        int slots = serving.stream().mapToInt(AgentState::capacity).sum();
        if (handled.size() < SAMPLES || slots == 0 || mean.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(Duration.ofSeconds(Math.round(mean.getAsDouble() * place / slots)));
    }
}
