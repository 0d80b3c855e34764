package dev.tandem.server.application;

import dev.tandem.server.conversation.Availability;
import dev.tandem.server.conversation.Conversation;
import dev.tandem.server.conversation.ConversationCommand;
import dev.tandem.server.conversation.HandoffComposer;
import dev.tandem.server.conversation.Phase;
import dev.tandem.server.conversation.Queues;
import dev.tandem.server.routing.AgentState;
import dev.tandem.server.routing.Router;
import dev.tandem.server.routing.WaitEstimate;
import dev.tandem.server.routing.WaitingCustomer;
import dev.tandem.signaling.protocol.AgentId;
import dev.tandem.signaling.protocol.ConversationId;
import dev.tandem.signaling.protocol.OfferId;
import dev.tandem.signaling.protocol.Presence;
import dev.tandem.signaling.protocol.ServerMessage;
import dev.tandem.signaling.protocol.SiteKey;
import dev.tandem.signaling.timeline.Channel;
import dev.tandem.signaling.timeline.ChannelOption;
import dev.tandem.signaling.timeline.OfferEnd;
import dev.tandem.signaling.timeline.Role;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Supplier;

/// The router's shell for one site: who waits, who is there, who rings. One owner, one mailbox; the
/// choice itself is [Router]'s. Everything here is rebuilt from conversations and sockets after a
/// restart.
final class SiteDesk {
    /// A desk that reloads is back within this; then its offer moves on.
    static final Duration RELOAD = Duration.ofSeconds(5);

    /// An agent whose connection stays away for longer has lost the conversation to the queue's
    /// head.
    static final Duration AGENT_AWAY = Duration.ofSeconds(60);

    /// How old a preview in the inbox may be.
    static final Duration PREVIEWS = Duration.ofMillis(200);

    /// Handling times that the estimate looks at.
    static final int RECENT = 20;

    private final SiteKey site;
    private final InstantSource clock;
    private final CallControl.Timer timer;
    private final Supplier<OfferId> offerIds;
    private final Mailbox mailbox;
    private final Doer doer;
    private final Settings settings;
    private final Consumer<Availability> publish;

    private final Map<AgentId, AgentSeat> agents = new LinkedHashMap<>();
    private final Map<ConversationId, Conversation> conversations = new LinkedHashMap<>();
    private final Map<ConversationId, OfferId> ringing = new HashMap<>();

    /// Rung, but not heard of yet: takes the agent's capacity already.
    private final Map<ConversationId, AgentId> matching = new HashMap<>();

    private final Deque<Long> handled = new ArrayDeque<>();

    SiteDesk(
            SiteKey site,
            InstantSource clock,
            CallControl.Timer timer,
            Supplier<OfferId> offerIds,
            Mailbox mailbox,
            Doer doer,
            Settings settings,
            Consumer<Availability> publish) {
        this.site = site;
        this.clock = clock;
        this.timer = timer;
        this.offerIds = offerIds;
        this.mailbox = mailbox;
        this.doer = doer;
        this.settings = settings;
        this.publish = publish;
    }

    // Conversations

    /// A conversation is in this state now.
    void changed(Conversation c) {
        Conversation before = conversations.get(c.id());
        if (before != null && before.version() >= c.version()) {
            return;
        }
        if (!(c.phase() instanceof Phase.Waiting)) {
            matching.remove(c.id()); // still waiting, a ring that is under way may still come
        }
        boolean concerns =
                switch (c.phase()) {
                    case Phase.Waiting _, Phase.Ringing _, Phase.WithAgent _, Phase.WrapUp _ ->
                            true;
                    case Phase.WithAssistant _, Phase.Gathering _, Phase.Closed _ -> false;
                };
        if (!concerns && before == null) {
            return;
        }
        if (concerns) {
            conversations.put(c.id(), c);
        } else {
            conversations.remove(c.id());
        }
        stopRinging(c, before);
        if (c.phase() instanceof Phase.Ringing p && !p.offer().equals(ringing.get(c.id()))) {
            ring(c, p);
        }
        if (before != null
                && before.phase() instanceof Phase.WithAgent p
                && !(c.phase() instanceof Phase.WithAgent)) {
            talked(before, p.agent());
        }
        boolean onlyWords =
                before != null
                        && before.phase().equals(c.phase())
                        && before.media().equals(c.media());
        if (onlyWords) {
            settleSoon();
        } else {
            seatLostAgent(c);
            settle();
        }
    }

