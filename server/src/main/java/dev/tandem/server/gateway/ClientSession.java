package dev.tandem.server.gateway;

import dev.tandem.server.application.AgentAccount;
import dev.tandem.server.application.AskOutcome;
import dev.tandem.server.application.CustomerIdentity;
import dev.tandem.server.application.Follower;
import dev.tandem.server.application.Positions;
import dev.tandem.server.application.SessionToken;
import dev.tandem.server.conversation.ConversationSummary;
import dev.tandem.signaling.protocol.AgentId;
import dev.tandem.signaling.protocol.CallId;
import dev.tandem.signaling.protocol.ClientCommand;
import dev.tandem.signaling.protocol.ClientMessage;
import dev.tandem.signaling.protocol.CloseCode;
import dev.tandem.signaling.protocol.CommandId;
import dev.tandem.signaling.protocol.ConversationId;
import dev.tandem.signaling.protocol.MessageCodec.Decoded;
import dev.tandem.signaling.protocol.Presence;
import dev.tandem.signaling.protocol.RejectionCode;
import dev.tandem.signaling.protocol.ServerMessage;
import dev.tandem.signaling.protocol.SiteKey;
import dev.tandem.signaling.timeline.Participant;
import dev.tandem.signaling.timeline.Role;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.MultiMap;
import io.vertx.core.http.ServerWebSocket;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/// One socket: who it is, what it follows, what it may still send, what it has not yet read.
/// Belongs to its event loop; what others tell it comes in by `hear`.
final class ClientSession {
    private static final Logger log = LoggerFactory.getLogger(ClientSession.class);

    /// Messages a person's browser sends in a second at most, with typing and marks; and a page's
    /// start.
    static final double MESSAGES_PER_SECOND = 25;

    static final double MESSAGE_BURST = 100;

    /// Refusals in a row, of one kind, after which the socket is closed.
    static final int MAX_REFUSALS = 50;

    /// Messages written but not yet taken by the network. A browser that is this far behind
    /// reconnects and resumes.
    static final int OUTBOUND_MESSAGES = 1_000;

    /// Conversations that one socket follows.
    static final int FOLLOWS = 100;

    /// `hello` comes within this, and then something every [#SILENT_MILLIS].
    static final long HELLO_MILLIS = 10_000;

    static final long SILENT_MILLIS = 60_000;

    private final String id;
    private final ServerWebSocket socket;
    private final Context context;
    private final GatewayServices services;
    private final Handshake handshake;
    private final TokenBucket rate;
    private final Positions follows = new Positions();

    /// Whose legs the page behind this socket carries.
    private final Map<ConversationId, CallId> carried = new HashMap<>();

    private String page;
    private Optional<Who> who = Optional.empty();
    private Future<Presence> presenceStored = Future.succeededFuture();
    private boolean helloPending;
    private boolean closed;
    private int refusals;
    private int outbound;
    private long lastHeardMillis;

    /// What is known of a socket before it has said anything.
    record Handshake(Optional<SessionToken> session, boolean fromOwnPages, MultiMap headers) {}

    private sealed interface Who {
        Participant participant();

        SiteKey site();

        record Customer(CustomerIdentity identity) implements Who {
            @Override
            public Participant participant() {
                return identity.participant();
            }

            @Override
            public SiteKey site() {
                return identity.site();
            }
        }

        record Agent(AgentAccount account) implements Who {
            @Override
            public Participant participant() {
                return account.participant();
            }

            @Override
            public SiteKey site() {
                return account.site();
            }
        }
    }

    ClientSession(
            String id,
            ServerWebSocket socket,
            Context context,
            GatewayServices services,
            Handshake handshake) {
        this.id = id;
        this.page = id;
        this.socket = socket;
        this.context = context;
        this.services = services;
        this.handshake = handshake;
        this.lastHeardMillis = services.nowMillis();
        this.rate = new TokenBucket(MESSAGES_PER_SECOND, MESSAGE_BURST, lastHeardMillis);
    }

    // From the browser

