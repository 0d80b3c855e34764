package dev.tandem.server.memory;

import dev.tandem.server.application.ConversationStore;
import dev.tandem.server.conversation.ConversationSummary;
import dev.tandem.server.conversation.PhaseKind;
import dev.tandem.signaling.protocol.ConversationId;
import dev.tandem.signaling.protocol.CustomerId;
import dev.tandem.signaling.protocol.SiteKey;
import dev.tandem.signaling.timeline.ConversationEvent;
import dev.tandem.signaling.timeline.TimelineEntry;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/// The event log in memory. Lists are found by walking over all conversations, which is fine for
/// the thousands that fit.
public final class MemoryConversationStore implements ConversationStore {
    /// A conversation at one moment. A class and no record, so that replacing one compares the
    /// object and not its events.
    private static final class Stored {
        final List<TimelineEntry> entries;
        final ConversationSummary summary;

        Stored(List<TimelineEntry> entries, ConversationSummary summary) {
            this.entries = entries;
            this.summary = summary;
        }
    }

    private record SiteCustomer(SiteKey site, CustomerId customer) {}

    private final ConcurrentHashMap<ConversationId, Stored> conversations =
            new ConcurrentHashMap<>();
    private final ConcurrentHashMap<SiteCustomer, ConversationId> open = new ConcurrentHashMap<>();

    @Override
    public AppendResult append(Append append) {
        SiteCustomer customer =
                new SiteCustomer(append.summary().site(), append.summary().customer());
        boolean appended =
                append.expectedVersion() == 0 ? begin(append, customer) : goOn(append, customer);
        return appended
                ? new AppendResult.Appended(append.newVersion())
                : new AppendResult.Conflict();
    }

    private boolean begin(Append append, SiteCustomer customer) {
        boolean claims = !append.summary().phase().isOver();
        if (claims && open.putIfAbsent(customer, append.id()) != null) {
            return false;
        }
        boolean begun =
                conversations.putIfAbsent(
                                append.id(), new Stored(append.entries(), append.summary()))
                        == null;
        if (claims && !begun) {
            open.remove(customer, append.id());
        }
        return begun;
    }

    private boolean goOn(Append append, SiteCustomer customer) {
        @Nullable Stored before = conversations.get(append.id());
        if (before == null || before.summary.version() != append.expectedVersion()) {
            return false;
        }
        List<TimelineEntry> entries =
                Stream.concat(before.entries.stream(), append.entries().stream()).toList();
        if (!conversations.replace(append.id(), before, new Stored(entries, append.summary()))) {
            return false;
        }
        if (append.summary().phase().isOver()) {
            open.remove(customer, append.id());
        }
        return true;
    }

    @Override
    public List<TimelineEntry> read(ConversationId id, long afterVersion, int max) {
        @Nullable Stored stored = conversations.get(id);
        if (stored == null) {
            return List.of();
        }
        return stored.entries.stream().skip(afterVersion).limit(max).toList();
    }

    @Override
    public List<ConversationEvent> recordings(ConversationId id) {
        @Nullable Stored stored = conversations.get(id);
        return stored == null
                ? List.of()
                : stored.entries.stream()
                        .map(TimelineEntry::event)
                        .filter(e ->
                                e instanceof ConversationEvent.RecordingStarted
                                        || e instanceof ConversationEvent.RecordingDeleted)
                        .toList();
    }

    @Override
    public Optional<ConversationSummary> summary(ConversationId id) {
        return Optional.ofNullable(conversations.get(id)).map(stored -> stored.summary);
    }

    @Override
    public Optional<ConversationSummary> openOf(SiteKey site, CustomerId customer) {
        return of(site).filter(s -> s.customer().equals(customer) && !s.phase().isOver())
                .findFirst();
    }

    @Override
    public int countOf(SiteKey site, CustomerId customer) {
        return (int)
                of(site).filter(s -> s.customer().equals(customer) && s.phase().isOver()).count();
    }

    @Override
    public List<ConversationSummary> overdue(Instant now, int max) {
        return all().filter(s -> s.nextDeadline().filter(at -> !at.isAfter(now)).isPresent())
                .sorted(Comparator.comparing(s -> s.nextDeadline().orElseThrow()))
                .limit(max)
                .toList();
    }

    @Override
    public List<ConversationSummary> unfinished(SiteKey site) {
        return of(site).filter(s -> s.phase() != PhaseKind.CLOSED)
                .sorted(Comparator.comparing(ConversationSummary::startedAt))
                .toList();
    }

    @Override
    public GoingOn goingOn(SiteKey site, int max) {
        List<ConversationSummary> all =
                of(site).filter(s -> !s.phase().isOver())
                        .sorted(
                                Comparator.comparingInt(
                                                (ConversationSummary s) -> urgency(s.phase()))
                                        .thenComparing(MemoryConversationStore::since)
                                        .thenComparing(s -> s.id().value()))
                        .toList();
        return new GoingOn(all.stream().limit(max).toList(), all.size());
    }

    private static int urgency(PhaseKind phase) {
        return switch (phase) {
            case WAITING, RINGING -> 0;
            case WITH_AGENT -> 1;
            case WITH_ASSISTANT, GATHERING, WRAP_UP, CLOSED -> 2;
        };
    }

    private static Instant since(ConversationSummary s) {
        return (urgency(s.phase()) == 0 ? s.queuedAt() : s.phaseSince()).orElse(s.startedAt());
    }

    @Override
    public Messages messages(SiteKey site, int max) {
        List<ConversationSummary> all =
                of(site).filter(s -> s.messageAt().isPresent())
                        .sorted(
                                Comparator.comparing((ConversationSummary s) ->
                                                s.messageAt().orElseThrow())
                                        .thenComparing(s -> s.id().value()))
                        .toList();
        return new Messages(all.stream().limit(max).toList(), all.size());
    }

    @Override
    public List<ConversationSummary> history(
            SiteKey site, Optional<Instant> startedBefore, int limit) {
        return newest(of(site), startedBefore, limit);
    }

    @Override
    public List<ConversationSummary> historyOf(
            SiteKey site, CustomerId customer, Optional<Instant> startedBefore, int limit) {
        return newest(of(site).filter(s -> s.customer().equals(customer)), startedBefore, limit);
    }

    private static List<ConversationSummary> newest(
            Stream<ConversationSummary> summaries, Optional<Instant> startedBefore, int limit) {
        return summaries
                .filter(s -> startedBefore.filter(at -> !s.startedAt().isBefore(at)).isEmpty())
                .sorted(Comparator.comparing(ConversationSummary::startedAt).reversed())
                .limit(limit)
                .toList();
    }

    private Stream<ConversationSummary> of(SiteKey site) {
        return all().filter(s -> s.site().equals(site));
    }

    private Stream<ConversationSummary> all() {
        return conversations.values().stream().map(stored -> stored.summary);
    }
}