    private void ring(Conversation c, Phase.Ringing p) {
        ringing.put(c.id(), p.offer());
        seat(p.agent()).ifPresent(s -> s.tell(ringing(c, p)));
        if (seat(p.agent()).filter(AgentSeat::isConnected).isEmpty()) {
            later(RELOAD, () -> endOfferIfGone(c.id(), p.offer(), p.agent()));
        }
    }

    private ServerMessage ringing(Conversation c, Phase.Ringing p) {
        return new ServerMessage.OfferRinging(
                p.offer(),
                c.id(),
                p.waiting().channel(),
                HandoffComposer.compose(c),
                (int) Duration.between(p.waiting().since(), clock.instant()).toSeconds(),
                p.expiresAt());
    }

    private void stopRinging(Conversation c, @Nullable Conversation before) {
        if (before == null
                || !(before.phase() instanceof Phase.Ringing was)
                || (c.phase() instanceof Phase.Ringing is && is.offer().equals(was.offer()))) {
            return;
        }
        ringing.remove(c.id());
        Optional<OfferEnd> outcome =
                switch (c.phase()) {
                    case Phase.WithAgent _ -> Optional.empty();
                    case Phase.Waiting _, Phase.Ringing _ ->
                            Optional.of(
                                    clock.instant().isBefore(was.expiresAt())
                                            ? OfferEnd.PASSED
                                            : OfferEnd.EXPIRED);
                    case Phase.WithAssistant _, Phase.Gathering _, Phase.WrapUp _, Phase.Closed _ ->
                            Optional.of(OfferEnd.WITHDRAWN);
                };
        seat(was.agent())
                .ifPresent(s -> {
                    s.tell(new ServerMessage.OfferClosed(was.offer(), c.id(), outcome));
                    // Nobody answered at a desk that was there: it rings for nobody until told
                    // otherwise.
                    if (outcome.filter(o -> o == OfferEnd.EXPIRED).isPresent()) {
                        s.presence(Presence.BREAK, clock.instant());
                    }
                });
    }

    private void talked(Conversation before, AgentId agent) {
        Instant now = clock.instant();
        handled.addLast(Duration.between(before.phaseSince(), now).toSeconds());
        if (handled.size() > RECENT) {
            handled.removeFirst();
        }
        seat(agent).ifPresent(s -> s.idleFrom(now));
    }

    // Agents

    void connect(AgentAccount account, Follower desk) {
        AgentSeat seat =
                agents.computeIfAbsent(
                        account.id(),
                        _ -> new AgentSeat(account, stored(account.id()), clock.instant()));
        seat.add(desk);
        conversations.values().stream()
                .filter(c -> c.phase() instanceof Phase.Ringing p && p.agent().equals(account.id()))
                .forEach(c -> desk.hear(ringing(c, (Phase.Ringing) c.phase())));
        settle();
        seat.repeat(desk);
    }

    void disconnect(AgentId agent, String followerId) {
        Optional<AgentSeat> seat = seat(agent).filter(s -> s.remove(followerId));
        if (seat.isEmpty() || seat.get().isConnected()) {
            return;
        }
        int absence = seat.get().absence();
        conversations.values().stream()
                .filter(c -> c.phase() instanceof Phase.Ringing p && p.agent().equals(agent))
                .forEach(c ->
                        later(
                                RELOAD,
                                () ->
                                        endOfferIfGone(
                                                c.id(),
                                                ((Phase.Ringing) c.phase()).offer(),
                                                agent)));
        later(AGENT_AWAY, () -> loseIfAway(agent, absence));
        settle();
    }

