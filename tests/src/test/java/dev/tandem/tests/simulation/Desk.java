package dev.tandem.tests.simulation;

import dev.tandem.server.conversation.Availability;
import dev.tandem.server.conversation.Conversation;
import dev.tandem.server.conversation.ConversationCommand;
import dev.tandem.server.conversation.Phase;
import dev.tandem.server.conversation.Queues;
import dev.tandem.server.routing.AgentState;
import dev.tandem.server.routing.Router;
import dev.tandem.server.routing.WaitingCustomer;
import dev.tandem.signaling.protocol.AgentId;
import dev.tandem.signaling.protocol.CallId;
import dev.tandem.signaling.protocol.ConversationId;
import dev.tandem.signaling.protocol.OfferId;
import dev.tandem.signaling.timeline.CallEndReason;
import dev.tandem.signaling.timeline.CallHeard;
import dev.tandem.signaling.timeline.Channel;
import dev.tandem.signaling.timeline.ChannelOption;
import dev.tandem.signaling.timeline.OfferEnd;
import dev.tandem.signaling.timeline.Participant;
import dev.tandem.signaling.timeline.Role;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Where the real router gets what it decides on, and where its matches go. Lives in the first
/// node's process and dies with it.
final class Desk {
    private static final Duration RELOAD = Duration.ofSeconds(5);
    private static final Duration AWAY = Duration.ofSeconds(60);

    private final World world;
    private final Map<AgentId, Integer> capacity;
    private final Map<ConversationId, Conversation> known = new LinkedHashMap<>();

    /// Matched, and not heard of yet: takes the agent's capacity already.
    private final Map<ConversationId, AgentId> matched = new LinkedHashMap<>();

    private final Set<AgentId> present = new HashSet<>();
    private final Map<AgentId, Instant> idleSince = new LinkedHashMap<>();
    private int offers;
    private boolean looking;
    private boolean blind;

    Desk(World world, Map<AgentId, Integer> capacity) {
        this.world = world;
        this.capacity = capacity;
        capacity.keySet().forEach(a -> idleSince.put(a, world.agenda().now()));
    }

    /// A desk that has lost its memory matches nobody before it knows everybody again.
    ///
    /// @param loading takes up every conversation that is not closed
    void restart(Runnable loading) {
        known.clear();
        matched.clear();
        looking = false;
        blind = true;
        loading.run();
        blind = false;
        settle();
    }

    // What happens

    void changed(Conversation state) {
        Conversation before = known.get(state.id());
        if (before != null && before.version() >= state.version()) {
            return;
        }
        known.put(state.id(), state);
        if (!(state.phase() instanceof Phase.Waiting) && asks(state).isEmpty()) {
            matched.remove(state.id());
        }
        if (before != null && before.phase() instanceof Phase.WithAgent p) {
            idleSince.put(p.agent(), world.agenda().now());
        }
        if (before != null
                && before.phase() instanceof Phase.Ringing p
                && state.phase() instanceof Phase.Waiting
                && !world.agenda().now().isBefore(p.expiresAt())
                && world.dice().chance(0.5)) {
            present.remove(p.agent());
        }
        settle();
    }

    void present(AgentId agent) {
        if (present.add(agent)) {
            idleSince.put(agent, world.agenda().now());
            settle();
        }
    }

    void absent(AgentId agent) {
        present.remove(agent);
        world.node(0)
                .later(
                        RELOAD,
                        () -> {
                            if (!present.contains(agent)) {
                                ringingAt(agent)
                                        .forEach(c ->
                                                world.node(0)
                                                        .act(
                                                                c.id(),
                                                                new ConversationCommand.EndOffer(
                                                                        c.phase()
                                                                                .ring()
                                                                                .orElseThrow()
                                                                                .offer(),
                                                                        OfferEnd.AGENT_GONE)));
                            }
                        });
        world.node(0)
                .later(
                        AWAY,
                        () -> {
                            if (!present.contains(agent)) {
                                in(agent, Phase.WithAgent.class)
                                        .forEach(c ->
                                                world.node(0)
                                                        .act(
                                                                c.id(),
                                                                new ConversationCommand.LoseAgent(
                                                                        agent)));
                            }
                        });
    }

