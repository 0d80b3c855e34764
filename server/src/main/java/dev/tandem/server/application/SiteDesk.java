package dev.tandem.server.application;

import dev.tandem.server.conversation.Availability;
import dev.tandem.server.conversation.ConversationCommand;
import dev.tandem.server.conversation.ConversationSummary;
import dev.tandem.server.conversation.Phase;
import dev.tandem.server.routing.AgentState;
import dev.tandem.server.routing.Router;
import dev.tandem.server.routing.WaitingCustomer;
import dev.tandem.signaling.protocol.AgentId;
import dev.tandem.signaling.protocol.ConversationId;
import dev.tandem.signaling.protocol.OfferId;
import dev.tandem.signaling.protocol.Presence;
import dev.tandem.signaling.protocol.RejectionCode;
import dev.tandem.signaling.protocol.ServerMessage;
import dev.tandem.signaling.timeline.OfferEnd;
import dev.tandem.signaling.timeline.Role;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Supplier;

/// The router's shell for one site: who waits, who is there, who rings. One owner, one mailbox; the
/// choice is [Router]'s, what is known of conversations is on the [DeskBoard]. All of it is made
/// again from conversations and sockets after a restart, or on another node.
final class SiteDesk {
    /// A desk that reloads is back within this; then its offer moves on.
    static final Duration RELOAD = Duration.ofSeconds(5);

    /// An agent whose connection stays away for longer has lost the conversation to the queue's
    /// head.
    static final Duration AGENT_AWAY = Duration.ofSeconds(60);

    /// How old a preview in the inbox may be.
    static final Duration PREVIEWS = Duration.ofMillis(200);

    /// A desk that has just opened rings nobody before it has heard of everybody who waits or takes
    /// an agent's capacity, or for so long.
    static final Duration OPENING = Duration.ofSeconds(5);

    /// A ring of which nobody knows whether it was stored takes the agent's capacity for so long.
    static final Duration UNKNOWN_RING = Duration.ofSeconds(10);

    private final InstantSource clock;
    private final CallControl.Timer timer;
    private final Supplier<OfferId> offerIds;
    private final Mailbox mailbox;
    private final Doer doer;
    private final Presences presences;
    private final Consumer<Availability> publish;

    private final Map<AgentId, AgentSeat> agents = new LinkedHashMap<>();
    private final DeskBoard board = new DeskBoard();

    /// Conversations that wait or take capacity, as the store says, and have not reported yet.
    private final Set<ConversationId> awaited = new HashSet<>();

    private final TalkTimes talkTimes = new TalkTimes();

    /// "Nobody" is not said before agents could sit down here; of one who did, it is.
    private boolean silent = true;

    private boolean closed;

    SiteDesk(
            InstantSource clock,
            CallControl.Timer timer,
            Supplier<OfferId> offerIds,
            Mailbox mailbox,
            Doer doer,
            Presences presences,
            Consumer<Availability> publish) {
        this.clock = clock;
        this.timer = timer;
        this.offerIds = offerIds;
        this.mailbox = mailbox;
        this.doer = doer;
        this.presences = presences;
        this.publish = publish;
    }

    /// The first thing it is told.
    ///
    /// @param unfinished the site's conversations that the store says are not over
    void open(List<ConversationSummary> unfinished) {
        unfinished.stream()
                .filter(c -> DeskBoard.concerns(c.phase()))
                .map(ConversationSummary::id)
                .forEach(awaited::add);
        later(
                OPENING,
                () -> {
                    awaited.clear();
                    silent = false;
                    settle();
                });
    }

    /// Another node has the site now.
    void close() {
        closed = true;
        agents.clear();
    }

    boolean isClosed() {
        return closed;
    }

    // Conversations

    /// A conversation is in this state now.
    void changed(DeskView c) {
        awaited.remove(c.id());
        if (!board.isNews(c)) {
            return;
        }
        Optional<DeskView> before = board.put(c);
        Optional<Phase.Ring> rang = before.flatMap(DeskView::ring);
        Optional<Phase.Ring> rings = c.ring();
        boolean sameOffer = rang.map(Phase.Ring::offer).equals(rings.map(Phase.Ring::offer));
        if (!sameOffer) {
            rang.ifPresent(was -> stopRinging(c, was));
            rings.ifPresent(p -> ring(c, p));
        }
        before.ifPresent(was -> talked(was, c));
        boolean onlyWords =
                before.filter(b -> b.phase().equals(c.phase()) && b.onCall() == c.onCall())
                        .isPresent();
        if (onlyWords) {
            settleSoon();
        } else {
            seatLostAgent(c);
            settle();
        }
    }

    private void ring(DeskView c, Phase.Ring p) {
        seat(p.agent()).ifPresent(s -> s.tell(DeskRings.offer(c, p, clock.instant())));
        if (seat(p.agent()).filter(AgentSeat::isConnected).isEmpty()) {
            later(RELOAD, () -> endOfferIfGone(c.id(), p.offer(), p.agent()));
        }
    }

