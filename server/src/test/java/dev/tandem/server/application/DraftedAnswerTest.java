package dev.tandem.server.application;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tandem.server.assistant.AnswerReader;
import dev.tandem.server.conversation.Conversation;
import dev.tandem.server.conversation.ConversationCommand;
import dev.tandem.server.conversation.Transcript;
import dev.tandem.signaling.protocol.AgentId;
import dev.tandem.signaling.protocol.ClientCommand;
import dev.tandem.signaling.protocol.CommandId;
import dev.tandem.signaling.protocol.ConversationId;
import dev.tandem.signaling.protocol.CustomerId;
import dev.tandem.signaling.protocol.ServerMessage;
import dev.tandem.signaling.protocol.ServerMessage.AssistantDrafting;
import dev.tandem.signaling.protocol.SiteKey;
import dev.tandem.signaling.timeline.AnswerBand;
import dev.tandem.signaling.timeline.Citation;
import dev.tandem.signaling.timeline.ConversationEvent;
import dev.tandem.signaling.timeline.Details;
import dev.tandem.signaling.timeline.Participant;
import dev.tandem.signaling.timeline.Role;
import dev.tandem.signaling.timeline.Trigger;

import org.junit.jupiter.api.Test;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;

/// What is being written reaches the customer and nobody else, stands only while the assistant has
/// the floor, and is cut off when it has it no more.
class DraftedAnswerTest {
    private static final Instant NOW = Instant.parse("2026-03-01T09:00:00Z");
    private static final CustomerIdentity ZOE =
            new CustomerIdentity(new SiteKey("harbor"), new CustomerId("zoe"), Details.NOTHING);

    private final Writer writer = new Writer();
    private final AtomicInteger commands = new AtomicInteger();
    private final ConversationService service = LoneNode.answering(writer, NOW);
    private final PatientEar zoe = new PatientEar("zoe", ZOE.participant());

    /// Shows a first sentence, then waits to be told the whole answer or that nobody waits.
    private static final class Writer implements Assistant {
        final ConcurrentHashMap<String, CompletableFuture<String>> whole =
                new ConcurrentHashMap<>();
        final ConcurrentHashMap<String, CompletableFuture<AnswerReader>> readers =
                new ConcurrentHashMap<>();

        CompletableFuture<String> wholeOf(String question) {
            return whole.computeIfAbsent(question, _ -> new CompletableFuture<>());
        }

        CompletableFuture<AnswerReader> readerOf(String question) {
            return readers.computeIfAbsent(question, _ -> new CompletableFuture<>());
        }

        @Override
        public ConversationCommand.Answer answer(
                Conversation c, Transcript.Turn question, AnswerReader customer) {
            CompletableFuture<String> answer = wholeOf(question.text());
            customer.whenGone(() -> answer.completeExceptionally(new Gone()));
            customer.reads("On " + question.text());
            readerOf(question.text()).complete(customer);
            try {
                return says(answer.join());
            } catch (CompletionException gone) {
                return says("nobody will hear this");
            }
        }

        private static ConversationCommand.Answer says(String text) {
            return new ConversationCommand.Answer(
                    AnswerBand.ANSWER,
                    text,
                    List.of(new Citation("https://harbor.example/", "Harbor", "", "quote")),
                    1,
                    List.of());
        }

        @Override
        public ConversationCommand.Answer answer(Conversation c, Transcript.Turn question) {
            throw new AssertionError("customers read along");
        }

        @Override
        public ConversationCommand.Answer asksBack(
                Conversation c, Transcript.Turn question, Trigger about) {
            return says("Is it?");
        }

        @Override
        public ConversationCommand.Answer goesOn(Conversation c, Transcript.Turn no) {
            return says("Go on.");
        }

        @Override
        public List<Double> similarity(String text, List<String> earlier) {
            return earlier.stream().map(_ -> 0.0).toList();
        }
    }

    private static final class Gone extends RuntimeException {
        private static final long serialVersionUID = 1;
    }

    private ConversationId zoeAsks(String text) throws Exception {
        AskOutcome outcome =
                service.begin(
                                new ConversationId("c-1"),
                                ZOE,
                                new ClientCommand.Start(
                                        command(),
                                        Optional.empty(),
                                        Optional.empty(),
                                        Optional.empty(),
                                        Optional.empty()))
                        .toCompletableFuture()
                        .get(PatientEar.PATIENCE_SECONDS, TimeUnit.SECONDS);
        ConversationId id = ((AskOutcome.Accepted) outcome).conversation();
        service.follow(id, 0, zoe);
        zoe(new ClientCommand.Say(command(), id, text));
        return id;
    }

    private CommandId command() {
        return new CommandId("cmd-" + commands.incrementAndGet());
    }

    private void zoe(ClientCommand.InConversation wish) throws Exception {
        assertThat(
                        service.ask(ZOE.participant(), "zoe", wish)
                                .toCompletableFuture()
                                .get(PatientEar.PATIENCE_SECONDS, TimeUnit.SECONDS))
                .isInstanceOf(AskOutcome.Accepted.class);
    }

    private static Predicate<ServerMessage> drafting(String text) {
        return m -> m instanceof AssistantDrafting d && d.text().equals(Optional.of(text));
    }

