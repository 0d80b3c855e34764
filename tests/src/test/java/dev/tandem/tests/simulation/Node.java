package dev.tandem.tests.simulation;

import dev.tandem.server.application.ConversationStore;
import dev.tandem.server.conversation.Conversation;
import dev.tandem.server.conversation.ConversationCommand;
import dev.tandem.server.conversation.Decision;
import dev.tandem.server.conversation.Opening;
import dev.tandem.server.conversation.SummaryComposer;
import dev.tandem.signaling.protocol.ClientCommand;
import dev.tandem.signaling.protocol.CommandId;
import dev.tandem.signaling.protocol.ConversationId;
import dev.tandem.signaling.protocol.RejectionCode;
import dev.tandem.signaling.timeline.ConversationEvent;
import dev.tandem.signaling.timeline.Details;
import dev.tandem.signaling.timeline.Participant;
import dev.tandem.signaling.timeline.TimelineEntry;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// An owner of conversations: load, decide, append, and only then answer, publish and react. There
/// are two, and each believes that it owns everything: the log has to keep them apart.
final class Node {
    private static final int ATTEMPTS = 3;

    private final World world;
    private final Map<ConversationId, Conversation> live = new HashMap<>();
    private final Map<ConversationId, Map<String, Client>> followers = new HashMap<>();
    private Duration skew = Duration.ZERO;
    private int epoch;

    Node(World world) {
        this.world = world;
    }

    /// Everything in memory is gone. What is under way in this process ends with it.
    void crash() {
        live.clear();
        followers.clear();
        epoch++;
    }

    void skew(Duration other) {
        skew = other;
    }

    /// Does it later, if this process still lives then.
    void later(Duration delay, Runnable doing) {
        int then = epoch;
        world.agenda()
                .after(
                        delay,
                        () -> {
                            if (epoch == then) {
                                doing.run();
                            }
                        });
    }

    // Commands

    Answer start(Participant customer, ClientCommand.Start wish) {
        ConversationId id = world.currentOrNext(customer);
        if (load(id).isPresent()) {
            return startAgain(id, customer, wish);
        }
        List<ConversationEvent> events =
                Opening.events(
                        id,
                        World.SITE,
                        World.customerId(customer),
                        Details.NOTHING,
                        Optional.empty(),
                        Optional.empty(),
                        wish,
                        world.available(),
                        world.rules(),
                        now(Optional.empty()));
        List<TimelineEntry> entries =
                entries(0, events, Optional.of(wish.id()), now(Optional.empty()));
        return switch (append(id, 0, entries, Optional.empty())) {
            case ConversationStore.AppendResult.Appended a ->
                    acknowledge(id, wish.id(), a.version(), true);
            case ConversationStore.AppendResult.Conflict _ -> startAgain(id, customer, wish);
            case ConversationStore.AppendResult.Unavailable _ -> Answer.UNAVAILABLE;
        };
    }

    private Answer startAgain(ConversationId id, Participant customer, ClientCommand.Start wish) {
        load(id);
        return attempt(
                id,
                Optional.of(wish.id()),
                new ConversationCommand.StartedAgain(customer, wish, world.available()));
    }

    Answer ask(Participant by, ClientCommand.InConversation wish) {
        return attempt(
                wish.conversation(),
                Optional.of(wish.id()),
                new ConversationCommand.Asked(by, wish, world.available()));
    }

    Answer act(ConversationId id, ConversationCommand command) {
        return attempt(id, Optional.empty(), command);
    }

    private Answer attempt(
            ConversationId id, Optional<CommandId> cause, ConversationCommand command) {
        for (int i = 0; i < ATTEMPTS; i++) {
            Optional<Conversation> before = load(id);
            if (before.isEmpty()) {
                return new Answer.No(RejectionCode.NO_SUCH_CONVERSATION);
            }
            Instant now = now(before);
            switch (world.parts().decider().decide(before.get(), command, world.rules(), now)) {
                case Decision.Rejected no -> {
                    return new Answer.No(no.code());
                }
                case Decision.Repeated again -> {
                    return acknowledge(id, cause.orElseThrow(), again.version(), true);
                }
                case Decision.Accepted yes -> {
                    long version = before.get().version();
                    if (yes.events().isEmpty()) {
                        return cause.map(c -> acknowledge(id, c, version, false))
                                .orElseGet(() -> new Answer.Yes(id, version));
                    }
                    List<TimelineEntry> entries = entries(version, yes.events(), cause, now);
                    switch (append(id, version, entries, before)) {
                        case ConversationStore.AppendResult.Appended a -> {
                            return cause.map(c -> acknowledge(id, c, a.version(), true))
                                    .orElseGet(() -> new Answer.Yes(id, a.version()));
                        }
                        case ConversationStore.AppendResult.Conflict _ -> live.remove(id);
                        case ConversationStore.AppendResult.Unavailable _ -> {
                            live.remove(id);
                            return Answer.UNAVAILABLE;
                        }
                    }
                }
            }
        }
        return Answer.UNAVAILABLE;
    }

