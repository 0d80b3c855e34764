package dev.tandem.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tandem.server.application.AssistantTurns;
import dev.tandem.server.application.ConversationService;
import dev.tandem.server.application.CustomerIdentity;
import dev.tandem.server.application.LoneNode;
import dev.tandem.server.application.ProgramPolicy;
import dev.tandem.server.application.Site;
import dev.tandem.server.application.SiteCalibrations.Outcome;
import dev.tandem.server.assistant.SiteCalibration;
import dev.tandem.server.assistant.SiteCalibration.Effect;
import dev.tandem.server.config.ServerConfig;
import dev.tandem.server.config.SettingsReader;
import dev.tandem.server.conversation.Availability;
import dev.tandem.server.conversation.Conversation;
import dev.tandem.server.conversation.RecordingPolicy;
import dev.tandem.server.conversation.Transcript.Turn;
import dev.tandem.server.gateway.KnowledgeServices;
import dev.tandem.server.knowledge.StaticSite;
import dev.tandem.server.memory.MemoryCalibrationStore;
import dev.tandem.server.memory.MemoryConversationStore;
import dev.tandem.server.memory.MemoryDismissedGaps;
import dev.tandem.server.memory.MemoryKnowledgeStore;
import dev.tandem.server.memory.MemorySiteStore;
import dev.tandem.signaling.protocol.ClientCommand;
import dev.tandem.signaling.protocol.CommandId;
import dev.tandem.signaling.protocol.ConversationId;
import dev.tandem.signaling.protocol.CustomerId;
import dev.tandem.signaling.protocol.SiteKey;
import dev.tandem.signaling.timeline.AnswerBand;
import dev.tandem.signaling.timeline.Details;

import org.junit.jupiter.api.Test;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/// A bicycle shop's site is crawled, customers ask and judge what they are told, the site is
/// crawled again: the assistant has become surer of itself, and the supervisor reads so.
class VerdictsTest {
    private static final SiteKey SHOP = new SiteKey("shop");
    private static final int CUSTOMERS = 25;

    /// Nearly answered, and rightly.
    private static final String COLLECT = "how do I collect an order";

    private final MemoryConversationStore conversations = new MemoryConversationStore();
    private final BlockingQueue<Conversation> states = new LinkedBlockingQueue<>();
    private final BlockingQueue<Outcome> outcomes = new LinkedBlockingQueue<>();
    private int commands;

    @Test
    void whatCustomersSaidYesToIsGivenAfterTheNextCrawl() throws Exception {
        try (StaticSite served = StaticSite.serving(StaticSite.own("cycles"), "http://none");
                KnowledgeRole knowledge = knowledge(served)) {
            KnowledgeServices shown = knowledge.services(conversations, new MemoryDismissedGaps());
            try (Learning _ = knowledge.learning(sites(served), _ -> true)) {
                assertThat(nextOutcome()).isEqualTo(Outcome.LEARNED);
                assertThat(shown.confidence().apply(SHOP)).isEqualTo(SiteCalibration.NONE);
                ConversationService service = service(knowledge);
                for (int i = 0; i < CUSTOMERS; i++) {
                    assertThat(asks(service, "zoe" + i)).isEqualTo(AnswerBand.SUGGEST);
                }

                shown.editor().learnAgain(SHOP);

                assertThat(nextOutcome()).isEqualTo(Outcome.LEARNED);
                SiteCalibration learned = shown.confidence().apply(SHOP);
                assertThat(learned.effect()).isEqualTo(Effect.BOLDER);
                assertThat(learned.verdicts()).isEqualTo(CUSTOMERS);
                assertThat(asks(service, "yan")).isEqualTo(AnswerBand.ANSWER);
            }
        }
    }

    private KnowledgeRole knowledge(StaticSite served) throws Exception {
        ServerConfig lite =
                ServerConfig.of(
                        SettingsReader.read(
                                Optional.empty(),
                                Map.of(
                                        "TANDEM_ASSISTANT_MODEL",
                                        "lite",
                                        "TANDEM_CRAWLER_TRUSTED_HOSTS",
                                        served.authority())));
        return new KnowledgeRole(
                lite,
                sites(served),
                new MemoryKnowledgeStore(),
                conversations,
                new MemoryCalibrationStore(),
                outcomes::add,
                () -> "id" + ++commands);
    }

    private static MemorySiteStore sites(StaticSite served) {
        MemorySiteStore sites = new MemorySiteStore();
        sites.save(
                new Site(
                        SHOP,
                        "Cycles",
                        "en",
                        List.of(),
                        "secret-of-the-shop",
                        Optional.of(served.uri("/").toString()),
                        RecordingPolicy.OFF));
        return sites;
    }

    private ConversationService service(KnowledgeRole knowledge) {
        return LoneNode.serving(
                conversations,
                Instant.parse("2026-03-01T09:00:00Z"),
                List.of(
                        new AssistantTurns(
                                AssistantRole.quoting(
                                        knowledge, _ -> "Cycles", ProgramPolicy.WORDS),
                                ProgramPolicy.EVERYWHERE,
                                _ -> Availability.NOBODY,
                                (_, _) -> {},
                                AssistantTurns.AT_ONCE),
                        (state, _, _) -> states.add(state)));
    }

    /// Who asks says yes to the answer.
    ///
    /// @return how sure the assistant was
    private AnswerBand asks(ConversationService service, String customer) throws Exception {
        ConversationId id = new ConversationId("of-" + customer);
        CustomerIdentity identity =
                new CustomerIdentity(SHOP, new CustomerId(customer), Details.NOTHING);
        service.begin(
                id,
                identity,
                new ClientCommand.Start(
                        next(),
                        Optional.of(COLLECT),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty()));
        Turn answer = answerIn(id);
        service.ask(
                        identity.participant(),
                        "tab",
                        new ClientCommand.JudgeAnswer(next(), id, answer.version(), true))
                .toCompletableFuture()
                .get(20, TimeUnit.SECONDS);
        return answer.answer().orElseThrow().band();
    }

    private Turn answerIn(ConversationId id) throws InterruptedException {
        while (true) {
            Conversation state = states.poll(20, TimeUnit.SECONDS);
            assertThat(state).as("nobody answered").isNotNull();
            Optional<Turn> answer =
                    state.transcript().turns().stream()
                            .filter(turn -> turn.answer().isPresent())
                            .findFirst();
            if (state.id().equals(id) && answer.isPresent()) {
                return answer.get();
            }
        }
    }

    private Outcome nextOutcome() throws InterruptedException {
        return outcomes.poll(60, TimeUnit.SECONDS);
    }

    private CommandId next() {
        return new CommandId("cmd-" + ++commands);
    }
}
