package dev.tandem.server.assistant;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tandem.server.assistant.WritingAnswerEngine.Outcome;
import dev.tandem.signaling.protocol.ConversationId;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;

/// What one conversation may cost is a limit: when it is reached, the site is quoted, and other
/// conversations have their own.
class ConversationCostsTest extends WriterStory {
    private static final Duration WITHIN = Duration.ofSeconds(20);

    private final List<Double> paid = new CopyOnWriteArrayList<>();

    @BeforeEach
    void theModelKnowsNothing() {
        endpoint.says("UNKNOWN"); // 900 tokens in, 100 out
    }

    private WritingAnswerEngine engine(Pricing pricing, Reach reach) {
        return new WritingAnswerEngine(
                harbor.engine(),
                new OpenAiModel(endpoint.url(), "small", "", WITHIN),
                1_000_000,
                pricing,
                WITHIN,
                reach,
                now::get,
                new WritingAnswerEngine.Meter() {
                    @Override
                    public void answered(Outcome outcome) {
                        outcomes.add(outcome);
                    }

                    @Override
                    public void paid(int in, int out, double cost) {
                        paid.add(cost);
                    }
                });
    }

    private static Question in(String conversation) {
        return new Question(
                harbor.key(),
                ASKED,
                Optional.of("en"),
                Optional.of(new ConversationId(conversation)),
                Optional.empty(),
                List.of());
    }

    private static Pricing written(String perConversation) {
        return new Pricing(BigDecimal.ZERO, new BigDecimal("10"), new BigDecimal(perConversation));
    }

    @Test
    void aConversationAsksAsLongAsTheMostThatItCanCostFits() {
        // 100 tokens that were written cost 0.001; the 400 that may be cost 0.004.
        WritingAnswerEngine engine = engine(written("0.005"), Reach.NOTHING);

        Answer first = engine.answer(in("c-1"));
        engine.answer(in("c-1"));
        Answer third = engine.answer(in("c-1"));

        assertThat(outcomes).containsExactly(Outcome.UNKNOWN, Outcome.UNKNOWN, Outcome.TOO_DEAR);
        assertThat(endpoint.asked).hasSize(2);
        assertThat(third).as("the site is quoted").isEqualTo(first);
        assertThat(paid).containsExactly(0.001, 0.001);

        engine.answer(in("c-2"));
        assertThat(outcomes).as("another one has its own").endsWith(Outcome.UNKNOWN);
    }

    @Test
    void oneMillionthLessAndTheRequestIsNotMade() {
        engine(written("0.004"), Reach.NOTHING).answer(in("c-1"));
        engine(written("0.003999"), Reach.NOTHING).answer(in("c-1"));

        assertThat(outcomes).containsExactly(Outcome.UNKNOWN, Outcome.TOO_DEAR);
    }

    @Test
    void whatIsReadIsPaidForToo() {
        engine(
                        new Pricing(new BigDecimal("0.5"), new BigDecimal("2"), BigDecimal.ZERO),
                        Reach.NOTHING)
                .answer(in("c-1"));

        assertThat(paid).containsExactly(0.00065);
    }

    @Test
    void theMoneyCanEndInTheMiddleOfAnAnswer() {
        endpoint.does(ScriptedEndpoint.calling("search_site", "{\"query\":\"hub\"}"));

        engine(written("0.0045"), new Reach(true, List.of())).answer(in("c-1"));

        assertThat(endpoint.asked).hasSize(1);
        assertThat(outcomes).containsExactly(Outcome.TOO_DEAR);
    }

    @Test
    void withoutALimitNothingIsRemembered() {
        WritingAnswerEngine engine = engine(written("0"), Reach.NOTHING);
        for (int i = 0; i < 5; i++) {
            engine.answer(in("c-1"));
        }
        assertThat(outcomes).hasSize(5).containsOnly(Outcome.UNKNOWN);
    }

    @Test
    void aQuietConversationIsForgotten() {
        ConversationCosts costs = new ConversationCosts(written("1"), 0);
        LanguageModel.Tokens some = new LanguageModel.Tokens(0, 100);
        costs.add(Optional.of(new ConversationId("c-1")), some, 0);

        long before = ConversationCosts.KEPT.toNanos() - 1;
        costs.add(Optional.of(new ConversationId("c-2")), some, before);
        assertThat(costs.conversations()).isEqualTo(2);

        costs.add(
                Optional.of(new ConversationId("c-2")),
                some,
                before + Duration.ofHours(1).toNanos());
        assertThat(costs.conversations()).isEqualTo(1);
    }
}
