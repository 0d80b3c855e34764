package dev.tandem.tests.simulation;

import dev.tandem.server.conversation.Conversation;
import dev.tandem.signaling.protocol.ClientCommand;
import dev.tandem.signaling.protocol.CommandId;
import dev.tandem.signaling.protocol.ConversationId;
import dev.tandem.signaling.timeline.Participant;
import dev.tandem.signaling.timeline.TimelineEntry;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// A browser as the protocol wants it: sends what was not answered again, in order and with the
/// same ids; drops what it has; resumes at a gap.
final class Client {
    private static final Duration RETRY = Duration.ofSeconds(5);
    private static final Duration GAP = Duration.ofSeconds(1);

    private final World world;
    private final String name;
    private final Participant who;
    private final Map<CommandId, ClientCommand> unanswered = new LinkedHashMap<>();
    private final Map<ConversationId, List<TimelineEntry>> shown = new LinkedHashMap<>();
    private final LinkedHashMap<ConversationId, Conversation> views = new LinkedHashMap<>();
    private final Set<ConversationId> gaps = new HashSet<>();
    private boolean retrying;

    Client(World world, String name, Participant who) {
        this.world = world;
        this.name = name;
        this.who = who;
    }

    String name() {
        return name;
    }

    Participant who() {
        return who;
    }

    // Commands

    void send(ClientCommand command) {
        unanswered.put(command.id(), command);
        deliver(command);
        retryLater();
    }

    private void deliver(ClientCommand command) {
        Node node = world.someNode();
        world.network(() -> {
            Answer answer =
                    switch (command) {
                        case ClientCommand.Start start -> node.start(who, start);
                        case ClientCommand.InConversation wish -> node.ask(who, wish);
                        case ClientCommand.SetPresence _ -> throw new IllegalStateException();
                    };
            world.network(() -> answered(command, answer));
        });
    }

    private void answered(ClientCommand command, Answer answer) {
        if (answer.isUnavailable()) {
            return;
        }
        unanswered.remove(command.id());
        if (answer instanceof Answer.Yes yes && !shown.containsKey(yes.conversation())) {
            follow(yes.conversation());
        }
    }

    private void retryLater() {
        if (!retrying) {
            retrying = true;
            world.agenda()
                    .after(
                            RETRY,
                            () -> {
                                retrying = false;
                                if (!unanswered.isEmpty()) {
                                    reconnect();
                                }
                            });
        }
    }

    /// A new socket: resume everything, and send again what was not answered.
    void reconnect() {
        shown.keySet().forEach(this::resume);
        List.copyOf(unanswered.values()).forEach(this::deliver);
        if (!unanswered.isEmpty()) {
            retryLater();
        }
    }

    boolean isWaitingForAnswers() {
        return !unanswered.isEmpty();
    }

    // Events

    void follow(ConversationId id) {
        shown.computeIfAbsent(id, _ -> new ArrayList<>());
        resume(id);
    }

    private void resume(ConversationId id) {
        Node node = world.someNode();
        int have = shown.get(id).size();
        world.network(() -> node.follow(id, have, this));
    }

    void hear(ConversationId id, TimelineEntry entry) {
        List<TimelineEntry> all = shown.computeIfAbsent(id, _ -> new ArrayList<>());
        if (entry.version() <= all.size()) {
            return;
        }
        if (entry.version() > all.size() + 1L) {
            if (gaps.add(id)) {
                world.agenda()
                        .after(
                                GAP,
                                () -> {
                                    gaps.remove(id);
                                    resume(id);
                                });
            }
            return;
        }
        all.add(entry);
        world.watch().shown(name, id, all);
        views.compute(
                id,
                (_, before) ->
                        before == null ? Conversation.started(id, entry) : before.after(entry));
    }

    /// The newest conversation, as far as this browser knows.
    Optional<Conversation> view() {
        return views.isEmpty() ? Optional.empty() : Optional.of(views.lastEntry().getValue());
    }

    void caughtUp() {
        shown.forEach((id, all) -> world.watch().caughtUp(name, id, all.size()));
    }
}
