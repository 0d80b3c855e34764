package dev.tandem.server.application;

import dev.tandem.server.conversation.Availability;
import dev.tandem.server.conversation.Conversation;
import dev.tandem.server.conversation.ConversationCommand;
import dev.tandem.server.conversation.Decision;
import dev.tandem.server.conversation.Opening;
import dev.tandem.server.conversation.Rules;
import dev.tandem.server.conversation.SummaryComposer;
import dev.tandem.signaling.protocol.ClientCommand;
import dev.tandem.signaling.protocol.ClientMessage;
import dev.tandem.signaling.protocol.CommandId;
import dev.tandem.signaling.protocol.ConversationId;
import dev.tandem.signaling.protocol.RejectionCode;
import dev.tandem.signaling.protocol.ServerMessage;
import dev.tandem.signaling.protocol.SiteKey;
import dev.tandem.signaling.timeline.ConversationEvent;
import dev.tandem.signaling.timeline.Participant;
import dev.tandem.signaling.timeline.Role;
import dev.tandem.signaling.timeline.TimelineEntry;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.function.Predicate;

/// One conversation at its owner: load, decide, append, and only then answer, publish and react.
/// Everything here runs on the mailbox's thread.
final class OwnedConversation {
    private static final Logger log = LoggerFactory.getLogger(OwnedConversation.class);

    /// Somebody else wrote first: load and decide again, so often. More means two owners, and the
    /// store has decided for the other one.
    static final int ATTEMPTS = 3;

    private final ConversationId id;
    private final Mailbox mailbox;
    private final ConversationStore store;
    private final Rules rules;
    private final InstantSource clock;
    private final AvailabilitySource availability;
    private final TimelineView view;
    private final List<Reaction> reactions;
    private final Doer doer;
    private final ConversationCalls calls;
    private final DraftNow draft = new DraftNow();
    private final Map<String, Follower> followers = new LinkedHashMap<>();
    private Optional<Conversation> state = Optional.empty();

    OwnedConversation(
            ConversationId id,
            Mailbox mailbox,
            ConversationStore store,
            Rules rules,
            InstantSource clock,
            AvailabilitySource availability,
            CallControl calls,
            TimelineView view,
            List<Reaction> reactions,
            Doer doer) {
        this.id = id;
        this.mailbox = mailbox;
        this.store = store;
        this.rules = rules;
        this.clock = clock;
        this.availability = availability;
        this.view = view;
        this.reactions = reactions;
        this.doer = doer;
        this.calls = new ConversationCalls(id, calls, doer, mailbox);
    }

    Mailbox mailbox() {
        return mailbox;
    }

    boolean isNeeded() {
        return !followers.isEmpty() || calls.isLive();
    }

    // Commands

    void start(CustomerIdentity who, ClientCommand.Start wish, CompletableFuture<AskOutcome> done) {
        answer(
                done,
                () -> {
                    load();
                    return state.isPresent() ? startAgain(who, wish) : begin(who, wish);
                });
    }

    private AskOutcome begin(CustomerIdentity who, ClientCommand.Start wish) {
        Availability available = availability.of(who.site());
        List<ConversationEvent> events =
                Opening.events(
                        id,
                        who.site(),
                        who.customer(),
                        who.vouched(),
                        who.segment(),
                        who.user(),
                        wish,
                        available,
                        rules,
                        now());
        List<TimelineEntry> entries = entries(0, events, Optional.of(wish.id()));
        Conversation next = Conversation.replay(id, entries);
        return switch (append(0, entries, next)) {
            case ConversationStore.AppendResult.Appended a -> {
                committed(next, entries);
                yield new AskOutcome.Accepted(id, a.version());
            }
            case ConversationStore.AppendResult.Conflict _ -> {
                load();
                yield state.isEmpty() ? ConversationService.unavailable() : startAgain(who, wish);
            }
            case ConversationStore.AppendResult.Unavailable _ -> ConversationService.unavailable();
        };
    }

