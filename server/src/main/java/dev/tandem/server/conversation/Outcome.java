package dev.tandem.server.conversation;

import dev.tandem.signaling.protocol.AgentId;
import dev.tandem.signaling.timeline.Channel;
import dev.tandem.signaling.timeline.Disposition;
import dev.tandem.signaling.timeline.EndReason;
import dev.tandem.signaling.timeline.Signal;
import dev.tandem.signaling.timeline.Trigger;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// What history tells of a conversation beside its words: why a person came, when, how it ended.
///
/// @param agent the latest person who joined
/// @param highest the highest channel that was used
/// @param message that the customer has left, if no person has come since
/// @param callSeconds of all calls that have ended
public record Outcome(
        Optional<Trigger> trigger,
        List<Signal> why,
        Optional<By> agent,
        Channel highest,
        Optional<Instant> queuedAt,
        Optional<Instant> joinedAt,
        Optional<Instant> endedAt,
        Optional<Instant> closedAt,
        Optional<EndReason> endReason,
        Optional<Disposition> disposition,
        Optional<String> topic,
        Optional<Integer> rating,
        Optional<LeftMessage> message,
        long callSeconds) {

    /// A person, as shown when they joined.
    public record By(AgentId id, String name) {}

    /// @param at when the first was left that is not answered
    /// @param answered somebody has said so
    public record LeftMessage(Instant at, boolean answered) {}

    static final Outcome OPEN = new Draft().done();

    private Draft draft() {
        return new Draft(this);
    }

    Outcome escalated(Trigger t, List<Signal> signals) {
        Draft d = draft();
        d.trigger = Optional.of(t);
        d.why = signals;
        return d.done();
    }

    Outcome queued(Instant at) {
        Draft d = draft();
        d.queuedAt = Optional.of(queuedAt.orElse(at));
        return d.done();
    }

    Outcome joined(Instant at, By by) {
        Draft d = draft();
        d.agent = Optional.of(by);
        d.joinedAt = Optional.of(joinedAt.orElse(at));
        d.message = Optional.empty();
        return d.done();
    }

    Outcome used(Channel channel) {
        Draft d = draft();
        d.highest = channel.compareTo(highest) > 0 ? channel : highest;
        return d.done();
    }

    Outcome leftMessage(Instant at) {
        Draft d = draft();
        d.message =
                message.filter(m -> !m.answered())
                        .or(() -> Optional.of(new LeftMessage(at, false)));
        return d.done();
    }

    Outcome messageAnswered(boolean answered) {
        Draft d = draft();
        d.message = message.map(m -> new LeftMessage(m.at(), answered));
        return d.done();
    }

    Outcome ended(Instant at, EndReason reason) {
        Draft d = draft();
        d.endedAt = Optional.of(at);
        d.endReason = Optional.of(reason);
        return d.done();
    }

    Outcome wrappedUp(Disposition how, Optional<String> what) {
        Draft d = draft();
        d.disposition = Optional.of(how);
        d.topic = what;
        return d.done();
    }

    Outcome closed(Instant at) {
        Draft d = draft();
        d.closedAt = Optional.of(at);
        return d.done();
    }

    Outcome rated(int score) {
        Draft d = draft();
        d.rating = Optional.of(score);
        return d.done();
    }

    Outcome talked(long seconds) {
        Draft d = draft();
        d.callSeconds = callSeconds + seconds;
        return d.done();
    }

    /// A copy in the making; lives for one change.
    private static final class Draft {
        private Optional<Trigger> trigger = Optional.empty();
        private List<Signal> why = List.of();
        private Optional<By> agent = Optional.empty();
        private Channel highest = Channel.TEXT;
        private Optional<Instant> queuedAt = Optional.empty();
        private Optional<Instant> joinedAt = Optional.empty();
        private Optional<Instant> endedAt = Optional.empty();
        private Optional<Instant> closedAt = Optional.empty();
        private Optional<EndReason> endReason = Optional.empty();
        private Optional<Disposition> disposition = Optional.empty();
        private Optional<String> topic = Optional.empty();
        private Optional<Integer> rating = Optional.empty();
        private Optional<LeftMessage> message = Optional.empty();
        private long callSeconds;

        Draft() {}

        Draft(Outcome o) {
            trigger = o.trigger;
            why = o.why;
            agent = o.agent;
            highest = o.highest;
            queuedAt = o.queuedAt;
            joinedAt = o.joinedAt;
            endedAt = o.endedAt;
            closedAt = o.closedAt;
            endReason = o.endReason;
            disposition = o.disposition;
            topic = o.topic;
            rating = o.rating;
            message = o.message;
            callSeconds = o.callSeconds;
        }

        Outcome done() {
            return new Outcome(
                    trigger,
                    why,
                    agent,
                    highest,
                    queuedAt,
                    joinedAt,
                    endedAt,
                    closedAt,
                    endReason,
                    disposition,
                    topic,
                    rating,
                    message,
                    callSeconds);
        }
    }
}
