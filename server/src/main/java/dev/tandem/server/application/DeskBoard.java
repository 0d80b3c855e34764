package dev.tandem.server.application;

import dev.tandem.server.conversation.Phase;
import dev.tandem.server.conversation.PhaseKind;
import dev.tandem.server.routing.AgentState;
import dev.tandem.server.routing.Router;
import dev.tandem.server.routing.WaitingCustomer;
import dev.tandem.signaling.protocol.AgentId;
import dev.tandem.signaling.protocol.ConversationId;
import dev.tandem.signaling.protocol.ServerMessage;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/// What a site's desk knows of its conversations, and what follows from that: who waits in which
/// order, and what each agent has. Belongs to the desk's mailbox.
final class DeskBoard {
    /// Conversations that are over, of which a late word may still come from another node.
    static final int REMEMBERED = 1_000;

    private final Map<ConversationId, DeskView> conversations = new LinkedHashMap<>();

    /// Rung, but not heard of yet: takes the agent's capacity already.
    private final Map<ConversationId, AgentId> matching = new HashMap<>();

    private final Map<ConversationId, Long> over =
            new LinkedHashMap<>() {
                @Override
                protected boolean removeEldestEntry(Map.Entry<ConversationId, Long> eldest) {
                    return size() > REMEMBERED;
                }
            };

    /// Whether conversations in this phase wait or take an agent's capacity.
    static boolean concerns(PhaseKind phase) {
        return switch (phase) {
            case WAITING, RINGING, WITH_AGENT, WRAP_UP -> true;
            case WITH_ASSISTANT, GATHERING, CLOSED -> false;
        };
    }

    /// Whether this says more than what is known.
    boolean isNews(DeskView view) {
        DeskView known = conversations.get(view.id());
        if (known != null) {
            return known.version() < view.version();
        }
        return view.concernsTheDesk() && over.getOrDefault(view.id(), 0L) < view.version();
    }

    /// Takes it in; what was known before.
    Optional<DeskView> put(DeskView view) {
        if (!(view.phase() instanceof Phase.Waiting) && view.asks().isEmpty()) {
            matching.remove(view.id()); // still waiting, a ring that is under way may still come
        }
        if (view.concernsTheDesk()) {
            return Optional.ofNullable(conversations.put(view.id(), view));
        }
        over.put(view.id(), view.version());
        return Optional.ofNullable(conversations.remove(view.id()));
    }

    void rung(Router.Match match) {
        matching.put(match.conversation(), match.agent());
    }

    void ringAnswered(Router.Match match) {
        matching.remove(match.conversation(), match.agent());
    }

    Stream<DeskView> ringingFor(AgentId agent) {
        return conversations.values().stream().filter(c -> c.ringsAt(agent));
    }

    Stream<DeskView> talkingTo(AgentId agent) {
        return conversations.values().stream().filter(c -> c.talksTo(agent));
    }

    /// Those for whom an agent can be looked for.
    List<WaitingCustomer> unmatched() {
        return conversations.values().stream()
                .filter(c -> c.phase() instanceof Phase.Waiting && !matching.containsKey(c.id()))
                .map(DeskBoard::customer)
                .toList();
    }

    /// Those whose agent asks a colleague to take over, whose desk is to ring.
    List<DeskView> asking() {
        return conversations.values().stream()
                .filter(c -> c.asks().isPresent() && !matching.containsKey(c.id()))
                .toList();
    }

    /// Everybody who waits, in the order of their places.
    List<WaitingCustomer> line() {
        return Router.inOrder(
                conversations.values().stream()
                        .filter(c -> c.waiting().isPresent())
                        .map(DeskBoard::customer)
                        .toList());
    }

    private static WaitingCustomer customer(DeskView c) {
        Phase.Waiting w = c.waiting().orElseThrow();
        return new WaitingCustomer(
                c.id(),
                w.queue(),
                w.channel().isCall(),
                0,
                w.since(),
                w.passedBy(),
                w.passedBy().isEmpty() ? Optional.empty() : Optional.of(c.phaseSince()));
    }

    AgentState state(AgentSeat seat) {
        AgentId id = seat.agent().id();
        List<DeskView> taken =
                conversations.values().stream()
                        .filter(c -> c.takes(id) || id.equals(matching.get(c.id())))
                        .toList();
        // A call that still rings takes the agent as wholly as one that is on.
        boolean isCalled =
                taken.stream()
                        .anyMatch(c ->
                                c.waiting().filter(w -> w.channel().isCall()).isPresent()
                                        || (c.onCall() && !c.talksTo(id)));
        return new AgentState(
                id,
                Set.copyOf(seat.agent().queues()),
                seat.isAvailable(),
                seat.agent().capacity(),
                taken.size(),
                isCalled || isOnCall(id),
                seat.idleSince());
    }

    boolean isOnCall(AgentId agent) {
        return talkingTo(agent).anyMatch(DeskView::onCall);
    }

    /// The inbox of this agent; what rings stands in the queue.
    List<ServerMessage.InboxItem> linesOf(AgentId agent) {
        return conversations.values().stream()
                .filter(c -> !(c.phase() instanceof Phase.Ringing) && c.isWith(agent))
                .map(DeskView::line)
                .toList();
    }

    List<ServerMessage.InboxItem> waitingLines() {
        return conversations.values().stream()
                .filter(c -> c.waiting().isPresent())
                .map(DeskView::line)
                .toList();
    }
}