    private AskOutcome startAgain(CustomerIdentity who, ClientCommand.Start wish) {
        return attempt(
                Optional.of(wish.id()),
                c ->
                        c.decide(
                                new ConversationCommand.StartedAgain(
                                        who.participant(), wish, available(c)),
                                rules,
                                now()));
    }

    void ask(
            Participant by,
            String socket,
            ClientCommand.InConversation wish,
            CompletableFuture<AskOutcome> done) {
        answer(
                done,
                () -> {
                    load();
                    state.ifPresent(c -> calls.acted(c, by, socket));
                    return attempt(
                            Optional.of(wish.id()),
                            c ->
                                    c.decide(
                                            new ConversationCommand.Asked(by, wish, available(c)),
                                            rules,
                                            now()));
                });
    }

    void act(ConversationCommand command, CompletableFuture<AskOutcome> done) {
        answer(
                done,
                () -> {
                    load();
                    return attempt(Optional.empty(), c -> c.decide(command, rules, now()));
                });
    }

    /// After a restart: whatever the state promises is found and kept.
    void wake() {
        try {
            load();
        } catch (StoreUnavailableException e) {
            log.warn("Could not take up {}: {}", id, e.getMessage());
        }
    }

    private interface Work {
        AskOutcome run();
    }

    private static void answer(CompletableFuture<AskOutcome> done, Work work) {
        try {
            done.complete(work.run());
        } catch (StoreUnavailableException e) {
            done.complete(ConversationService.unavailable());
        } catch (RuntimeException e) {
            done.complete(ConversationService.unavailable());
            throw e;
        }
    }

    private AskOutcome attempt(Optional<CommandId> cause, Function<Conversation, Decision> decide) {
        for (int i = 0; i < ATTEMPTS; i++) {
            if (state.isEmpty()) {
                return new AskOutcome.Rejected(
                        RejectionCode.NO_SUCH_CONVERSATION, "no such conversation");
            }
            Conversation before = state.get();
            switch (decide.apply(before)) {
                case Decision.Rejected no -> {
                    return new AskOutcome.Rejected(no.code(), no.message());
                }
                case Decision.Repeated again -> {
                    return new AskOutcome.Accepted(id, again.version());
                }
                case Decision.Accepted yes -> {
                    if (yes.events().isEmpty()) {
                        return new AskOutcome.Accepted(id, before.version());
                    }
                    List<TimelineEntry> entries = entries(before.version(), yes.events(), cause);
                    Conversation next = before;
                    for (TimelineEntry entry : entries) {
                        next = next.after(entry);
                    }
                    switch (append(before.version(), entries, next)) {
                        case ConversationStore.AppendResult.Appended a -> {
                            committed(next, entries);
                            return new AskOutcome.Accepted(id, a.version());
                        }
                        case ConversationStore.AppendResult.Conflict _ -> catchUp(before);
                        case ConversationStore.AppendResult.Unavailable u -> {
                            log.warn("Could not append to {}: {}", id, u.reason());
                            state = Optional.empty();
                            return ConversationService.unavailable();
                        }
                    }
                }
            }
        }
        return ConversationService.unavailable();
    }

    /// Somebody else wrote, in the moment in which a conversation changes its owner: those who
    /// follow here hear of it, too.
    private void catchUp(Conversation before) {
        reload();
        if (state.isPresent()) {
            publish(read(before.version()));
            calls.after(state.get(), followers.values());
            react(state.get(), List.of());
        }
    }

    private List<TimelineEntry> entries(
            long version, List<ConversationEvent> events, Optional<CommandId> cause) {
        Instant at = now();
        List<TimelineEntry> entries = new ArrayList<>();
        for (ConversationEvent event : events) {
            entries.add(new TimelineEntry(version + entries.size() + 1, at, cause, event));
        }
        return entries;
    }

    private ConversationStore.AppendResult append(
            long expected, List<TimelineEntry> entries, Conversation next) {
        return store.append(
                new ConversationStore.Append(
                        id, expected, entries, SummaryComposer.compose(next, rules)));
    }

