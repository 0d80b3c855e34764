package dev.tandem.server.application;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tandem.server.conversation.Availability;
import dev.tandem.server.conversation.Conversation;
import dev.tandem.server.conversation.ConversationSummary;
import dev.tandem.server.conversation.Phase;
import dev.tandem.server.conversation.Rules;
import dev.tandem.server.memory.MemoryConversationStore;
import dev.tandem.signaling.protocol.AgentId;
import dev.tandem.signaling.protocol.ClientCommand;
import dev.tandem.signaling.protocol.ClientMessage;
import dev.tandem.signaling.protocol.CommandId;
import dev.tandem.signaling.protocol.ConversationId;
import dev.tandem.signaling.protocol.CustomerId;
import dev.tandem.signaling.protocol.RejectionCode;
import dev.tandem.signaling.protocol.ServerMessage;
import dev.tandem.signaling.protocol.SiteKey;
import dev.tandem.signaling.timeline.ConversationEvent;
import dev.tandem.signaling.timeline.Details;
import dev.tandem.signaling.timeline.Participant;
import dev.tandem.signaling.timeline.Role;
import dev.tandem.signaling.timeline.TimelineEntry;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;

import org.junit.jupiter.api.Test;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/// Load, decide, append, and only then answer, publish and react: also when the store breaks.
class ConversationServiceTest {
    private static final Instant NOW = Instant.parse("2026-03-01T09:00:00Z");
    private static final CustomerIdentity ZOE =
            new CustomerIdentity(new SiteKey("harbor"), new CustomerId("zoe"), Details.NOTHING);
    private static final ClientCommand.Start START =
            new ClientCommand.Start(
                    new CommandId("cmd-1"),
                    Optional.of("It blinks red"),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty());

    private final ConversationStore memory = new MemoryConversationStore();
    private final AtomicBoolean breaks = new AtomicBoolean();
    private final BlockingQueue<Conversation> reacted = new LinkedBlockingQueue<>();

    @Test
    void whatWasCommittedIsAcknowledgedAndReactedTo() throws Exception {
        AskOutcome outcome = answer(start(service()));
        assertThat(outcome).isInstanceOf(AskOutcome.Accepted.class);
        assertThat(openQuestion(next())).isTrue();
    }

    @Test
    void anAppendThatBreaksAfterItsCommitIsToldNobodyAndFoundAgainByTheNextWhoAsks()
            throws Exception {
        ConversationService service = service();
        breaks.set(true);
        AskOutcome first = answer(start(service));
        assertThat(first)
                .isInstanceOfSatisfying(
                        AskOutcome.Rejected.class,
                        no -> assertThat(no.code()).isEqualTo(RejectionCode.UNAVAILABLE));
        assertThat(reacted).isEmpty();

        breaks.set(false);
        AskOutcome again = answer(start(service));
        assertThat(again)
                .isInstanceOfSatisfying(
                        AskOutcome.Accepted.class, yes -> assertThat(yes.version()).isEqualTo(2));
        assertThat(openQuestion(next()))
                .as("the assistant still owes an answer, and somebody has told it")
                .isTrue();
        assertThat(memory.read(id(again), 0, 100)).hasSize(2);
    }

    @Test
    void whoOnlyLooksOnTypesForNobody() throws Exception {
        ConversationService service = service();
        ConversationId id = id(answer(start(service)));
        BlockingQueue<ServerMessage> atZoes = new LinkedBlockingQueue<>();
        BlockingQueue<ServerMessage> atMayas = new LinkedBlockingQueue<>();
        service.follow(id, 0, new Ear("zoe", ZOE.participant(), atZoes));
        service.follow(
                id, 0, new Ear("maya", Participant.agent(new AgentId("maya"), "Maya"), atMayas));

        service.signal(id, "maya", new ClientMessage.Typing(id, true));
        service.signal(id, "zoe", new ClientMessage.Typing(id, true));

        assertThat(nextTyping(atMayas)).isEqualTo(Role.CUSTOMER);
        assertThat(atZoes).noneMatch(m -> m instanceof ServerMessage.Typing);
    }

