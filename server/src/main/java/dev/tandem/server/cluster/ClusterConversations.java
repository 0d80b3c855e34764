package dev.tandem.server.cluster;

import dev.tandem.server.application.AskOutcome;
import dev.tandem.server.application.CallControl;
import dev.tandem.server.application.ConversationIds;
import dev.tandem.server.application.ConversationService;
import dev.tandem.server.application.ConversationStore;
import dev.tandem.server.application.Conversations;
import dev.tandem.server.application.CustomerIdentity;
import dev.tandem.server.application.Doer;
import dev.tandem.server.application.Follower;
import dev.tandem.server.application.StoreUnavailableException;
import dev.tandem.server.conversation.ConversationCommand;
import dev.tandem.signaling.protocol.ClientCommand;
import dev.tandem.signaling.protocol.ClientMessage;
import dev.tandem.signaling.protocol.ConversationId;
import dev.tandem.signaling.protocol.ServerMessage;
import dev.tandem.signaling.timeline.Participant;
import dev.tandem.signaling.timeline.Role;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiPredicate;

/// All conversations of the installation: each at the node that owns its partition. Sockets of this
/// node attach to the owner wherever it is, and again when it changes.
final class ClusterConversations implements Conversations, Doer {
    private static final Logger log = LoggerFactory.getLogger(ClusterConversations.class);

    private final Peers peers;
    private final NodeBus bus;
    private final Owners owners;
    private final ConversationService here;
    private final ConversationStore store;
    private final CallControl.Timer timer;

    /// Sockets of this node, and to which owner each of their conversations is attached.
    private final Map<String, Socket> sockets = new ConcurrentHashMap<>();

    /// What sockets of other nodes follow here.
    private final Map<NodeId, Set<Attachment>> visitors = new ConcurrentHashMap<>();

    private record Attachment(String follower, ConversationId conversation) {}

    private record Socket(Follower follower, Map<ConversationId, Optional<NodeId>> attachedTo) {
        void attachAgainWhere(BiPredicate<ConversationId, Optional<NodeId>> test) {
            attachedTo.forEach((conversation, owner) -> {
                if (test.test(conversation, owner)) {
                    follower.attachAgain(conversation);
                }
            });
        }
    }

    ClusterConversations(
            Peers peers,
            NodeBus bus,
            Owners owners,
            ConversationService here,
            ConversationStore store,
            CallControl.Timer timer) {
        this.peers = peers;
        this.bus = bus;
        this.owners = owners;
        this.here = here;
        this.store = store;
        this.timer = timer;
    }

    // What sockets and desks of this node want

    @Override
    public CompletionStage<AskOutcome> start(CustomerIdentity who, ClientCommand.Start wish) {
        CompletableFuture<AskOutcome> done = new CompletableFuture<>();
        Thread.ofVirtual()
                .name("start " + who.customer())
                .start(() -> {
                    try {
                        ConversationId id = ConversationIds.currentOrNext(store, who);
                        owners.ask(
                                        id,
                                        () -> here.begin(id, who, wish),
                                        n -> new NodeMessage.Begin(n, id, who, wish))
                                .thenAccept(done::complete);
                    } catch (StoreUnavailableException e) {
                        done.complete(ConversationService.unavailable());
                    } catch (RuntimeException e) {
                        log.error("Starting a conversation of {} failed", who.customer(), e);
                        done.complete(ConversationService.unavailable());
                    }
                });
        return done;
    }

    @Override
    public CompletionStage<AskOutcome> ask(
            Participant by, String socket, ClientCommand.InConversation wish) {
        return owners.ask(
                wish.conversation(),
                () -> here.ask(by, socket, wish),
                n -> new NodeMessage.Ask(n, by, socket, wish));
    }

    @Override
    public CompletionStage<AskOutcome> act(ConversationId id, ConversationCommand command) {
        return owners.ask(
                id, () -> here.act(id, command), n -> new NodeMessage.Act(n, id, command));
    }

    @Override
    public void tell(ConversationId id, Role role, ServerMessage message) {
        atOwner(id, () -> here.tell(id, role, message), new NodeMessage.Tell(id, role, message));
    }