    // What the router decides on

    void settle() {
        if (blind) {
            return;
        }
        known.values().stream()
                .filter(c -> asks(c).isPresent() && !matched.containsKey(c.id()))
                .toList()
                .forEach(c -> askColleague(c.id(), asks(c).get()));
        List<WaitingCustomer> waiting = waiting();
        List<AgentState> agents = capacity.keySet().stream().map(this::state).toList();
        Instant now = world.agenda().now();
        List<Router.Match> matches = world.parts().matcher().match(waiting, agents, now);
        world.watch().matched(waiting, agents, matches);
        matches.forEach(this::ringSoon);
        if (!waiting.isEmpty() && !looking && !world.isSilent()) {
            looking = true;
            world.node(0)
                    .later(
                            RELOAD,
                            () -> {
                                looking = false;
                                settle();
                            });
        }
    }

    private void ringSoon(Router.Match match) {
        matched.put(match.conversation(), match.agent());
        OfferId offer = new OfferId("offer-" + ++offers);
        world.node(0).later(world.dice().upTo(Duration.ofSeconds(2)), () -> ring(match, offer));
    }

    private void askColleague(ConversationId id, AgentId to) {
        if (capacity.containsKey(to) && state(to).canTake()) {
            ringSoon(new Router.Match(id, to));
        } else {
            world.node(0)
                    .later(
                            world.dice().upTo(Duration.ofSeconds(2)),
                            () ->
                                    world.node(0)
                                            .act(id, new ConversationCommand.RefuseTransfer(to)));
        }
    }

    private static Optional<AgentId> asks(Conversation c) {
        return c.phase() instanceof Phase.WithAgent p
                ? p.transfer().filter(t -> t.ring().isEmpty()).map(Phase.Transfer::to)
                : Optional.empty();
    }

    List<Conversation> ringingAt(AgentId agent) {
        return known.values().stream()
                .filter(c -> c.phase().ring().filter(r -> r.agent().equals(agent)).isPresent())
                .toList();
    }

    private void ring(Router.Match match, OfferId offer) {
        Answer answer =
                world.node(0)
                        .act(
                                match.conversation(),
                                new ConversationCommand.Ring(
                                        offer, match.agent(), match.agent().value()));
        if (answer.isUnavailable()) {
            // It may ring or not: the place is kept until the conversation has been looked at.
            world.node(0)
                    .later(
                            RELOAD,
                            () -> {
                                world.node(0).load(match.conversation());
                                matched.remove(match.conversation());
                                settle();
                            });
        } else {
            matched.remove(match.conversation());
        }
    }

    private List<WaitingCustomer> waiting() {
        List<WaitingCustomer> waiting = new ArrayList<>();
        for (Conversation c : known.values()) {
            if (c.phase() instanceof Phase.Waiting w && !matched.containsKey(c.id())) {
                waiting.add(
                        new WaitingCustomer(
                                c.id(),
                                w.queue(),
                                w.channel().isCall(),
                                0,
                                w.since(),
                                w.passedBy(),
                                w.passedBy().isEmpty()
                                        ? Optional.empty()
                                        : Optional.of(c.phaseSince())));
            }
        }
        return waiting;
    }

    private AgentState state(AgentId agent) {
        long load =
                known.values().stream()
                                .filter(c -> !agent.equals(matched.get(c.id())))
                                .filter(c -> takes(c, agent))
                                .count()
                        + matched.values().stream().filter(agent::equals).count();
        boolean onCall =
                known.values().stream()
                        .filter(c -> takes(c, agent) || agent.equals(matched.get(c.id())))
                        .anyMatch(c ->
                                c.waiting().filter(w -> w.channel().isCall()).isPresent()
                                        || c.media().call().isPresent());
        return new AgentState(
                agent,
                Set.of(Queues.DEFAULT),
                present.contains(agent),
                capacity.get(agent),
                (int) load,
                onCall,
                idleSince.get(agent));
    }