    private static Predicate<ServerMessage> event(Class<? extends ConversationEvent> type) {
        return m -> m instanceof ServerMessage.Entry e && type.isInstance(e.entry().event());
    }

    private void assertCutOff(String question) {
        assertThat(writer.wholeOf(question))
                .as("whoever writes hears that nobody waits")
                .failsWithin(java.time.Duration.ofSeconds(PatientEar.PATIENCE_SECONDS));
    }

    @Test
    void theCustomerReadsAlongAndNobodyElse() throws Exception {
        ConversationId id = zoeAsks("fibre");
        PatientEar maya = new PatientEar("maya", Participant.agent(new AgentId("maya"), "Maya"));
        service.follow(id, 0, maya);
        zoe.until(drafting("On fibre"));

        writer.wholeOf("fibre").complete("On fibre, all of it.");
        zoe.until(event(ConversationEvent.AssistantSaid.class));
        assertThat(maya.until(event(ConversationEvent.AssistantSaid.class)))
                .noneMatch(m -> m instanceof AssistantDrafting);
    }

    @Test
    void whoComesBackInTheMiddleReadsTheNewestBeforeItIsSaidThatAllIsThere() throws Exception {
        ConversationId id = zoeAsks("fibre");
        writer.readerOf("fibre")
                .get(PatientEar.PATIENCE_SECONDS, TimeUnit.SECONDS)
                .reads("On fibre. Two.");
        zoe.until(drafting("On fibre. Two."));

        PatientEar again = new PatientEar("zoe again", ZOE.participant());
        service.follow(id, 0, again);
        List<ServerMessage> heard =
                again.until(m -> m instanceof ServerMessage.CaughtUp).stream()
                        .filter(m -> m instanceof AssistantDrafting)
                        .toList();
        assertThat(heard).singleElement().matches(drafting("On fibre. Two."));
    }

    @Test
    void aNewerMessageCutsOffTheAnswerToTheOlderOne() throws Exception {
        ConversationId id = zoeAsks("fibre");
        zoe.until(drafting("On fibre"));
        AnswerReader old =
                writer.readerOf("fibre").get(PatientEar.PATIENCE_SECONDS, TimeUnit.SECONDS);

        zoe(new ClientCommand.Say(command(), id, "cables"));
        assertCutOff("fibre");
        zoe.until(drafting("On cables"));
        old.reads("On fibre. Late.");
        old.forgets();

        writer.wholeOf("cables").complete("On cables, all of it.");
        assertThat(zoe.until(event(ConversationEvent.AssistantSaid.class)))
                .noneMatch(m -> m instanceof AssistantDrafting);
    }

    @Test
    void whoAsksForAPersonIsWrittenForNoMore() throws Exception {
        ConversationId id = zoeAsks("fibre");
        zoe.until(drafting("On fibre"));

        zoe(new ClientCommand.AskForPerson(command(), id, Optional.empty()));
        assertCutOff("fibre");
    }

    @Test
    void whoEndsTheConversationIsWrittenForNoMore() throws Exception {
        ConversationId id = zoeAsks("fibre");
        zoe.until(drafting("On fibre"));

        zoe(new ClientCommand.EndConversation(command(), id));
        assertCutOff("fibre");
    }

    @Test
    void aConversationThatAnotherNodeOwnsNowIsWrittenForThere() throws Exception {
        ConversationId id = zoeAsks("fibre");
        zoe.until(drafting("On fibre"));

        service.release(id);
        assertCutOff("fibre");
    }

    @Test
    void whatComesAfterTheFloorHasPassedIsNotTold() throws Exception {
        ConversationId id = zoeAsks("fibre");
        zoe.until(drafting("On fibre"));
        zoe(new ClientCommand.EndConversation(command(), id));

        service.tell(id, Role.CUSTOMER, new AssistantDrafting(id, 2, Optional.of("Late.")));
        service.tell(id, Role.CUSTOMER, new ServerMessage.Typing(id, Role.AGENT, true));
        assertThat(zoe.until(m -> m.equals(new ServerMessage.Typing(id, Role.AGENT, true))))
                .noneMatch(drafting("Late."));
        PatientEar again = new PatientEar("zoe again", ZOE.participant());
        service.follow(id, 0, again);
        assertThat(again.until(m -> m instanceof ServerMessage.CaughtUp))
                .noneMatch(m -> m instanceof AssistantDrafting);
    }

    @Test
    void whatAPersonWillAnswerIsNotShownWhileItIsWritten() throws Exception {
        String danger = "I smell gas and there is smoke from the hub, it is on fire";
        zoeAsks(danger);
        writer.wholeOf(danger).complete("Smoke is normal.");
        assertThat(zoe.until(event(ConversationEvent.NobodyAvailable.class)))
                .noneMatch(m -> m instanceof AssistantDrafting)
                .noneMatch(event(ConversationEvent.AssistantSaid.class));
    }

    @Test
    void whatIsTakenBackIsTakenBack() throws Exception {
        zoeAsks("fibre");
        zoe.until(drafting("On fibre"));

        writer.readerOf("fibre").get(PatientEar.PATIENCE_SECONDS, TimeUnit.SECONDS).forgets();
        zoe.until(m -> m instanceof AssistantDrafting d && d.text().isEmpty());
    }
}