    void onText(String text) {
        lastHeardMillis = services.nowMillis();
        if (closed) {
            return;
        }
        if (!rate.take(lastHeardMillis)) {
            refuse(
                    commandId(text),
                    RejectionCode.RATE_LIMITED,
                    "too many messages",
                    CloseCode.FLOODING);
            return;
        }
        switch (services.codec().decode(text)) {
            case Decoded.Malformed bad ->
                    refuse(bad.id(), bad.code(), bad.reason(), CloseCode.BAD_PROTOCOL);
            case Decoded.Message message -> {
                refusals = 0;
                onMessage(message.message());
            }
        }
    }

    private Optional<CommandId> commandId(String text) {
        return switch (services.codec().decode(text)) {
            case Decoded.Message(ClientCommand command) -> Optional.of(command.id());
            case Decoded.Message _ -> Optional.empty();
            case Decoded.Malformed bad -> bad.id();
        };
    }

    void onBinary() {
        refuse(
                Optional.empty(),
                RejectionCode.MALFORMED,
                "messages are text",
                CloseCode.BAD_PROTOCOL);
    }

    private void refuse(
            Optional<CommandId> command, RejectionCode code, String why, CloseCode atLast) {
        services.metrics().refused(code);
        send(new ServerMessage.Rejected(command, code, why));
        refusals++;
        if (refusals >= MAX_REFUSALS) {
            close(atLast);
        }
    }

    private void onMessage(ClientMessage message) {
        switch (message) {
            case ClientMessage.Ping _ -> send(new ServerMessage.Pong());
            case ClientMessage.Hello hello -> hello(hello);
            case ClientMessage.Resume resume -> known(_ -> resume(resume));
            case ClientMessage.Unfollow unfollow -> unfollow(unfollow.conversation());
            case ClientMessage.WatchLive watch -> known(from -> watchLive(from, watch.watching()));
            case ClientMessage.Typing m -> signal(m.conversation(), m);
            case ClientMessage.SdpOffer m -> signal(m.conversation(), m);
            case ClientMessage.SetSending m -> signal(m.conversation(), m);
            case ClientMessage.ReportQuality m -> signal(m.conversation(), m);
            case ClientMessage.LegMoved m -> signal(m.conversation(), m);
            case ClientMessage.TakeCall m -> signal(m.conversation(), m);
            case ClientCommand command -> {
                if (who.isEmpty()) {
                    notSaidHello(Optional.of(command.id()));
                } else {
                    command(who.get(), command);
                }
            }
        }
    }

    private void known(Consumer<Who> then) {
        who.ifPresentOrElse(then, () -> notSaidHello(Optional.empty()));
    }

    private void notSaidHello(Optional<CommandId> command) {
        refuse(
                command,
                RejectionCode.NOT_AUTHENTICATED,
                "say hello first",
                CloseCode.UNAUTHENTICATED);
    }

    // Who

    private void hello(ClientMessage.Hello hello) {
        if (helloPending || who.isPresent()) {
            return;
        }
        helloPending = true;
        page = hello.page().orElse(id);
        if (hello.token().isPresent()) {
            services.customer(hello.token().get(), handshake.headers())
                    .ifPresentOrElse(this::welcomeCustomer, this::stranger);
        } else if (handshake.session().isPresent() && handshake.fromOwnPages()) {
            services.offload()
                    .run(
                            "hello " + id,
                            () -> services.authentication().agentOf(handshake.session()))
                    .onSuccess(a -> a.ifPresentOrElse(this::welcomeAgent, this::stranger))
                    .onFailure(e -> goAway());
        } else {
            stranger();
        }
    }

    private void stranger() {
        close(CloseCode.UNAUTHENTICATED);
    }

    /// The store does not answer: come back in a moment.
    private void goAway() {
        close(CloseCode.GOING_AWAY);
    }

    private void welcomeCustomer(CustomerIdentity identity) {
        services.offload()
                .run(
                        "hello " + id,
                        () -> services.store().openOf(identity.site(), identity.customer()))
                .onSuccess(open -> {
                    if (closed) {
                        return;
                    }
                    who = Optional.of(new Who.Customer(identity));
                    services.metrics().connected("customer", 1);
                    send(
                            new ServerMessage.Welcome(
                                    identity.participant(),
                                    open.map(ConversationSummary::id),
                                    services.clock().instant()));
                })
                .onFailure(e -> goAway());
    }