    /// A disk is full, or what was recorded is old enough: of this call, or of one that is over.
    void loseRecordings() {
        for (Conversation c : List.copyOf(known.values())) {
            CallId call = c.media().call().map(k -> k.id()).orElse(new CallId(c.id() + "-1"));
            world.node(0)
                    .act(
                            c.id(),
                            switch (world.dice().below(3)) {
                                case 0 -> new ConversationCommand.FailRecording(call);
                                case 1 ->
                                        new ConversationCommand.MeasureCall(
                                                call,
                                                List.of(
                                                        new CallHeard(
                                                                Role.AGENT,
                                                                4.1,
                                                                0.4,
                                                                7,
                                                                30,
                                                                0,
                                                                0,
                                                                Optional.of(96),
                                                                Optional.of(
                                                                        Participant.agent(
                                                                                new AgentId("a"),
                                                                                "A")))));
                                default ->
                                        new ConversationCommand.DeleteRecording(
                                                call, Optional.empty());
                            });
        }
    }

    /// An agent's browser is lost to the call, with the desk or without it.
    void loseParty() {
        for (Conversation c : List.copyOf(known.values())) {
            Optional<AgentId> gone =
                    world.dice().chance(0.5) ? c.phase().consulted() : c.phase().servedBy();
            CallId call = c.media().call().map(k -> k.id()).orElse(new CallId("none"));
            gone.ifPresent(
                    a -> world.node(0).act(c.id(), new ConversationCommand.LoseParty(call, a)));
        }
    }

    /// A bridge dies: calls go on over another one, or end.
    void loseBridge() {
        for (Conversation c : List.copyOf(known.values())) {
            c.media()
                    .call()
                    .ifPresent(call ->
                            world.node(0)
                                    .act(
                                            c.id(),
                                            world.dice().chance(0.7)
                                                    ? new ConversationCommand.MoveCall(call.id())
                                                    : new ConversationCommand.EndCall(
                                                            call.id(), CallEndReason.NO_BRIDGE)));
        }
    }

    /// Their browsers are gone.
    void loseSupervisors() {
        for (Conversation c : List.copyOf(known.values())) {
            c.media()
                    .call()
                    .ifPresent(call ->
                            world.node(0)
                                    .act(
                                            c.id(),
                                            new ConversationCommand.LoseSupervisor(
                                                    call.id(), World.SUPERVISOR)));
        }
    }

    List<Conversation> onCall() {
        return known.values().stream().filter(c -> c.media().call().isPresent()).toList();
    }

    /// Those in which a message was left that nobody has come for, answered or not.
    List<Conversation> withMessage() {
        return known.values().stream().filter(c -> c.outcome().message().isPresent()).toList();
    }

    List<Conversation> in(AgentId agent, Class<? extends Phase> phase) {
        return known.values().stream()
                .filter(c -> phase.isInstance(c.phase()) && isWith(c, agent))
                .toList();
    }

    private static boolean takes(Conversation c, AgentId agent) {
        return isWith(c, agent)
                || c.phase().ring().filter(r -> r.agent().equals(agent)).isPresent();
    }

    private static boolean isWith(Conversation c, AgentId agent) {
        return c.phase().consulted().filter(agent::equals).isPresent() || serves(c, agent);
    }

    private static boolean serves(Conversation c, AgentId agent) {
        return switch (c.phase()) {
            case Phase.Ringing p -> p.agent().equals(agent);
            case Phase.WithAgent p -> p.agent().equals(agent);
            case Phase.WrapUp p -> p.agent().equals(agent);
            case Phase.WithAssistant _, Phase.Gathering _, Phase.Waiting _, Phase.Closed _ -> false;
        };
    }

    Availability available() {
        List<AgentState> agents = capacity.keySet().stream().map(this::state).toList();
        if (!Router.isServed(Queues.DEFAULT, agents)) {
            return Availability.NOBODY;
        }
        List<ChannelOption> options = new ArrayList<>();
        for (Channel channel : Channel.values()) {
            options.add(new ChannelOption(channel, Optional.empty()));
        }
        return new Availability(options);
    }
}