    void presence(AgentId agent, Presence presence) {
        seat(agent)
                .ifPresent(s -> {
                    if (isOnCall(agent)) {
                        s.presenceAfterCall(presence);
                    } else {
                        s.presence(presence, clock.instant());
                    }
                    store(agent, presence);
                    settle();
                });
    }

    private void endOfferIfGone(ConversationId id, OfferId offer, AgentId agent) {
        if (seat(agent).filter(AgentSeat::isConnected).isEmpty()) {
            doer.act(id, new ConversationCommand.EndOffer(offer, OfferEnd.AGENT_GONE));
        }
    }

    /// A conversation whose agent has no desk, as after a restart, is watched until the desk is
    /// back.
    private void seatLostAgent(Conversation c) {
        if (c.phase() instanceof Phase.WithAgent p
                && seat(p.agent()).filter(AgentSeat::isConnected).isEmpty()) {
            int absence = seat(p.agent()).map(AgentSeat::absence).orElse(0);
            later(AGENT_AWAY, () -> loseIfAway(p.agent(), absence));
        }
    }

    private void loseIfAway(AgentId agent, int absence) {
        boolean back =
                seat(agent).filter(s -> s.isConnected() || s.absence() != absence).isPresent();
        if (back) {
            return;
        }
        conversations.values().stream()
                .filter(c -> c.phase() instanceof Phase.WithAgent p && p.agent().equals(agent))
                .forEach(c -> doer.act(c.id(), new ConversationCommand.LoseAgent(agent)));
    }

    // What follows

    /// Offers what can be offered, and tells everybody what is so now.
    private void settle() {
        agents.values().stream()
                .filter(s -> !isOnCall(s.account().id()))
                .forEach(s -> s.applyPending(clock.instant()));
        List<AgentState> states = agents.values().stream().map(this::state).toList();
        List<WaitingCustomer> waiting = waiting();
        for (Router.Match match : Router.match(waiting, states, clock.instant())) {
            matching.put(match.conversation(), match.agent());
            String name = seat(match.agent()).orElseThrow().account().name();
            doer.act(
                            match.conversation(),
                            new ConversationCommand.Ring(offerIds.get(), match.agent(), name))
                    .thenAccept(outcome -> mailbox.offer(() -> answered(match, outcome)));
        }
        if (!waiting.isEmpty()) {
            lookAgain();
        }
        publish.accept(availability(states, waiting.size()));
        tellDesks();
        tellPlaces(states);
    }

    /// What the ring has become is known by now; it told it before it answered.
    private void answered(Router.Match match, AskOutcome outcome) {
        matching.remove(match.conversation(), match.agent());
        if (outcome instanceof AskOutcome.Rejected) {
            lookAgain();
        }
    }

    private boolean soon;

    /// Words change previews only: told a few times a second, not with every message of everybody.
    private void settleSoon() {
        if (!soon) {
            soon = true;
            later(
                    PREVIEWS,
                    () -> {
                        soon = false;
                        settle();
                    });
        }
    }

    private boolean looking;

    /// Passed-on customers get another round after a while, and places are told again.
    private void lookAgain() {
        if (!looking) {
            looking = true;
            later(
                    RELOAD,
                    () -> {
                        looking = false;
                        settle();
                    });
        }
    }