    private void committed(Conversation next, List<TimelineEntry> entries) {
        state = Optional.of(next);
        publish(entries);
        calls.after(next, followers.values());
        react(next, entries);
    }

    private void react(Conversation next, List<TimelineEntry> entries) {
        reactions.forEach(r -> r.after(next, entries, doer));
    }

    private void publish(List<TimelineEntry> entries) {
        for (Follower follower : followers.values()) {
            for (TimelineEntry entry : entries) {
                follower.hear(
                        new ServerMessage.Entry(id, view.seenBy(follower.who().role(), entry)));
            }
        }
    }

    // Followers

    void follow(long afterVersion, Follower follower) {
        try {
            load();
            if (state.filter(follower::maySee).isEmpty()) {
                follower.refused(id, RejectionCode.NO_SUCH_CONVERSATION, "no such conversation");
                return;
            }
            Conversation c = state.get();
            for (TimelineEntry entry : read(afterVersion)) {
                if (entry.version() <= c.version()) {
                    follower.hear(
                            new ServerMessage.Entry(id, view.seenBy(follower.who().role(), entry)));
                }
            }
            if (follower.who().role() == Role.CUSTOMER) {
                draft.in(c).ifPresent(follower::hear);
            }
            follower.hear(new ServerMessage.CaughtUp(id, c.version()));
            followers.put(follower.id(), follower);
            calls.joined(c, follower, followers.values());
        } catch (StoreUnavailableException e) {
            follower.refused(id, RejectionCode.UNAVAILABLE, "could not be read now");
        }
    }

    void unfollow(String followerId) {
        Follower gone = followers.remove(followerId);
        if (gone != null) {
            calls.left(gone);
        }
    }

    void tell(Role role, ServerMessage message) {
        if (message instanceof ServerMessage.AssistantDrafting d && !draft.takes(d, state)) {
            return;
        }
        followers.values().stream()
                .filter(f -> f.who().role() == role)
                .forEach(f -> f.hear(message));
    }

    void signal(String followerId, ClientMessage.ForSocket message) {
        Follower from = followers.get(followerId);
        if (from == null || state.isEmpty()) {
            return;
        }
        if (message instanceof ClientMessage.Typing typing) {
            if (!state.get().isTalking(from.who())) {
                return;
            }
            Role role = from.who().role();
            ServerMessage heard =
                    new ServerMessage.Typing(
                            id, role.isAtDesk() ? Role.AGENT : role, typing.typing());
            followers.values().stream()
                    .filter(f -> !f.who().isSameAs(from.who()))
                    .forEach(f -> f.hear(heard));
        } else {
            calls.signal(from, message, followers.values());
        }
    }

    /// Another node owns it now. The call stays on its bridge; the new owner finds it there.
    void release() {
        followers.clear();
        state = Optional.empty();
        calls.release();
        reactions.forEach(r -> r.released(id));
    }

    void reportTo(Predicate<SiteKey> sites, Desks desks) {
        state.filter(c -> sites.test(c.site())).map(DeskView::of).ifPresent(desks::changed);
    }

    ConversationCalls calls() {
        return calls;
    }

    // Log

    /// Whoever asks first after memory was lost, the promises are found again: an append that
    /// failed after its commit has told nobody that somebody waits.
    private void load() {
        if (state.isEmpty()) {
            reload();
            if (followers.isEmpty()) {
                state.ifPresent(calls::found);
            }
            state.ifPresent(c -> react(c, List.of()));
        }
    }

    private void reload() {
        List<TimelineEntry> log = read(0);
        state = log.isEmpty() ? Optional.empty() : Optional.of(Conversation.replay(id, log));
    }

    private List<TimelineEntry> read(long afterVersion) {
        return store.readAll(id, afterVersion);
    }

    private Availability available(Conversation c) {
        return availability.of(c.site());
    }

    /// Whole microseconds, as the store keeps them, and never before the conversation's last event.
    private Instant now() {
        Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        return state.map(Conversation::lastAt).filter(now::isBefore).orElse(now);
    }
}