    private void welcomeAgent(AgentAccount account) {
        if (closed) {
            return;
        }
        Who.Agent agent = new Who.Agent(account);
        who = Optional.of(agent);
        services.metrics().connected("agent", 1);
        send(
                new ServerMessage.Welcome(
                        agent.participant(), Optional.empty(), services.clock().instant()));
        services.desks().connect(account.profile(), follower(agent));
    }

    // Commands

    private void command(Who from, ClientCommand command) {
        switch (command) {
            case ClientCommand.Start start -> {
                if (from instanceof Who.Customer customer) {
                    services.conversations()
                            .start(customer.identity(), start)
                            .thenAccept(outcome -> started(start.id(), outcome));
                } else {
                    reject(start.id(), RejectionCode.FORBIDDEN, "only customers start");
                }
            }
            case ClientCommand.SetPresence presence -> {
                if (from instanceof Who.Agent agent) {
                    setPresence(agent, presence);
                } else {
                    reject(presence.id(), RejectionCode.FORBIDDEN, "only agents have presence");
                }
            }
            case ClientCommand.InConversation wish ->
                    services.conversations()
                            .ask(from.participant(), id, wish)
                            .thenAccept(outcome ->
                                    context.runOnContext(_ -> answer(wish.id(), outcome)));
        }
    }

    /// One after the other, as they were said.
    private void setPresence(Who.Agent agent, ClientCommand.SetPresence wish) {
        AgentId by = agent.account().id();
        Presence presence = wish.presence();
        presenceStored =
                presenceStored
                        .compose(_ ->
                                services.offload()
                                        .run(
                                                "presence " + by,
                                                () -> {
                                                    services.presences().put(by, presence);
                                                    return presence;
                                                }))
                        .onSuccess(_ -> {
                            services.desks().setPresence(agent.site(), by, presence);
                            send(new ServerMessage.Accepted(wish.id(), Optional.empty(), 0));
                        })
                        .onFailure(_ ->
                                reject(
                                        wish.id(),
                                        RejectionCode.UNAVAILABLE,
                                        "the presence could not be stored now"))
                        .otherwise(presence);
    }

    private void started(CommandId command, AskOutcome outcome) {
        context.runOnContext(_ -> {
            answer(command, outcome);
            if (outcome instanceof AskOutcome.Accepted a
                    && !closed
                    && !follows.contains(a.conversation())) {
                attach(a.conversation(), 0);
            }
        });
    }

    private void answer(CommandId command, AskOutcome outcome) {
        switch (outcome) {
            case AskOutcome.Accepted a ->
                    send(
                            new ServerMessage.Accepted(
                                    command, Optional.of(a.conversation()), a.version()));
            case AskOutcome.Rejected r -> reject(command, r.code(), r.message());
        }
    }

    private void reject(CommandId command, RejectionCode code, String message) {
        services.metrics().refused(code);
        send(new ServerMessage.Rejected(Optional.of(command), code, message));
    }

    // Following

    private void resume(ClientMessage.Resume resume) {
        if (!follows.contains(resume.conversation()) && follows.size() >= FOLLOWS) {
            refuse(
                    Optional.empty(),
                    RejectionCode.AT_CAPACITY,
                    "at most " + FOLLOWS + " conversations",
                    CloseCode.FLOODING);
            return;
        }
        resume.call()
                .ifPresentOrElse(
                        call -> carried.put(resume.conversation(), call),
                        () -> carried.remove(resume.conversation()));
        attach(resume.conversation(), resume.afterVersion());
    }

    /// Asks the owner for everything after that version.
    private void attach(ConversationId conversation, long afterVersion) {
        if (who.isPresent() && !closed) {
            follows.asked(conversation, afterVersion, services.nowMillis());
            services.conversations()
                    .follow(conversation, afterVersion, follower(who.get(), conversation));
        }
    }

    private void attachAgain(ConversationId conversation) {
        follows.of(conversation).ifPresent(version -> attach(conversation, version));
    }