    private static Role nextTyping(BlockingQueue<ServerMessage> heard) throws Exception {
        while (true) {
            ServerMessage next = heard.poll(10, TimeUnit.SECONDS);
            assertThat(next).as("typing").isNotNull();
            if (next instanceof ServerMessage.Typing typing) {
                return typing.by();
            }
        }
    }

    private record Ear(String id, Participant who, BlockingQueue<ServerMessage> heard)
            implements TestFollower {
        @Override
        public void hear(ServerMessage message) {
            heard.add(message);
        }
    }

    private CompletionStage<AskOutcome> start(ConversationService service) {
        return service.begin(ConversationIds.currentOrNext(memory, ZOE), ZOE, START);
    }

    private ConversationService service() {
        ConversationService service =
                new ConversationService(
                        breaking(),
                        Rules.DEFAULT,
                        () -> NOW,
                        _ -> Availability.NOBODY,
                        new CallControl(
                                new NoBridges(),
                                LoneNode.WITHOUT_TURN,
                                (_, _) -> {},
                                new BridgeWatch(new SimpleMeterRegistry(), () -> 0)),
                        new TimelineView(true),
                        List.of((state, _, _) -> reacted.add(state)));
        service.serve(service);
        return service;
    }

    private static ConversationId id(AskOutcome outcome) {
        return ((AskOutcome.Accepted) outcome).conversation();
    }

    private static AskOutcome answer(CompletionStage<AskOutcome> outcome) throws Exception {
        return outcome.toCompletableFuture().get(10, TimeUnit.SECONDS);
    }

    private Conversation next() throws InterruptedException {
        Conversation state = reacted.poll(10, TimeUnit.SECONDS);
        assertThat(state).as("nobody reacted").isNotNull();
        return state;
    }

    private static boolean openQuestion(Conversation state) {
        return state.phase() instanceof Phase.WithAssistant p && p.question().isPresent();
    }

    /// Commits, and then loses the connection before it can say so.
    private ConversationStore breaking() {
        return new ConversationStore() {
            @Override
            public AppendResult append(Append append) {
                AppendResult result = memory.append(append);
                return breaks.get() ? new AppendResult.Unavailable("broken") : result;
            }

            @Override
            public List<TimelineEntry> read(ConversationId id, long afterVersion, int max) {
                return memory.read(id, afterVersion, max);
            }

            @Override
            public List<ConversationEvent> recordings(ConversationId id) {
                return memory.recordings(id);
            }

            @Override
            public Optional<ConversationSummary> summary(ConversationId id) {
                return memory.summary(id);
            }

            @Override
            public Optional<ConversationSummary> openOf(SiteKey site, CustomerId customer) {
                return memory.openOf(site, customer);
            }

            @Override
            public int countOf(SiteKey site, CustomerId customer) {
                return memory.countOf(site, customer);
            }

            @Override
            public List<ConversationSummary> overdue(Instant now, int max) {
                return memory.overdue(now, max);
            }

            @Override
            public GoingOn goingOn(SiteKey site, int max) {
                return memory.goingOn(site, max);
            }

            @Override
            public Messages messages(SiteKey site, int max) {
                return memory.messages(site, max);
            }

            @Override
            public List<ConversationSummary> unfinished(SiteKey site) {
                return memory.unfinished(site);
            }

            @Override
            public List<ConversationSummary> history(
                    SiteKey site, Optional<Instant> startedBefore, int limit) {
                return memory.history(site, startedBefore, limit);
            }

            @Override
            public List<ConversationSummary> historyOf(
                    SiteKey site, CustomerId customer, Optional<Instant> startedBefore, int limit) {
                return memory.historyOf(site, customer, startedBefore, limit);
            }
        };
    }
}
