package dev.tandem.server.application;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tandem.server.assistant.Answer;
import dev.tandem.server.assistant.AnswerEngine;
import dev.tandem.server.assistant.AnswerReader;
import dev.tandem.server.assistant.AnswerTexts;
import dev.tandem.server.assistant.LexicalSimilarity;
import dev.tandem.server.assistant.Question;
import dev.tandem.server.assistant.ToolOutcome;
import dev.tandem.server.knowledge.Language;
import dev.tandem.signaling.protocol.AgentId;
import dev.tandem.signaling.protocol.ClientCommand;
import dev.tandem.signaling.protocol.CommandId;
import dev.tandem.signaling.protocol.ConversationId;
import dev.tandem.signaling.protocol.CustomerId;
import dev.tandem.signaling.protocol.ServerMessage;
import dev.tandem.signaling.protocol.SiteKey;
import dev.tandem.signaling.timeline.ConversationEvent;
import dev.tandem.signaling.timeline.Details;
import dev.tandem.signaling.timeline.LookupOutcome;
import dev.tandem.signaling.timeline.Participant;
import dev.tandem.signaling.timeline.Role;

import org.junit.jupiter.api.Test;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;

/// What the business's own system was asked for an answer stands on the timeline for agents, and
/// about nobody but the customer whose id was signed.
class LookedUpAnswerTest {
    private static final Instant NOW = Instant.parse("2026-03-01T09:00:00Z");
    private static final SiteKey HARBOR = new SiteKey("harbor");
    private static final CustomerIdentity ZOE =
            new CustomerIdentity(
                    HARBOR,
                    new CustomerId("zoe"),
                    Details.NOTHING,
                    Optional.empty(),
                    Optional.of("zoe-7"));

    private final Systems systems = new Systems();
    private final ConversationService service =
            LoneNode.answering(
                    new SiteAssistant(
                            systems,
                            new AnswerTexts(),
                            new LexicalSimilarity(),
                            _ -> "Harbor",
                            new HeadReader(ProgramPolicy.WORDS, Optional.empty())),
                    NOW);

    /// Looks up an order of whoever asks, and is told a lot.
    private static final class Systems implements AnswerEngine {
        final List<Question> asked = new CopyOnWriteArrayList<>();
        volatile String told = "shipped";

        @Override
        public Answer answer(Question question) {
            throw new AssertionError("customers read along");
        }

        @Override
        public Answer answer(Question question, AnswerReader reader) {
            asked.add(question);
            reader.lookedUp(
                    new AnswerReader.LookedUp(
                            "order_status",
                            Map.of("order", "4111 1111 1111 1111"),
                            ToolOutcome.TOLD,
                            told));
            reader.lookedUp(
                    new AnswerReader.LookedUp("invoices", Map.of(), ToolOutcome.TOO_SLOW, ""));
            return new Answer.LookedUp(Language.ENGLISH, "It is shipped.", List.of(), 0.5);
        }
    }

    private ConversationId asks(CustomerIdentity who) throws Exception {
        AskOutcome outcome =
                service.begin(
                                new ConversationId("c-1"),
                                who,
                                new ClientCommand.Start(
                                        new CommandId("cmd-1"),
                                        Optional.of("Where is my order?"),
                                        Optional.empty(),
                                        Optional.empty(),
                                        Optional.empty()))
                        .toCompletableFuture()
                        .get(PatientEar.PATIENCE_SECONDS, TimeUnit.SECONDS);
        return ((AskOutcome.Accepted) outcome).conversation();
    }

    private List<ConversationEvent> seenBy(Participant who, ConversationId id) throws Exception {
        PatientEar ear = new PatientEar(who.id(), who);
        service.follow(id, 0, ear);
        return ear
                .until(m ->
                        m instanceof ServerMessage.Entry e
                                && e.entry().event() instanceof ConversationEvent.NobodyAvailable)
                .stream()
                .filter(ServerMessage.Entry.class::isInstance)
                .map(m -> ((ServerMessage.Entry) m).entry().event())
                .toList();
    }

    private static Participant maya() {
        return Participant.agent(new AgentId("maya"), "Maya");
    }

