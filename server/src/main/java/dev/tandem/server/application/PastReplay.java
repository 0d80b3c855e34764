package dev.tandem.server.application;

import dev.tandem.server.conversation.ConversationSummary;
import dev.tandem.server.escalation.EscalationSettings;
import dev.tandem.server.escalation.Observation;
import dev.tandem.server.escalation.Past;
import dev.tandem.server.escalation.PolicyBook;
import dev.tandem.server.escalation.Replay;
import dev.tandem.server.escalation.Replayed;
import dev.tandem.server.escalation.Vocabulary;
import dev.tandem.signaling.protocol.SiteKey;
import dev.tandem.signaling.timeline.TimelineEntry;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.function.LongSupplier;

/// Replays the newest conversations of a site under another version of its policy. Changes nothing.
/// Blocks.
public final class PastReplay {
    /// Conversations looked at, the newest first; and events of each.
    public static final int CONVERSATIONS = 500;

    public static final int EVENTS = 500;

    /// After so long it ends with what it has.
    public static final Duration WITHIN = Duration.ofMinutes(2);

    /// Replays at once in this process: they read every message again, and processors are for
    /// customers.
    public static final int AT_ONCE = 1;

    /// Conversations in one read.
    private static final int PAGE = 50;

    private final ConversationStore store;
    private final Assistant assistant;
    private final Vocabulary words;
    private final LongSupplier nanos;
    private final Semaphore places = new Semaphore(AT_ONCE);

    /// @param assistant asked what its answer to a message would be where the given one is not
    ///   stored; quick and without cost
    public PastReplay(
            ConversationStore store, Assistant assistant, Vocabulary words, LongSupplier nanos) {
        this.store = store;
        this.assistant = assistant;
        this.words = words;
        this.nanos = nanos;
    }

    /// Told after every conversation.
    public interface Listener {
        /// @return whether anybody still wants to know
        boolean replayed(Replayed soFar);
    }

    /// @param since when the oldest one began that was looked at
    /// @param whole not ended by [#WITHIN]
    public record Found(Replayed result, Optional<Instant> since, boolean whole) {}

    /// Empty if too many replay already.
    public Optional<Found> run(
            SiteKey site, PolicyBook book, EscalationSettings tried, Listener listener) {
        if (!places.tryAcquire()) {
            return Optional.empty();
        }
        try {
            return Optional.of(
                    replay(site, book, new Replay(book.live().settings(), tried, words), listener));
        } finally {
            places.release();
        }
    }

    private Found replay(SiteKey site, PolicyBook book, Replay replay, Listener listener) {
        long end = nanos.getAsLong() + WITHIN.toNanos();
        Replayed sum = Replayed.NOTHING;
        Optional<Instant> since = Optional.empty();
        List<ConversationSummary> page = store.history(site, since, PAGE);
        while (!page.isEmpty()) {
            for (ConversationSummary summary : page) {
                if (sum.conversations() == CONVERSATIONS) {
                    return new Found(sum, since, true);
                }
                List<TimelineEntry> log = store.read(summary.id(), 0, EVENTS);
                if (!log.isEmpty()) {
                    Past past = Past.of(summary.id(), log);
                    sum = sum.plus(replay.of(past, m -> observed(book, m)));
                }
                since = Optional.of(summary.startedAt());
                if (!listener.replayed(sum) || nanos.getAsLong() - end > 0) {
                    return new Found(sum, since, false);
                }
            }
            page = store.history(site, since, PAGE);
        }
        return new Found(sum, since, true);
    }

    private Observation observed(PolicyBook book, Past.Message message) {
        return AssistantTurns.observed(
                assistant,
                message.state(),
                message.turn(),
                message.band()
                        .or(() ->
                                Optional.of(
                                        assistant.answer(message.state(), message.turn()).band())),
                book.waitIn(message.stored()));
    }
}