    /// What could not be read now is asked for again by [#checkSilence()].
    private void cannotFollow(ConversationId conversation, RejectionCode code, String why) {
        if (code == RejectionCode.NO_SUCH_CONVERSATION && follows.remove(conversation)) {
            send(new ServerMessage.Rejected(Optional.empty(), code, why));
        }
    }

    private void told(ServerMessage message) {
        if (message instanceof ServerMessage.JoinCall join) {
            carried.put(join.conversation(), join.call());
        } else if (message instanceof ServerMessage.CallElsewhere other) {
            carried.remove(other.conversation());
        }
        switch (follows.verdict(message)) {
            case PASS -> send(message);
            case DROP -> {}
            case ASK_AGAIN -> {
                if (message instanceof ServerMessage.Entry entry) {
                    attachAgain(entry.conversation());
                }
            }
        }
    }

    private void unfollow(ConversationId conversation) {
        carried.remove(conversation);
        if (follows.remove(conversation)) {
            services.conversations().unfollow(conversation, id);
        }
    }

    private void watchLive(Who from, boolean watching) {
        if (from.participant().role() != Role.SUPERVISOR) {
            services.metrics().refused(RejectionCode.FORBIDDEN);
            send(
                    new ServerMessage.Rejected(
                            Optional.empty(), RejectionCode.FORBIDDEN, "supervisors only"));
        } else if (watching) {
            services.live().watch(follower(from));
        } else {
            services.live().unwatch(from.site(), id);
        }
    }

    private void signal(ConversationId conversation, ClientMessage.ForSocket message) {
        if (follows.contains(conversation)) {
            services.conversations().signal(conversation, id, message);
        }
    }

    private Follower follower(Who as) {
        return new SessionFollower(id, as.participant(), as.site(), page, Optional.empty(), this);
    }

    private Follower follower(Who as, ConversationId conversation) {
        Optional<CallId> call = Optional.ofNullable(carried.get(conversation));
        return new SessionFollower(id, as.participant(), as.site(), page, call, this);
    }

    private record SessionFollower(
            String id,
            Participant who,
            SiteKey site,
            String page,
            Optional<CallId> carries,
            ClientSession session)
            implements Follower {
        @Override
        public void hear(ServerMessage message) {
            session.context.runOnContext(_ -> session.told(message));
        }

        @Override
        public void refused(ConversationId conversation, RejectionCode code, String why) {
            session.context.runOnContext(_ -> session.cannotFollow(conversation, code, why));
        }

        @Override
        public void attachAgain(ConversationId conversation) {
            session.context.runOnContext(_ -> session.attachAgain(conversation));
        }
    }

    // To the browser

    private void send(ServerMessage message) {
        if (closed) {
            return;
        }
        if (outbound >= OUTBOUND_MESSAGES) {
            log.info("Socket {} is too slow; it may resume", id);
            close(CloseCode.SLOW);
            return;
        }
        outbound++;
        socket.writeTextMessage(services.codec().encode(message)).onComplete(_ -> outbound--);
    }

    /// Nothing heard for too long?
    void checkSilence() {
        long quiet = services.nowMillis() - lastHeardMillis;
        if (quiet > (who.isPresent() ? SILENT_MILLIS : HELLO_MILLIS)) {
            close(CloseCode.IDLE);
        } else {
            follows.unanswered(services.nowMillis()).forEach(this::attachAgain);
        }
    }

    void close(CloseCode code) {
        if (!closed) {
            services.metrics().closed(code);
            socket.close((short) code.code(), code.reason());
            onClosed();
        }
    }

    void onClosed() {
        if (closed) {
            return;
        }
        closed = true;
        follows.all().forEach(c -> services.conversations().unfollow(c, id));
        who.ifPresent(w -> {
            switch (w) {
                case Who.Agent agent -> {
                    services.metrics().connected("agent", -1);
                    services.desks().disconnect(agent.site(), agent.account().id(), id);
                    services.live().unwatch(agent.site(), id);
                }
                case Who.Customer _ -> services.metrics().connected("customer", -1);
            }
        });
    }
}
