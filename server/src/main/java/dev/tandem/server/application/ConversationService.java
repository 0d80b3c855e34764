package dev.tandem.server.application;

import dev.tandem.server.conversation.CallIds;
import dev.tandem.server.conversation.ConversationCommand;
import dev.tandem.server.conversation.ConversationSummary;
import dev.tandem.server.conversation.Rules;
import dev.tandem.signaling.bridge.BridgeEvent;
import dev.tandem.signaling.protocol.BridgeId;
import dev.tandem.signaling.protocol.ClientCommand;
import dev.tandem.signaling.protocol.ClientMessage;
import dev.tandem.signaling.protocol.ConversationId;
import dev.tandem.signaling.protocol.RejectionCode;
import dev.tandem.signaling.protocol.ServerMessage;
import dev.tandem.signaling.protocol.SiteKey;
import dev.tandem.signaling.timeline.Participant;
import dev.tandem.signaling.timeline.Role;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.Predicate;

/// The conversations that this node owns. Each lives in one [OwnedConversation] with a mailbox of
/// its own while somebody needs it, and is replayed from the log when somebody needs it again.
public final class ConversationService implements Doer {
    private static final Logger log = LoggerFactory.getLogger(ConversationService.class);

    /// A conversation nobody follows or asks leaves memory after this.
    static final long QUIET_MILLIS = 60_000;

    private final ConversationStore store;
    private final Rules rules;
    private final InstantSource clock;
    private final AvailabilitySource availability;
    private final List<Reaction> reactions;
    private final CallControl calls;
    private final TimelineView view;
    private final LateDoer everywhere = new LateDoer();
    private final ConcurrentHashMap<ConversationId, OwnedConversation> owned =
            new ConcurrentHashMap<>();

    public ConversationService(
            ConversationStore store,
            Rules rules,
            InstantSource clock,
            AvailabilitySource availability,
            CallControl calls,
            TimelineView view,
            List<Reaction> reactions) {
        this.store = store;
        this.rules = rules;
        this.clock = clock;
        this.availability = availability;
        this.calls = calls;
        this.view = view;
        this.reactions = List.copyOf(reactions);
    }

    /// Reactions act on conversations wherever they are by then: the way to them comes in here,
    /// once, by the composition root.
    public void serve(Doer conversations) {
        everywhere.become(conversations);
    }

    /// Begins this conversation of the customer, or goes on with it if it is there.
    public CompletionStage<AskOutcome> begin(
            ConversationId id, CustomerIdentity who, ClientCommand.Start wish) {
        CompletableFuture<AskOutcome> done = new CompletableFuture<>();
        within(id, c -> c.start(who, wish, done), done);
        return done;
    }

    public CompletionStage<AskOutcome> ask(
            Participant by, String socket, ClientCommand.InConversation wish) {
        CompletableFuture<AskOutcome> done = new CompletableFuture<>();
        within(wish.conversation(), c -> c.ask(by, socket, wish, done), done);
        return done;
    }

    @Override
    public CompletionStage<AskOutcome> act(ConversationId id, ConversationCommand command) {
        CompletableFuture<AskOutcome> done = new CompletableFuture<>();
        within(id, c -> c.act(command, done), done);
        return done;
    }

    @Override
    public void tell(ConversationId id, Role role, ServerMessage message) {
        OwnedConversation conversation = owned.get(id);
        if (conversation != null) {
            conversation.mailbox().offer(() -> conversation.tell(role, message));
        }
    }

    public void follow(ConversationId id, long afterVersion, Follower follower) {
        CompletableFuture<AskOutcome> done = new CompletableFuture<>();
        within(id, c -> c.follow(afterVersion, follower), done);
        done.thenAccept(outcome -> {
            if (outcome instanceof AskOutcome.Rejected no) {
                follower.refused(id, no.code(), no.message());
            }
        });
    }

    public void unfollow(ConversationId id, String followerId) {
        OwnedConversation conversation = owned.get(id);
        if (conversation != null) {
            conversation.mailbox().offer(() -> conversation.unfollow(followerId));
        }
    }

