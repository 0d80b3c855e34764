package dev.tandem.tests.simulation;

import dev.tandem.server.conversation.Conversation;
import dev.tandem.server.conversation.Phase;
import dev.tandem.server.conversation.Rules;
import dev.tandem.server.routing.AgentState;
import dev.tandem.server.routing.Router;
import dev.tandem.server.routing.WaitingCustomer;
import dev.tandem.signaling.protocol.AgentId;
import dev.tandem.signaling.protocol.CommandId;
import dev.tandem.signaling.protocol.ConversationId;
import dev.tandem.signaling.timeline.ConversationEvent;
import dev.tandem.signaling.timeline.TimelineEntry;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/// The rules that hold always, by their numbers:
///
/// 1. version grows by one per event; replay of the log equals the live state;
/// 2. nothing is acknowledged before it is committed, nothing acknowledged is lost;
/// 3. a repeated command id adds no event; a client shows every event exactly once, in order;
/// 4. at most one agent; the assistant never speaks without the floor, nor twice to one message;
/// 5. every phase that waits for somebody has a deadline, and silence leads to the end;
/// 6. no agent over capacity; nobody is skipped by one who came later;
/// 7. an explicit request for a human wins within one turn, whatever the settings;
/// 8. a call is held by the agent who is in it only, and music plays exactly while nobody talks;
/// 9. supervisors are in calls that are on and not their own, and take no agent's place.
final class Watch {
    private final Rules rules;
    private final Map<AgentId, Integer> capacity;
    private final Map<ConversationId, List<TimelineEntry>> logs = new LinkedHashMap<>();
    private final Map<ConversationId, Conversation> replayed = new HashMap<>();
    private final Map<ConversationId, Ledger> ledgers = new HashMap<>();

    Watch(Rules rules, Map<AgentId, Integer> capacity) {
        this.rules = rules;
        this.capacity = capacity;
    }

    /// These are committed next; nothing can stop them any more.
    void committing(ConversationId id, List<TimelineEntry> entries) {
        List<TimelineEntry> log = logs.computeIfAbsent(id, _ -> new ArrayList<>());
        ledgers.computeIfAbsent(id, _ -> new Ledger()).append(entries);
        for (TimelineEntry entry : entries) {
            if (entry.version() != log.size() + 1) {
                throw new Violation(1, "version " + entry.version() + " after " + log.size());
            }
            log.add(entry);
            replayed.compute(
                    id,
                    (_, before) ->
                            before == null ? Conversation.started(id, entry) : before.after(entry));
        }
        Conversation state = replayed.get(id);
        if (!(state.phase() instanceof Phase.Closed) && state.nextDeadline(rules).isEmpty()) {
            throw new Violation(5, id + " waits without a deadline in " + state.phase());
        }
        if (state.isOnHold() != ledgers.get(id).isOnHold()) {
            throw new Violation(8, id + " plays music at the wrong time: " + state.isOnHold());
        }
        Set<AgentId> supervising =
                state.media().supervisors().stream().map(s -> s.id()).collect(Collectors.toSet());
        if (!supervising.equals(ledgers.get(id).supervisors())) {
            throw new Violation(9, id + " is supervised by " + supervising);
        }
        capacity.forEach(this::withinCapacity);
    }

    private void withinCapacity(AgentId agent, int most) {
        long load = ledgers.values().stream().filter(l -> l.takes(agent)).count();
        if (load > most) {
            throw new Violation(6, agent + " has " + load + " conversations, not " + most);
        }
    }

    /// What an owner holds in memory now.
    void live(Conversation state) {
        Conversation expected = replayed.get(state.id());
        if (expected != null && expected.version() == state.version() && !expected.equals(state)) {
            throw new Violation(1, state.id() + " lives differently from its log");
        }
    }

    /// What an owner read from the log after it lost its memory.
    void reloaded(ConversationId id, List<TimelineEntry> log) {
        if (!log.equals(logs.getOrDefault(id, List.of()))) {
            throw new Violation(2, "the log of " + id + " has changed");
        }
    }

    /// @param adds whether the command added events, now or when it came first
    void acknowledged(ConversationId id, CommandId command, long version, boolean adds) {
        if (logs.getOrDefault(id, List.of()).size() < version
                || (adds && !ledgers.get(id).knows(command))) {
            throw new Violation(2, command + " was acknowledged and is not in the log of " + id);
        }
    }

    /// A client shows one more event.
    void shown(String client, ConversationId id, List<TimelineEntry> all) {
        List<TimelineEntry> log = logs.getOrDefault(id, List.of());
        TimelineEntry newest = all.getLast();
        if (newest.version() != all.size()
                || log.size() < all.size()
                || !log.get(all.size() - 1).equals(newest)) {
            throw new Violation(3, client + " shows " + newest + " as event " + all.size());
        }
    }

    void matched(
            List<WaitingCustomer> waiting, List<AgentState> agents, List<Router.Match> matches) {
        Map<AgentId, Integer> load = new HashMap<>();
        agents.forEach(a -> load.put(a.id(), a.load()));
        for (Router.Match match : matches) {
            WaitingCustomer served = find(waiting, match.conversation());
            for (WaitingCustomer other : waiting) {
                boolean before =
                        other.priority() == served.priority()
                                && other.since().isBefore(served.since())
                                && other.queue().equals(served.queue());
                boolean leftOut =
                        matches.stream()
                                .noneMatch(m -> m.conversation().equals(other.conversation()));
                if (before && leftOut && !other.passedBy().contains(match.agent())) {
                    throw new Violation(6, other + " was skipped for " + served);
                }
            }
            load.merge(match.agent(), 1, Integer::sum);
        }
        agents.forEach(a -> {
            if (load.get(a.id()) > Math.max(a.capacity(), a.load())) {
                throw new Violation(6, a + " was matched over its capacity");
            }
        });
    }

    private static WaitingCustomer find(List<WaitingCustomer> waiting, ConversationId id) {
        return waiting.stream().filter(w -> w.conversation().equals(id)).findFirst().orElseThrow();
    }

    /// After a long silence.
    void end() {
        logs.forEach((id, log) -> {
            Conversation again = Conversation.replay(id, log);
            if (!again.equals(replayed.get(id))) {
                throw new Violation(1, id + " replays differently");
            }
            if (!(again.phase() instanceof Phase.Closed)) {
                throw new Violation(5, id + " is still in " + again.phase());
            }
        });
    }

    /// Everything a client has of a conversation, after it has caught up.
    void caughtUp(String client, ConversationId id, int shown) {
        if (shown != logs.getOrDefault(id, List.of()).size()) {
            throw new Violation(3, client + " shows " + shown + " events of " + id);
        }
    }

    /// What has happened at all.
    Set<Class<? extends ConversationEvent>> kinds() {
        Set<Class<? extends ConversationEvent>> kinds = new HashSet<>();
        logs.values().forEach(log -> log.forEach(e -> kinds.add(e.event().getClass())));
        return kinds;
    }

    /// Everything, for the test that compares two runs of one seed.
    Map<ConversationId, List<TimelineEntry>> logs() {
        return Map.copyOf(logs);
    }
}