    private Answer acknowledge(ConversationId id, CommandId command, long version, boolean adds) {
        world.watch().acknowledged(id, command, version, adds);
        return new Answer.Yes(id, version);
    }

    private static List<TimelineEntry> entries(
            long version, List<ConversationEvent> events, Optional<CommandId> cause, Instant now) {
        List<TimelineEntry> entries = new ArrayList<>();
        events.forEach(
                e -> entries.add(new TimelineEntry(version + entries.size() + 1, now, cause, e)));
        return entries;
    }

    /// The store sometimes breaks before it has committed, and sometimes just after.
    private ConversationStore.AppendResult append(
            ConversationId id,
            long expected,
            List<TimelineEntry> entries,
            Optional<Conversation> before) {
        if (world.fails(0.02)) {
            return new ConversationStore.AppendResult.Unavailable("before the commit");
        }
        boolean commits = world.versionOf(id) == expected;
        if (commits) {
            world.watch().committing(id, entries);
        }
        if (!commits && !isFoldable(id, entries, before)) {
            return new ConversationStore.AppendResult.Conflict();
        }
        Conversation next = fold(id, entries, before);
        ConversationStore.AppendResult result =
                world.store()
                        .append(
                                new ConversationStore.Append(
                                        id,
                                        expected,
                                        entries,
                                        SummaryComposer.compose(next, world.rules())));
        if (commits != (result instanceof ConversationStore.AppendResult.Appended)) {
            throw new Violation(2, "the log let " + entries + " in, or kept it out");
        }
        if (commits && world.fails(0.02)) {
            return new ConversationStore.AppendResult.Unavailable("after the commit");
        }
        if (commits) {
            live.put(id, next);
            world.watch().live(next);
            publish(id, entries);
            react(next);
        }
        return result;
    }

    private static Conversation fold(
            ConversationId id, List<TimelineEntry> entries, Optional<Conversation> before) {
        Conversation state = before.orElseGet(() -> Conversation.started(id, entries.getFirst()));
        for (TimelineEntry entry : entries.subList(before.isPresent() ? 0 : 1, entries.size())) {
            state = state.after(entry);
        }
        return state;
    }

    /// What a broken part decides against an old state need not make sense.
    private static boolean isFoldable(
            ConversationId id, List<TimelineEntry> entries, Optional<Conversation> before) {
        try {
            fold(id, entries, before);
            return true;
        } catch (ClassCastException e) {
            return false;
        }
    }

    /// Loads what is not in memory, and takes up what was promised before memory was lost.
    Optional<Conversation> load(ConversationId id) {
        if (!live.containsKey(id)) {
            List<TimelineEntry> log = world.store().read(id, 0, Integer.MAX_VALUE);
            world.watch().reloaded(id, log);
            if (!log.isEmpty()) {
                Conversation state = Conversation.replay(id, log);
                live.put(id, state);
                world.watch().live(state);
                react(state);
            }
        }
        return Optional.ofNullable(live.get(id));
    }

    // What follows

    private void react(Conversation state) {
        world.assistant().after(state, this);
        world.desk().changed(state);
        state.nextDeadline(world.rules())
                .ifPresent(d -> {
                    Duration in = Duration.between(world.agenda().now().plus(skew), d);
                    later(in.isNegative() ? Duration.ZERO : in, () -> passTime(state.id()));
                });
    }

    void passTime(ConversationId id) {
        act(id, new ConversationCommand.PassTime(world.available()));
    }

    private void publish(ConversationId id, List<TimelineEntry> entries) {
        followers.getOrDefault(id, Map.of()).values().forEach(client -> tell(client, id, entries));
    }

    /// Answers `resume`: what is missing, and then live.
    void follow(ConversationId id, long afterVersion, Client client) {
        if (load(id).isPresent()) {
            tell(client, id, world.store().read(id, afterVersion, Integer.MAX_VALUE));
            followers.computeIfAbsent(id, _ -> new LinkedHashMap<>()).put(client.name(), client);
        }
    }

    private void tell(Client client, ConversationId id, List<TimelineEntry> entries) {
        world.network(() -> entries.forEach(e -> client.hear(id, e)));
    }

    private Instant now(Optional<Conversation> state) {
        Instant now = world.agenda().now().plus(skew);
        return state.map(Conversation::lastAt).filter(now::isBefore).orElse(now);
    }
}
