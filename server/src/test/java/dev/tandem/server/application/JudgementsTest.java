package dev.tandem.server.application;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tandem.server.conversation.Availability;
import dev.tandem.server.conversation.Conversation;
import dev.tandem.server.conversation.ConversationCommand;
import dev.tandem.server.conversation.Phase;
import dev.tandem.server.memory.MemoryConversationStore;
import dev.tandem.signaling.protocol.ClientCommand;
import dev.tandem.signaling.protocol.CommandId;
import dev.tandem.signaling.protocol.ConversationId;
import dev.tandem.signaling.protocol.CustomerId;
import dev.tandem.signaling.protocol.SiteKey;
import dev.tandem.signaling.timeline.AnswerBand;
import dev.tandem.signaling.timeline.ConversationEvent;
import dev.tandem.signaling.timeline.ConversationEvent.EscalationDecided;
import dev.tandem.signaling.timeline.Details;
import dev.tandem.signaling.timeline.EscalationOutcome;
import dev.tandem.signaling.timeline.TimelineEntry;
import dev.tandem.signaling.timeline.Trigger;

import org.junit.jupiter.api.Test;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/// Two answers that did not help: a person is offered without another message, once, and also when
/// the server died between the judgement and the offer.
class JudgementsTest {
    private static final Instant NOW = Instant.parse("2026-03-01T09:00:00Z");
    private static final CustomerIdentity ZOE =
            new CustomerIdentity(new SiteKey("harbor"), new CustomerId("zoe"), Details.NOTHING);

    private final MemoryConversationStore store = new MemoryConversationStore();
    private final LinkedBlockingQueue<Conversation> states = new LinkedBlockingQueue<>();
    private int commands;

    @Test
    void theSecondNoBringsTheOfferAtOnce() throws Exception {
        ConversationService service = service(true);
        ConversationId id = askedAndAnsweredTwice(service);
        answer(service.ask(ZOE.participant(), "tab", no(id, 4)));
        answer(service.ask(ZOE.participant(), "tab", no(id, 7)));
        awaitOffer();
        assertThat(kinds(id).subList(7, kinds(id).size()))
                .containsExactly(
                        "AnswerJudged", "AnswerJudged", "EscalationDecided", "NobodyAvailable");
    }

    @Test
    void whatWasOwedWhenTheServerDiedIsFoundAgain() throws Exception {
        ConversationService died = service(false);
        ConversationId id = askedAndAnsweredTwice(died);
        answer(died.ask(ZOE.participant(), "tab", no(id, 4)));
        answer(died.ask(ZOE.participant(), "tab", no(id, 7)));
        assertThat(kinds(id)).doesNotContain("NobodyAvailable");

        ConversationService next = service(true);
        next.recover(store.unfinished(ZOE.site()));
        awaitOffer();
        assertThat(kinds(id)).endsWith("EscalationDecided", "NobodyAvailable");
    }

    /// Versions: started 1, asked 2, decided 3, answered 4; asked 5, decided 6, answered 7.
    private ConversationId askedAndAnsweredTwice(ConversationService service) throws Exception {
        AskOutcome started =
                answer(
                        service.begin(
                                new ConversationId("c1"),
                                ZOE,
                                new ClientCommand.Start(
                                        next(),
                                        Optional.of("It blinks"),
                                        Optional.empty(),
                                        Optional.empty(),
                                        Optional.empty())));
        ConversationId id = ((AskOutcome.Accepted) started).conversation();
        assertThat(answer(service.act(id, reply(2)))).isInstanceOf(AskOutcome.Accepted.class);
        answer(
                service.ask(
                        ZOE.participant(),
                        "tab",
                        new ClientCommand.Say(next(), id, "It still does")));
        assertThat(answer(service.act(id, reply(5)))).isInstanceOf(AskOutcome.Accepted.class);
        return id;
    }

    private static ConversationCommand.Reply reply(long question) {
        return new ConversationCommand.Reply(
                question,
                List.of(),
                List.of(
                        new ConversationCommand.Answer(
                                AnswerBand.ANSWER, "Restart it.", List.of(), 0.9, List.of())),
                new EscalationDecided(
                        question,
                        EscalationOutcome.CONTINUE,
                        Trigger.NONE,
                        "no_rule",
                        "test-1",
                        List.of()),
                Availability.NOBODY);
    }

    private ClientCommand.JudgeAnswer no(ConversationId id, long answer) {
        return new ClientCommand.JudgeAnswer(next(), id, answer, false);
    }

    private CommandId next() {
        return new CommandId("cmd-" + ++commands);
    }

    private ConversationService service(boolean judging) {
        Reaction judgements = new Judgements(ProgramPolicy.EVERYWHERE, _ -> Availability.NOBODY);
        Reaction watch = (state, _, _) -> states.add(state);
        return LoneNode.serving(store, NOW, judging ? List.of(judgements, watch) : List.of(watch));
    }

    private void awaitOffer() throws InterruptedException {
        while (true) {
            Conversation state = states.poll(10, TimeUnit.SECONDS);
            assertThat(state).as("nobody was offered").isNotNull();
            if (state.phase() instanceof Phase.WithAssistant p && p.offered().isPresent()) {
                return;
            }
        }
    }

    private List<String> kinds(ConversationId id) {
        return store.read(id, 0, 100).stream()
                .map(TimelineEntry::event)
                .map(ConversationEvent::getClass)
                .map(Class::getSimpleName)
                .toList();
    }

    private static AskOutcome answer(CompletionStage<AskOutcome> outcome) throws Exception {
        return outcome.toCompletableFuture().get(10, TimeUnit.SECONDS);
    }
}