    public void signal(ConversationId id, String followerId, ClientMessage.ForSocket message) {
        OwnedConversation conversation = owned.get(id);
        if (conversation != null) {
            conversation.mailbox().offer(() -> conversation.signal(followerId, message));
        }
    }

    /// Takes up what a crash has left: everything that waits for somebody is loaded and its
    /// promises are kept. Call it on a virtual thread.
    public void recover(List<ConversationSummary> unfinished) {
        for (ConversationSummary summary : unfinished) {
            within(summary.id(), OwnedConversation::wake, new CompletableFuture<>());
        }
        if (!unfinished.isEmpty()) {
            log.info("Took up {} unfinished conversations", unfinished.size());
        }
    }

    /// Forgets a conversation that another node owns now; its followers attach there again.
    public void release(ConversationId id) {
        OwnedConversation conversation = owned.remove(id);
        if (conversation != null) {
            conversation.mailbox().offer(conversation::release);
        }
    }

    /// Tells the desks again what the conversations of these sites are: a desk has moved, or has
    /// not heard something.
    public void reportAgain(Predicate<SiteKey> sites, Desks desks) {
        owned.values().forEach(c -> c.mailbox().offer(() -> c.reportTo(sites, desks)));
    }

    /// Calls that this bridge carried go on over another one.
    public void bridgeGone(BridgeId bridge) {
        owned.values().forEach(c -> c.mailbox().offer(() -> c.calls().bridges().gone(bridge)));
    }

    /// A bridge waits for its last calls: they are brought to others. Say it as long as it does.
    public void bridgeDraining(BridgeId bridge) {
        owned.values().forEach(c -> c.mailbox().offer(() -> c.calls().bridges().draining(bridge)));
    }

    /// A bridge has read a key that somebody in a call pressed. For now only: stored nowhere.
    public void keyPressed(BridgeEvent.KeyPressed key) {
        OwnedConversation conversation = owned.get(CallIds.conversationOf(key.call()));
        if (conversation != null) {
            conversation.mailbox().offer(() -> conversation.calls().pressed(key));
        }
    }

    /// A bridge tells how a leg has heard in the last seconds.
    public void legHeard(BridgeEvent.LegHeard heard) {
        OwnedConversation conversation = owned.get(CallIds.conversationOf(heard.call()));
        if (conversation != null) {
            conversation.mailbox().offer(() -> conversation.calls().heard(heard));
        }
    }

    public List<ConversationId> ownedNow() {
        return List.copyOf(owned.keySet());
    }

    private void within(
            ConversationId id,
            Consumer<OwnedConversation> task,
            CompletableFuture<AskOutcome> done) {
        AtomicBoolean taken = new AtomicBoolean();
        owned.compute(
                id,
                (_, known) -> {
                    OwnedConversation conversation = known == null ? begin(id) : known;
                    taken.set(conversation.mailbox().offer(() -> task.accept(conversation)));
                    return conversation;
                });
        if (!taken.get()) {
            done.complete(
                    new AskOutcome.Rejected(
                            RejectionCode.RATE_LIMITED, "too much at once in this conversation"));
        }
    }

    private OwnedConversation begin(ConversationId id) {
        Mailbox mailbox = new Mailbox("conversation " + id);
        OwnedConversation conversation =
                new OwnedConversation(
                        id,
                        mailbox,
                        store,
                        rules,
                        clock,
                        availability,
                        calls,
                        view,
                        reactions,
                        everywhere);
        mailbox.start(QUIET_MILLIS, () -> retire(id, conversation));
        return conversation;
    }

    private boolean retire(ConversationId id, OwnedConversation conversation) {
        if (owned.get(id) != conversation) {
            return true;
        }
        if (conversation.isNeeded()) {
            return false;
        }
        return owned.computeIfPresent(
                        id,
                        (_, known) ->
                                known == conversation && known.mailbox().isEmpty() ? null : known)
                == null;
    }

    public static AskOutcome unavailable() {
        return new AskOutcome.Rejected(
                RejectionCode.UNAVAILABLE, "could not be stored now; send it again");
    }
}