    private void stopRinging(DeskView c, Phase.Ring was) {
        Optional<OfferEnd> outcome = DeskRings.end(c, was, clock.instant());
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

    private void talked(DeskView before, DeskView now) {
        before.phase()
                .consulted()
                .filter(a -> !now.talksTo(a))
                .flatMap(this::seat)
                .ifPresent(s -> s.idleFrom(clock.instant()));
        if (!(before.phase() instanceof Phase.WithAgent p) || now.talksTo(p.agent())) {
            return;
        }
        Instant ended = clock.instant();
        talkTimes.add(Duration.between(before.phaseSince(), ended));
        seat(p.agent()).ifPresent(s -> s.idleFrom(ended));
    }

    // Agents

    void connect(AgentProfile agent, Follower desk) {
        AgentSeat seat =
                agents.computeIfAbsent(
                        agent.id(),
                        _ -> new AgentSeat(agent, presences.of(agent.id()), clock.instant()));
        seat.add(desk);
        board.ringingFor(agent.id())
                .forEach(c ->
                        c.ring().ifPresent(p -> desk.hear(DeskRings.offer(c, p, clock.instant()))));
        settle();
        seat.repeat(desk);
    }

    void disconnect(AgentId agent, String followerId) {
        Optional<AgentSeat> seat = seat(agent).filter(s -> s.remove(followerId));
        if (seat.isEmpty() || seat.get().isConnected()) {
            return;
        }
        int absence = seat.get().absence();
        board.ringingFor(agent)
                .forEach(c ->
                        c.ring()
                                .ifPresent(p ->
                                        later(
                                                RELOAD,
                                                () -> endOfferIfGone(c.id(), p.offer(), agent))));
        later(AGENT_AWAY, () -> loseIfAway(agent, absence));
        settle();
    }

    void presence(AgentId agent, Presence presence) {
        seat(agent)
                .ifPresent(s -> {
                    if (board.isOnCall(agent)) {
                        s.presenceAfterCall(presence);
                    } else {
                        s.presence(presence, clock.instant());
                    }
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
    private void seatLostAgent(DeskView c) {
        if (c.phase() instanceof Phase.WithAgent p) {
            watchIfGone(p.agent());
            p.consulted().ifPresent(this::watchIfGone);
        }
    }

    private void watchIfGone(AgentId agent) {
        if (seat(agent).filter(AgentSeat::isConnected).isEmpty()) {
            int absence = seat(agent).map(AgentSeat::absence).orElse(0);
            later(AGENT_AWAY, () -> loseIfAway(agent, absence));
        }
    }

    private void loseIfAway(AgentId agent, int absence) {
        boolean back =
                seat(agent).filter(s -> s.isConnected() || s.absence() != absence).isPresent();
        if (!back) {
            board.talkingTo(agent)
                    .forEach(c -> doer.act(c.id(), new ConversationCommand.LoseAgent(agent)));
        }
    }

    // What follows

    /// Offers what can be offered, and tells everybody what is so now.
    private void settle() {
        agents.values().stream()
                .filter(s -> !board.isOnCall(s.agent().id()))
                .forEach(s -> s.applyPending(clock.instant()));
        if (awaited.isEmpty()) {
            board.asking().forEach(this::askColleague);
        }
        List<AgentState> states = agents.values().stream().map(board::state).toList();
        List<WaitingCustomer> waiting = board.unmatched();
        if (awaited.isEmpty()) {
            Router.match(waiting, states, clock.instant()).forEach(this::ring);
        }
        if (!waiting.isEmpty()) {
            lookAgain();
        }
        Availability available = talkTimes.availability(states, waiting.size());
        silent &= available.isNobody();
        if (!silent) {
            publish.accept(available);
        }
        tellDesks();
        tellPlaces(states);
    }

    /// Nobody is rung over capacity or on a break, whoever asks.
    private void askColleague(DeskView c) {
        AgentId to = c.asks().orElseThrow();
        if (seat(to).filter(s -> board.state(s).canTake()).isPresent()) {
            ring(new Router.Match(c.id(), to));
        } else {
            doer.act(c.id(), new ConversationCommand.RefuseTransfer(to));
        }
    }

    private void ring(Router.Match match) {
        board.rung(match);
        String name = seat(match.agent()).orElseThrow().agent().name();
        doer.act(
                        match.conversation(),
                        new ConversationCommand.Ring(offerIds.get(), match.agent(), name))
                .thenAccept(outcome -> mailbox.offer(() -> answered(match, outcome)));
    }

    /// What the ring has become is known by now; it told it before it answered. But of one that was
    /// answered "unavailable" nobody knows: it may be stored, and will be heard of then.
    private void answered(Router.Match match, AskOutcome outcome) {
        if (outcome instanceof AskOutcome.Rejected no && no.code() == RejectionCode.UNAVAILABLE) {
            later(UNKNOWN_RING, () -> board.ringAnswered(match));
            later(UNKNOWN_RING, this::settle);
        } else if (outcome instanceof AskOutcome.Rejected) {
            board.ringAnswered(match);
            lookAgain();
        } else {
            board.ringAnswered(match);
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

    private void tellDesks() {
        List<ServerMessage.InboxItem> waiting = board.waitingLines();
        List<ServerMessage.Colleague> everybody =
                agents.values().stream()
                        .filter(AgentSeat::isConnected)
                        .map(s -> s.asColleague(board.state(s).canTake()))
                        .toList();
        for (AgentSeat seat : agents.values()) {
            seat.tellInbox(board.linesOf(seat.agent().id()), waiting, everybody);
        }
    }

    private void tellPlaces(List<AgentState> states) {
        List<WaitingCustomer> line = board.line();
        for (int i = 0; i < line.size(); i++) {
            ConversationId id = line.get(i).conversation();
            Optional<Integer> wait = talkTimes.untilPlace(i + 1, states, line.get(i).queue());
            doer.tell(id, Role.CUSTOMER, new ServerMessage.QueuePlace(id, i + 1, wait));
        }
    }

    private Optional<AgentSeat> seat(AgentId agent) {
        return Optional.ofNullable(agents.get(agent));
    }

    private void later(Duration delay, Runnable task) {
        timer.after(
                delay,
                () ->
                        mailbox.offer(() -> {
                            if (!closed) {
                                task.run();
                            }
                        }));
    }
}
