package dev.tandem.server.routing;

import dev.tandem.signaling.protocol.AgentId;
import dev.tandem.signaling.protocol.ConversationId;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Matches the waiting customers of one site with its agents: queue in order; of the agents who can
/// take somebody the least busy one, and of those the longest idle.
///
/// A function of what is so now; who rings already is not among the waiting, and counts as load of
/// the agent.
public final class Router {
    /// After everybody who is free has passed on a customer, the round starts again, but not at
    /// once. Who is busy is not waited for: a customer would wait beside an idle agent.
    static final Duration NEXT_ROUND = Duration.ofSeconds(15);

    private Router() {}

    /// Ring this agent for that customer.
    public record Match(ConversationId conversation, AgentId agent) {}

    public static List<Match> match(
            List<WaitingCustomer> waiting, List<AgentState> agents, Instant now) {
        Map<AgentId, AgentState> free = new HashMap<>();
        agents.forEach(a -> free.put(a.id(), a));
        List<Match> matches = new ArrayList<>();
        for (WaitingCustomer customer : inOrder(waiting)) {
            agentFor(customer, free, now)
                    .ifPresent(agent -> {
                        matches.add(new Match(customer.conversation(), agent.id()));
                        free.put(agent.id(), ringing(agent, customer));
                    });
        }
        return matches;
    }

    public static List<WaitingCustomer> inOrder(List<WaitingCustomer> waiting) {
        return waiting.stream().sorted(WaitingCustomer.ORDER).toList();
    }

    /// Whether anybody serves this queue at all, now or when done with somebody else.
    public static boolean isServed(String queue, List<AgentState> agents) {
        return agents.stream().anyMatch(a -> a.available() && a.queues().contains(queue));
    }

    private static Optional<AgentState> agentFor(
            WaitingCustomer customer, Map<AgentId, AgentState> agents, Instant now) {
        List<AgentState> free =
                agents.values().stream()
                        .filter(a -> a.canTake() && a.queues().contains(customer.queue()))
                        .toList();
        boolean everybodyPassed = free.stream().allMatch(a -> customer.passedBy().contains(a.id()));
        boolean newRound =
                everybodyPassed
                        && customer.quietSince()
                                .map(q -> !now.isBefore(q.plus(NEXT_ROUND)))
                                .orElse(true);
        return free.stream()
                .filter(a -> newRound || !customer.passedBy().contains(a.id()))
                .min(
                        Comparator.comparingInt(AgentState::load)
                                .thenComparing(AgentState::idleSince)
                                .thenComparing(a -> a.id().value()));
    }

    /// An agent who rings is not free for the next customer of this round, or for one conversation
    /// less.
    private static AgentState ringing(AgentState agent, WaitingCustomer customer) {
        return new AgentState(
                agent.id(),
                agent.queues(),
                agent.available(),
                agent.capacity(),
                agent.load() + 1,
                agent.onCall() || customer.isCall(),
                agent.idleSince());
    }
}