    @Test
    void agentsSeeWhatWasLookedUpBeforeTheAnswerAndTheCustomerSeesTheAnswer() throws Exception {
        ConversationId id = asks(ZOE);

        List<ConversationEvent> agents = seenBy(maya(), id);
        assertThat(agents)
                .filteredOn(ConversationEvent.LookedUp.class::isInstance)
                .containsExactly(
                        new ConversationEvent.LookedUp(
                                2,
                                "order_status",
                                List.of("order: [card]"),
                                LookupOutcome.TOLD,
                                Optional.of("shipped")),
                        new ConversationEvent.LookedUp(
                                2,
                                "invoices",
                                List.of(),
                                LookupOutcome.TOO_SLOW,
                                Optional.empty()));
        assertThat(agents)
                .filteredOn(ConversationEvent.AssistantSaid.class::isInstance)
                .singleElement()
                .satisfies(e ->
                        assertThat(((ConversationEvent.AssistantSaid) e).text())
                                .isEqualTo("It is shipped."));
        assertThat(seenBy(ZOE.participant(), id))
                .noneMatch(ConversationEvent.LookedUp.class::isInstance)
                .anyMatch(ConversationEvent.AssistantSaid.class::isInstance)
                .hasSameSizeAs(agents);
    }

    /// "Where is my order" is one of the customer's own matters: the answer stands, and a person is
    /// offered beside it, whatever a model has found.
    @Test
    void aLookupTakesNobodyTheWayToAPerson() throws Exception {
        ConversationId id = asks(ZOE);

        assertThat(seenBy(maya(), id))
                .anyMatch(ConversationEvent.AssistantSaid.class::isInstance)
                .last()
                .isInstanceOf(ConversationEvent.NobodyAvailable.class);
    }

    @Test
    void theCustomerWaitsForTheAnswerAsForEveryOther() throws Exception {
        PatientEar zoe = new PatientEar("zoe", ZOE.participant());
        ConversationId id = new ConversationId("c-1");
        service.begin(
                        id,
                        ZOE,
                        new ClientCommand.Start(
                                new CommandId("cmd-0"),
                                Optional.empty(),
                                Optional.empty(),
                                Optional.empty(),
                                Optional.empty()))
                .toCompletableFuture()
                .get(PatientEar.PATIENCE_SECONDS, TimeUnit.SECONDS);
        service.follow(id, 0, zoe);
        service.ask(
                        ZOE.participant(),
                        "zoe",
                        new ClientCommand.Say(new CommandId("cmd-1"), id, "Where is my order?"))
                .toCompletableFuture()
                .get(PatientEar.PATIENCE_SECONDS, TimeUnit.SECONDS);

        assertThat(zoe.until(m -> m.equals(new ServerMessage.Typing(id, Role.ASSISTANT, false))))
                .contains(new ServerMessage.Typing(id, Role.ASSISTANT, true));
    }

    @Test
    void theEngineIsToldWhoWasSigned() throws Exception {
        seenBy(maya(), asks(ZOE));
        assertThat(systems.asked)
                .singleElement()
                .satisfies(q -> {
                    assertThat(q.user()).contains("zoe-7");
                    assertThat(q.conversation()).contains(new ConversationId("c-1"));
                });
    }

    @Test
    void ofAVisitorNobodyIsTold() throws Exception {
        seenBy(maya(), asks(new CustomerIdentity(HARBOR, new CustomerId("v1"), Details.NOTHING)));
        assertThat(systems.asked).singleElement().satisfies(q -> assertThat(q.user()).isEmpty());
    }

    @Test
    void ofAStoryOfTheLimitAllIsKept() throws Exception {
        int most = ConversationEvent.LookedUp.TOLD_CHARS;
        systems.told = "x".repeat(most);
        assertThat(told(asks(ZOE))).isEqualTo("x".repeat(most));
    }

    @Test
    void ofALongerStoryTheBeginningIsKept() throws Exception {
        int most = ConversationEvent.LookedUp.TOLD_CHARS;
        systems.told = "x".repeat(most + 1);
        assertThat(told(asks(ZOE))).hasSize(most).endsWith("x…");
    }

    private String told(ConversationId id) throws Exception {
        return seenBy(maya(), id).stream()
                .filter(ConversationEvent.LookedUp.class::isInstance)
                .flatMap(e -> ((ConversationEvent.LookedUp) e).told().stream())
                .findFirst()
                .orElseThrow();
    }
}