    private List<WaitingCustomer> waiting() {
        List<WaitingCustomer> waiting = new ArrayList<>();
        for (Conversation c : conversations.values()) {
            if (c.phase() instanceof Phase.Waiting w && !matching.containsKey(c.id())) {
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

    private AgentState state(AgentSeat seat) {
        AgentId id = seat.account().id();
        return new AgentState(
                id,
                Set.copyOf(seat.account().queues()),
                seat.isAvailable(),
                seat.account().capacity(),
                (int) conversations.values().stream().filter(c -> takes(c, id)).count(),
                isOnCall(id) || isCalled(id),
                seat.idleSince());
    }

    private boolean takes(Conversation c, AgentId agent) {
        return isWith(c, agent) || agent.equals(matching.get(c.id()));
    }

    /// A call that still rings takes the agent as wholly as one that is on.
    private boolean isCalled(AgentId agent) {
        return conversations.values().stream()
                .filter(c -> takes(c, agent))
                .anyMatch(c -> c.waiting().filter(w -> w.channel().isCall()).isPresent());
    }

    private static boolean isWith(Conversation c, AgentId agent) {
        return switch (c.phase()) {
            case Phase.Ringing p -> p.agent().equals(agent);
            case Phase.WithAgent p -> p.agent().equals(agent);
            case Phase.WrapUp p -> p.agent().equals(agent);
            case Phase.WithAssistant _, Phase.Gathering _, Phase.Waiting _, Phase.Closed _ -> false;
        };
    }

    private boolean isOnCall(AgentId agent) {
        return conversations.values().stream()
                .anyMatch(c ->
                        c.phase() instanceof Phase.WithAgent p
                                && p.agent().equals(agent)
                                && c.media().call().isPresent());
    }

    private Availability availability(List<AgentState> states, int ahead) {
        if (!Router.isServed(Queues.DEFAULT, states)) {
            return Availability.NOBODY;
        }
        Optional<Integer> wait =
                WaitEstimate.of(ahead + 1, states, Queues.DEFAULT, List.copyOf(handled))
                        .map(d -> (int) d.toSeconds());
        List<ChannelOption> options = new ArrayList<>();
        for (Channel channel : Channel.values()) {
            options.add(new ChannelOption(channel, wait));
        }
        return new Availability(options);
    }

    private void tellDesks() {
        List<ServerMessage.InboxItem> waiting =
                conversations.values().stream()
                        .filter(c -> c.waiting().isPresent())
                        .map(InboxItems::of)
                        .toList();
        for (AgentSeat seat : agents.values()) {
            List<ServerMessage.InboxItem> mine =
                    conversations.values().stream()
                            .filter(c ->
                                    !(c.phase() instanceof Phase.Ringing)
                                            && isWith(c, seat.account().id()))
                            .map(InboxItems::of)
                            .toList();
            seat.tellInbox(mine, waiting);
        }
    }

    private void tellPlaces(List<AgentState> states) {
        List<WaitingCustomer> line =
                Router.inOrder(
                        conversations.values().stream()
                                .filter(c -> c.waiting().isPresent())
                                .map(c -> {
                                    Phase.Waiting w = c.waiting().get();
                                    return new WaitingCustomer(
                                            c.id(),
                                            w.queue(),
                                            w.channel().isCall(),
                                            0,
                                            w.since(),
                                            w.passedBy(),
                                            Optional.empty());
                                })
                                .toList());
        for (int i = 0; i < line.size(); i++) {
            Optional<Integer> wait =
                    WaitEstimate.of(i + 1, states, line.get(i).queue(), List.copyOf(handled))
                            .map(d -> (int) d.toSeconds());
            ConversationId id = line.get(i).conversation();
            doer.tell(id, Role.CUSTOMER, new ServerMessage.QueuePlace(id, i + 1, wait));
        }
    }

    private Optional<AgentSeat> seat(AgentId agent) {
        return Optional.ofNullable(agents.get(agent));
    }

    private void later(Duration delay, Runnable task) {
        timer.after(delay, () -> mailbox.offer(task));
    }

    private Presence stored(AgentId agent) {
        return settings.get("presence." + agent).map(Presence::valueOf).orElse(Presence.AVAILABLE);
    }

    private void store(AgentId agent, Presence presence) {
        settings.put("presence." + agent, presence.name());
    }

    SiteKey site() {
        return site;
    }
}
