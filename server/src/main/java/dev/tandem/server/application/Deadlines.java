package dev.tandem.server.application;

import dev.tandem.server.conversation.Conversation;
import dev.tandem.server.conversation.ConversationCommand;
import dev.tandem.server.conversation.ConversationSummary;
import dev.tandem.server.conversation.Rules;
import dev.tandem.signaling.protocol.ConversationId;
import dev.tandem.signaling.timeline.TimelineEntry;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/// Keeps the deadlines of the conversations that this node owns: a timer for each, and a look into
/// the store for those that nobody holds in memory.
public final class Deadlines implements Reaction, AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(Deadlines.class);

    /// How often the store is asked for what is overdue: the most that a forgotten promise is late.
    static final Duration SWEEP = Duration.ofSeconds(5);

    /// Overdue conversations taken up in one sweep.
    static final int SWEEP_MAX = 200;

    /// Deadlines further away than this are left to the sweep.
    static final Duration HORIZON = Duration.ofMinutes(30);

    private final Rules rules;
    private final InstantSource clock;
    private final AvailabilitySource availability;
    private final ScheduledExecutorService timer =
            Executors.newSingleThreadScheduledExecutor(
                    Thread.ofPlatform().name("deadlines").daemon().factory());
    private final ConcurrentHashMap<ConversationId, ScheduledFuture<?>> timers =
            new ConcurrentHashMap<>();

    public Deadlines(Rules rules, InstantSource clock, AvailabilitySource availability) {
        this.rules = rules;
        this.clock = clock;
        this.availability = availability;
    }

    @Override
    public void after(Conversation state, List<TimelineEntry> entries, Doer doer) {
        Duration in =
                state.nextDeadline(rules)
                        .map(d -> Duration.between(clock.instant(), d))
                        .orElse(HORIZON.plusSeconds(1));
        if (in.compareTo(HORIZON) > 0) {
            released(state.id());
            return;
        }
        // A millisecond late rather than early: the deadline itself has passed when it is looked
        // at.
        long millis = Math.max(0, in.toMillis()) + 1;
        timers.compute(
                state.id(),
                (id, old) -> {
                    if (old != null) {
                        old.cancel(false);
                    }
                    return timer.schedule(
                            () -> passTime(state, doer), millis, TimeUnit.MILLISECONDS);
                });
    }

    @Override
    public void released(ConversationId conversation) {
        ScheduledFuture<?> old = timers.remove(conversation);
        if (old != null) {
            old.cancel(false);
        }
    }

    private void passTime(Conversation state, Doer doer) {
        timers.remove(state.id());
        doer.act(state.id(), new ConversationCommand.PassTime(availability.of(state.site())));
    }

    /// Begins to look for overdue conversations that no memory holds.
    ///
    /// @param isMine whether this node owns that conversation
    public void sweep(ConversationStore store, Predicate<ConversationId> isMine, Doer doer) {
        timer.scheduleWithFixedDelay(
                () -> Thread.startVirtualThread(() -> sweepOnce(store, isMine, doer)),
                SWEEP.toMillis(),
                SWEEP.toMillis(),
                TimeUnit.MILLISECONDS);
    }

    private void sweepOnce(ConversationStore store, Predicate<ConversationId> isMine, Doer doer) {
        try {
            Instant now = clock.instant();
            for (ConversationSummary late : store.overdue(now, SWEEP_MAX)) {
                if (isMine.test(late.id())) {
                    doer.act(
                            late.id(),
                            new ConversationCommand.PassTime(availability.of(late.site())));
                }
            }
        } catch (StoreUnavailableException e) {
            log.warn("Could not look for overdue conversations: {}", e.getMessage());
        }
    }

    @Override
    public void close() {
        timer.shutdownNow();
    }
}