    @Override
    public void follow(ConversationId id, long afterVersion, Follower follower) {
        Optional<NodeId> owner = peers.topology().ownerOf(id);
        sockets.compute(
                follower.id(),
                (_, known) -> {
                    Socket socket =
                            known == null ? new Socket(follower, new ConcurrentHashMap<>()) : known;
                    socket.attachedTo().put(id, owner);
                    return socket;
                });
        atOwner(
                id,
                () -> here.follow(id, afterVersion, follower),
                new NodeMessage.Follow(
                        id,
                        afterVersion,
                        follower.id(),
                        follower.who(),
                        follower.site(),
                        follower.page(),
                        follower.carries()));
    }

    @Override
    public void unfollow(ConversationId id, String follower) {
        sockets.computeIfPresent(
                follower,
                (_, socket) -> {
                    socket.attachedTo().remove(id);
                    return socket.attachedTo().isEmpty() ? null : socket;
                });
        atOwner(id, () -> here.unfollow(id, follower), new NodeMessage.Unfollow(id, follower));
    }

    @Override
    public void signal(ConversationId id, String follower, ClientMessage.ForSocket message) {
        atOwner(
                id,
                () -> here.signal(id, follower, message),
                new NodeMessage.Signal(id, follower, message));
    }

    private void atOwner(ConversationId id, Runnable isHere, NodeMessage message) {
        Topology now = peers.topology();
        if (now.isMine(id)) {
            isHere.run();
        } else {
            now.ownerOf(id).ifPresent(owner -> bus.send(owner, message));
        }
    }

    // What other nodes want of conversations that are here

    void begin(NodeId from, NodeMessage.Begin m) {
        serve(from, m, m.conversation(), () -> here.begin(m.conversation(), m.who(), m.wish()));
    }

    void ask(NodeId from, NodeMessage.Ask m) {
        serve(from, m, m.wish().conversation(), () -> here.ask(m.by(), m.socket(), m.wish()));
    }

    void act(NodeId from, NodeMessage.Act m) {
        serve(from, m, m.conversation(), () -> here.act(m.conversation(), m.command()));
    }

    private interface Work {
        CompletionStage<AskOutcome> begin();
    }

    private void serve(NodeId from, NodeMessage.Request request, ConversationId id, Work work) {
        if (peers.topology().isMine(id)) {
            work.begin()
                    .thenAccept(outcome ->
                            bus.send(from, new NodeMessage.Outcome(request.request(), outcome)));
        } else {
            bus.send(from, new NodeMessage.NotHere(request.request()));
        }
    }

    void tell(NodeMessage.Tell m) {
        here.tell(m.conversation(), m.role(), m.message());
    }

    void follow(NodeId from, NodeMessage.Follow m) {
        RemoteFollower follower =
                new RemoteFollower(
                        m.follower(), m.who(), m.site(), m.page(), m.carries(), from, bus);
        if (peers.topology().isMine(m.conversation())) {
            visitors.computeIfAbsent(from, _ -> ConcurrentHashMap.newKeySet())
                    .add(new Attachment(m.follower(), m.conversation()));
            here.follow(m.conversation(), m.afterVersion(), follower);
        } else {
            // One of us does not know yet who owns it.
            timer.after(Owners.LOOK_AGAIN, () -> follower.attachAgain(m.conversation()));
        }
    }

    void unfollow(NodeId from, NodeMessage.Unfollow m) {
        visitors.getOrDefault(from, Set.of())
                .remove(new Attachment(m.follower(), m.conversation()));
        here.unfollow(m.conversation(), m.follower());
    }

    void signal(NodeMessage.Signal m) {
        here.signal(m.conversation(), m.follower(), m.message());
    }

    // What becomes of both when things change

    Optional<Follower> follower(String id) {
        return Optional.ofNullable(sockets.get(id)).map(Socket::follower);
    }

    /// Sockets turn to the new owners of what they follow, and those of nodes that are gone are
    /// forgotten.
    void changed(Topology now) {
        sockets.values()
                .forEach(s -> s.attachAgainWhere((id, owner) -> !now.ownerOf(id).equals(owner)));
        visitors.entrySet()
                .removeIf(e -> {
                    boolean isGone = !now.members().contains(e.getKey());
                    if (isGone) {
                        e.getValue().forEach(a -> here.unfollow(a.conversation(), a.follower()));
                    }
                    return isGone;
                });
    }

    /// Something between that node and this one may not have arrived.
    void attachAgainAt(NodeId node) {
        sockets.values()
                .forEach(s ->
                        s.attachAgainWhere((_, owner) -> owner.filter(node::equals).isPresent()));
    }
}
