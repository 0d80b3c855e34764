package dev.tandem.server.application;

import dev.tandem.server.conversation.ConversationCommand;
import dev.tandem.server.conversation.ConversationSummary;
import dev.tandem.server.conversation.Rules;
import dev.tandem.signaling.protocol.ClientCommand;
import dev.tandem.signaling.protocol.ClientMessage;
import dev.tandem.signaling.protocol.ConversationId;
import dev.tandem.signaling.protocol.RejectionCode;
import dev.tandem.signaling.protocol.ServerMessage;
import dev.tandem.signaling.timeline.Participant;
import dev.tandem.signaling.timeline.Role;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

/// The conversations that this node owns. Each lives in one [OwnedConversation] with a mailbox of
/// its own while somebody needs it, and is replayed from the log when somebody needs it again.
public final class ConversationService implements Conversations, Doer {
    private static final Logger log = LoggerFactory.getLogger(ConversationService.class);

    /// A conversation nobody follows or asks leaves memory after this.
    static final long QUIET_MILLIS = 60_000;

    private final ConversationStore store;
    private final Rules rules;
    private final InstantSource clock;
    private final AvailabilitySource availability;
    private final List<Reaction> reactions;
    private final CallControl calls;
    private final ConcurrentHashMap<ConversationId, OwnedConversation> owned =
            new ConcurrentHashMap<>();

    public ConversationService(
            ConversationStore store,
            Rules rules,
            InstantSource clock,
            AvailabilitySource availability,
            CallControl calls,
            List<Reaction> reactions) {
        this.store = store;
        this.rules = rules;
        this.clock = clock;
        this.availability = availability;
        this.calls = calls;
        this.reactions = List.copyOf(reactions);
    }

    @Override
    public CompletionStage<AskOutcome> start(CustomerIdentity who, ClientCommand.Start wish) {
        CompletableFuture<AskOutcome> done = new CompletableFuture<>();
        Thread.ofVirtual()
                .name("start " + who.customer())
                .start(() -> {
                    try {
                        ConversationId id = currentOrNext(who);
                        within(id, c -> c.start(who, wish, done), done);
                    } catch (StoreUnavailableException e) {
                        done.complete(unavailable());
                    } catch (RuntimeException e) {
                        log.error("Starting a conversation of {} failed", who.customer(), e);
                        done.complete(unavailable());
                    }
                });
        return done;
    }

    /// The customer's open conversation, else the id of their next one. It follows from how many
    /// were before, so two tabs that start at the same time mean the same conversation.
    private ConversationId currentOrNext(CustomerIdentity who) {
        Optional<ConversationSummary> open = store.openOf(who.site(), who.customer());
        return open.map(ConversationSummary::id)
                .orElseGet(() ->
                        ConversationIds.next(
                                who.site(),
                                who.customer(),
                                store.countOf(who.site(), who.customer())));
    }

    @Override
    public CompletionStage<AskOutcome> ask(Participant by, ClientCommand.InConversation wish) {
        CompletableFuture<AskOutcome> done = new CompletableFuture<>();
        within(wish.conversation(), c -> c.ask(by, wish, done), done);
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

    @Override
    public void follow(ConversationId id, long afterVersion, Follower follower) {
        CompletableFuture<AskOutcome> done = new CompletableFuture<>();
        within(id, c -> c.follow(afterVersion, follower), done);
        done.thenAccept(outcome -> {
            if (outcome instanceof AskOutcome.Rejected no) {
                follower.hear(
                        new ServerMessage.Rejected(Optional.empty(), no.code(), no.message()));
            }
        });
    }

    @Override
    public void unfollow(ConversationId id, String followerId) {
        OwnedConversation conversation = owned.get(id);
        if (conversation != null) {
            conversation.mailbox().offer(() -> conversation.unfollow(followerId));
        }
    }

    @Override
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
            conversation.mailbox().offer(conversation::close);
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
                        id, mailbox, store, rules, clock, availability, calls, reactions, this);
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

    static AskOutcome unavailable() {
        return new AskOutcome.Rejected(
                RejectionCode.UNAVAILABLE, "could not be stored now; send it again");
    }
}
