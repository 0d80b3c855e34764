package dev.tandem.server.application;

import dev.tandem.server.routing.AgentState;
import dev.tandem.server.routing.WaitEstimate;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/// How long a desk's last conversations took, and what that says to those who wait. Belongs to the
/// desk's mailbox.
final class TalkTimes {
    /// As many as tell what today is like.
    static final int RECENT = 20;

    private final Deque<Long> seconds = new ArrayDeque<>();

    void add(Duration took) {
        seconds.addLast(took.toSeconds());
        if (seconds.size() > RECENT) {
            seconds.removeFirst();
        }
    }

    /// Seconds until the customer at this place is answered; empty: nobody can tell.
    Optional<Integer> untilPlace(int place, List<AgentState> agents, String queue) {
        return WaitEstimate.of(place, agents, queue, List.copyOf(seconds))
                .map(d -> (int) d.toSeconds());
    }
}
