package dev.tandem.server.conversation;

import dev.tandem.signaling.timeline.Disposition;
import dev.tandem.signaling.timeline.EndReason;
import dev.tandem.signaling.timeline.Signal;
import dev.tandem.signaling.timeline.Trigger;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// What history tells of a conversation beside its words: why a person came, when, how it ended.
public record Outcome(
        Optional<Trigger> trigger,
        List<Signal> why,
        Optional<Instant> queuedAt,
        Optional<Instant> joinedAt,
        Optional<Instant> endedAt,
        Optional<Instant> closedAt,
        Optional<EndReason> endReason,
        Optional<Disposition> disposition,
        Optional<String> topic,
        Optional<Integer> rating,
        long callSeconds) {
    static final Outcome OPEN =
            new Outcome(
                    Optional.empty(),
                    List.of(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    0);

    Outcome escalated(Trigger t, List<Signal> signals) {
        return new Outcome(
                Optional.of(t),
                signals,
                queuedAt,
                joinedAt,
                endedAt,
                closedAt,
                endReason,
                disposition,
                topic,
                rating,
                callSeconds);
    }

    Outcome queued(Instant at) {
        return new Outcome(
                trigger,
                why,
                Optional.of(queuedAt.orElse(at)),
                joinedAt,
                endedAt,
                closedAt,
                endReason,
                disposition,
                topic,
                rating,
                callSeconds);
    }

    Outcome joined(Instant at) {
        return new Outcome(
                trigger,
                why,
                queuedAt,
                Optional.of(joinedAt.orElse(at)),
                endedAt,
                closedAt,
                endReason,
                disposition,
                topic,
                rating,
                callSeconds);
    }

    Outcome ended(Instant at, EndReason reason) {
        return new Outcome(
                trigger,
                why,
                queuedAt,
                joinedAt,
                Optional.of(at),
                closedAt,
                Optional.of(reason),
                disposition,
                topic,
                rating,
                callSeconds);
    }

    Outcome wrappedUp(Disposition d, Optional<String> t) {
        return new Outcome(
                trigger,
                why,
                queuedAt,
                joinedAt,
                endedAt,
                closedAt,
                endReason,
                Optional.of(d),
                t,
                rating,
                callSeconds);
    }

    Outcome closed(Instant at) {
        return new Outcome(
                trigger,
                why,
                queuedAt,
                joinedAt,
                endedAt,
                Optional.of(at),
                endReason,
                disposition,
                topic,
                rating,
                callSeconds);
    }

    Outcome rated(int score) {
        return new Outcome(
                trigger,
                why,
                queuedAt,
                joinedAt,
                endedAt,
                closedAt,
                endReason,
                disposition,
                topic,
                Optional.of(score),
                callSeconds);
    }

    Outcome talked(long seconds) {
        return new Outcome(
                trigger,
                why,
                queuedAt,
                joinedAt,
                endedAt,
                closedAt,
                endReason,
                disposition,
                topic,
                rating,
                callSeconds + seconds);
    }
}
