package dev.tandem.server.application;

import dev.tandem.server.conversation.Availability;
import dev.tandem.server.conversation.Queues;
import dev.tandem.server.routing.AgentState;
import dev.tandem.server.routing.Router;
import dev.tandem.server.routing.WaitEstimate;
import dev.tandem.signaling.timeline.Channel;
import dev.tandem.signaling.timeline.ChannelOption;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Arrays;
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

    /// Who could come to one who asks now, and how soon.
    ///
    /// @param ahead how many wait already
    Availability availability(List<AgentState> agents, int ahead) {
        if (!Router.isServed(Queues.DEFAULT, agents)) {
            return Availability.NOBODY;
        }
        Optional<Integer> wait = untilPlace(ahead + 1, agents, Queues.DEFAULT);
        return new Availability(
                Arrays.stream(Channel.values()).map(c -> new ChannelOption(c, wait)).toList());
    }

    /// Seconds until the customer at this place is answered; empty: nobody can tell.
    Optional<Integer> untilPlace(int place, List<AgentState> agents, String queue) {
        return WaitEstimate.of(place, agents, queue, List.copyOf(seconds))
                .map(d -> (int) d.toSeconds());
    }
}
