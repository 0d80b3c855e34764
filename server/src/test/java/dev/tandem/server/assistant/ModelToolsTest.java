package dev.tandem.server.assistant;

import static dev.tandem.server.assistant.ScriptedEndpoint.calling;
import static dev.tandem.server.assistant.ScriptedEndpoint.saying;
import static dev.tandem.server.assistant.ScriptedEndpoint.sayingAndCalling;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tandem.server.assistant.WritingAnswerEngine.Outcome;
import dev.tandem.server.privacy.Masked;
import dev.tandem.signaling.protocol.SiteKey;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;

/// A model may look at more of the site, and at what the business knows about the very customer who
/// asks; and whatever a worst-case model calls, nobody else's matters are asked for or told.
class ModelToolsTest extends WriterStory {
    private static final String WHERE = "Where is my order 4711?";
    private static final String SHIPPED =
            "{\"order\":\"4711\",\"status\":\"shipped\",\"carrier\":\"Blue Parcel\","
                    + "\"expectedDelivery\":\"2026-03-04\",\"total\":\"£41.50\"}";
    private static final String ARRIVES =
            "Your order 4711 is shipped with Blue Parcel, delivery is expected on 2026-03-04.";
    private static final String ORDER = "{\"order\":\"4711\"}";
    private static final Duration WITHIN = Duration.ofSeconds(20);

    private final List<ToolOutcome> calls = new CopyOnWriteArrayList<>();
    private final List<AnswerReader.LookedUp> lookedUp = new CopyOnWriteArrayList<>();
    private final List<String> read = new CopyOnWriteArrayList<>();
    private final CompletableFuture<Void> gone = new CompletableFuture<>();
    private ScriptedShop shop;

    @BeforeEach
    void theShopOpens() throws IOException {
        shop = new ScriptedShop();
        shop.tells(SHIPPED);
    }

    @AfterEach
    void theShopCloses() {
        shop.close();
    }

    private WritingAnswerEngine engine(Reach reach, long tokensPerHour) {
        return new WritingAnswerEngine(
                harbor.engine(),
                new OpenAiModel(endpoint.url(), "small", "model-key-1", WITHIN),
                tokensPerHour,
                Pricing.FREE,
                WITHIN,
                reach,
                now::get,
                new WritingAnswerEngine.Meter() {
                    @Override
                    public void answered(Outcome outcome) {
                        outcomes.add(outcome);
                    }

                    @Override
                    public void called(ToolOutcome outcome) {
                        calls.add(outcome);
                    }
                });
    }

    private Answer ask(String text, Optional<String> user, Lookup... lookups) {
        return engine(new Reach(true, List.of(lookups)), 1_000_000)
                .answer(
                        new Question(
                                harbor.key(),
                                text,
                                Optional.of("en"),
                                Optional.empty(),
                                user,
                                List.of()),
                        new AnswerReader() {
                            @Override
                            public void reads(String draft) {
                                read.add(draft);
                            }

                            @Override
                            public void forgets() {}

                            @Override
                            public void lookedUp(LookedUp what) {
                                lookedUp.add(what);
                            }

                            @Override
                            public void whenGone(Runnable then) {
                                gone.thenRun(then);
                            }
                        });
    }

    private Answer zoeAsks(String text) {
        return ask(text, Optional.of("zoe-7"), shop.orderStatus(harbor.key()));
    }

    private static Answer offline(String text) {
        return harbor.engine()
                .answer(new Question(harbor.key(), text, Optional.of("en"), List.of()));
    }

    // The site

    @Test
    void theModelSearchesTheSiteAndCitesWhatItFound() {
        endpoint.does(
                calling("search_site", "{\"query\":\"cancel early fee contract\"}"),
                exchange -> {
                    String[] found = endpoint.told(1).getFirst().split("\"text\":\"");
                    String first = found[1].substring(0, found[1].indexOf('.') + 1);
                    saying(first + " [6]").answer(exchange);
                });

        Answer answer = ask(ASKED, Optional.empty());

        assertThat(endpoint.offered(0)).containsExactly("search_site");
        assertThat(endpoint.told(1))
                .singleElement()
                .asString()
                .startsWith("{\"passages\":[{\"number\":6,");
        assertThat(answer)
                .isInstanceOfSatisfying(
                        Answer.Quoted.class,
                        written -> {
                            assertThat(written.citations()).hasSize(1);
                            assertThat(written.text())
                                    .isNotEqualTo(((Answer.Quoted) offline(ASKED)).text());
                        });
        assertThat(calls).containsExactly(ToolOutcome.SEARCHED);
        assertThat(outcomes).containsExactly(Outcome.WRITTEN);
    }

    @Test
    void aPassageThatNoSearchFoundMayNotBeNamed() {
        endpoint.does(
                calling("search_site", "{\"query\":\"hub\"}"),
                saying("The hub is blinking amber. [16]"));

        assertThat(ask(ASKED, Optional.empty())).isEqualTo(offline(ASKED));
        assertThat(outcomes).containsExactly(Outcome.UNGROUNDED);
    }

    @Test
    void searchesFindSoManyPassagesAndNoMore() {
        endpoint.does(
                calling(
                        "search_site", "{\"query\":\"broadband\"}",
                        "search_site", "{\"query\":\"cancel contract\"}",
                        "search_site", "{\"query\":\"shop opening hours\"}"),
                saying("UNKNOWN"));

        ask(ASKED, Optional.empty());

        String all = String.join("", endpoint.told(1));
        assertThat(all).contains("\"number\":15,").doesNotContain("\"number\":16,");
        assertThat(endpoint.told(1).get(2)).isEqualTo("{\"passages\":[]}");
    }

    @Test
    void aModelThatCallsForEverIsOfferedNothingInTheEndAndTheSiteIsQuoted() {
        endpoint.does(calling("search_site", "{\"query\":\"hub\"}"));

        assertThat(ask(ASKED, Optional.empty())).isEqualTo(offline(ASKED));

        assertThat(endpoint.asked).hasSize(ModelTools.MAX_ROUNDS + 1);
        assertThat(endpoint.offered(ModelTools.MAX_ROUNDS)).isEmpty();
        assertThat(outcomes).containsExactly(Outcome.FAILED);
    }

    @Test
    void oneCallTooManyIsRefused() {
        List<String> many = new ArrayList<>();
        for (int i = 0; i < ModelTools.MAX_CALLS + 1; i++) {
            many.addAll(List.of("search_site", "{\"query\":\"hub " + i + "\"}"));
        }
        endpoint.does(calling(many.toArray(String[]::new)), saying("UNKNOWN"));

        ask(ASKED, Optional.empty());

        assertThat(Collections.frequency(calls, ToolOutcome.SEARCHED))
                .isEqualTo(ModelTools.MAX_CALLS);
        assertThat(calls).endsWith(ToolOutcome.TOO_MANY);
        assertThat(endpoint.told(1).getLast()).contains("no more calls");
    }

    @Test
    void aHeapOfCallsInOneResponseIsNonsense() {
        List<String> heap = new ArrayList<>();
        for (int i = 0; i < OpenAiModel.MAX_CALLS + 1; i++) {
            heap.addAll(List.of("search_site", "{\"query\":\"hub\"}"));
        }
        endpoint.does(calling(heap.toArray(String[]::new)));

        assertThat(ask(ASKED, Optional.empty())).isEqualTo(offline(ASKED));
        assertThat(calls).isEmpty();
        assertThat(outcomes).containsExactly(Outcome.FAILED);
    }

    @Test
    void withoutToolsACallIsNonsense() {
        endpoint.does(calling("search_site", "{\"query\":\"hub\"}"));

        assertThat(engine(Reach.NOTHING, 1_000_000).answer(Question.first(harbor.key(), ASKED)))
                .isEqualTo(harbor.engine().answer(Question.first(harbor.key(), ASKED)));
        assertThat(endpoint.asked).hasSize(1);
        assertThat(endpoint.asked.getFirst().has("tools")).isFalse();
        assertThat(outcomes).containsExactly(Outcome.FAILED);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "hub",
                "{",
                "[\"hub\"]",
                "{\"query\":[\"hub\"]}",
                "{\"query\":null}",
                "{\"question\":\"hub\"}",
                "{\"query\":\"hub\",\"site\":\"other\"}",
                "{\"query\":\"hub\"} {}"
            })
    void argumentsThatAreNoneAreRefusedAndNothingIsSearched(String arguments) {
        endpoint.does(calling("search_site", arguments), saying("UNKNOWN"));

        assertThat(ask(ASKED, Optional.empty())).isEqualTo(offline(ASKED));
        assertThat(calls).containsExactly(ToolOutcome.BAD_ARGUMENTS);
    }

    // The customer's own matters

    @Test
    void whatTheBusinessKnowsAboutTheCustomerIsSaid() {
        assertThat(offline(WHERE)).isInstanceOf(Answer.NotCovered.class);
        endpoint.does(calling("order_status", ORDER), saying(ARRIVES));

        Answer answer = zoeAsks(WHERE);

        assertThat(answer)
                .isInstanceOfSatisfying(
                        Answer.LookedUp.class,
                        told -> {
                            assertThat(told.text()).isEqualTo(ARRIVES);
                            assertThat(told.citations()).isEmpty();
                        });
        assertThat(shop.asked)
                .containsExactly(
                        new ScriptedShop.Request(
                                "/orders/4711?customer=zoe-7",
                                Optional.of("Bearer " + ScriptedShop.KEY)));
        assertThat(calls).containsExactly(ToolOutcome.TOLD);
        assertThat(lookedUp)
                .containsExactly(
                        new AnswerReader.LookedUp(
                                "order_status",
                                Map.of("order", "4711"),
                                ToolOutcome.TOLD,
                                SHIPPED));
    }

    @Test
    void theModelLearnsNeitherTheCustomersIdNorAnAddressNorAKey() {
        endpoint.does(calling("order_status", ORDER), saying(ARRIVES));

        zoeAsks(WHERE);

        assertThat(endpoint.asked)
                .hasSize(2)
                .allSatisfy(request ->
                        assertThat(request.toString())
                                .doesNotContain("zoe-7")
                                .doesNotContain(ScriptedShop.KEY)
                                .doesNotContain("127.0.0.1")
                                .doesNotContain("/orders/"));
    }

    @Test
    void cardsAndAddressesAreMaskedBeforeTheModelReadsThem() {
        shop.tells("{\"paidWith\":\"4111 1111 1111 1111\",\"mail\":\"zoe@example.org\"}");
        endpoint.does(calling("order_status", ORDER), saying("UNKNOWN"));

        zoeAsks(WHERE);

        assertThat(endpoint.told(1))
                .singleElement()
                .asString()
                .contains(Masked.CARD, Masked.EMAIL)
                .doesNotContain("4111", "zoe@example.org");
        assertThat(lookedUp.getFirst().told()).doesNotContain("4111", "zoe@example.org");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"order\":\"4711\",\"user\":\"mallory\"}",
                "{\"order\":\"4711\",\"customer\":\"mallory\"}",
                "{\"user\":\"mallory\"}",
                "{}",
                "{\"order\":\"\"}",
                "{\"order\":\"..\"}",
                "{\"order\":\"../invoices\"}",
                "{\"order\":\"4711&customer=mallory\"}",
                "{\"order\":\"4711?customer=mallory\"}",
                "{\"order\":\"{user}\"}",
                "{\"order\":{\"customer\":\"mallory\"}}",
                "order 4711 of mallory"
            })
    void whoAsksForSomebodyElsesMattersAsksNobody(String arguments) {
        endpoint.does(calling("order_status", arguments), saying(ARRIVES));

        assertThat(zoeAsks(WHERE)).isEqualTo(offline(WHERE));

        assertThat(shop.asked).isEmpty();
        assertThat(calls).containsExactly(ToolOutcome.BAD_ARGUMENTS);
        assertThat(outcomes).containsExactly(Outcome.UNGROUNDED);
    }

    @Test
    void whateverTheModelFillsInStaysInItsPlace() {
        endpoint.does(calling("order_status", "{\"order\":\"47 11#x:é\"}"), saying("UNKNOWN"));

        ask(WHERE, Optional.of("zoe/7&customer=mallory"), shop.orderStatus(harbor.key()));

        assertThat(shop.asked)
                .singleElement()
                .satisfies(request ->
                        assertThat(request.target())
                                .isEqualTo(
                                        "/orders/47%2011%23x%3A%C3%A9?customer=zoe%2F7%26customer%3Dmallory"));
    }

    @Test
    void forACustomerWhomNobodyVouchesForNothingIsLookedUp() {
        endpoint.does(calling("order_status", ORDER), saying(ARRIVES));

        assertThat(ask(ASKED, Optional.empty(), shop.orderStatus(harbor.key())))
                .isEqualTo(offline(ASKED));

        assertThat(endpoint.offered(0)).containsExactly("search_site");
        assertThat(calls).containsExactly(ToolOutcome.UNVERIFIED);
        assertThat(shop.asked).isEmpty();
    }

    @Test
    void whereNothingCanBeToldTheModelIsNotEvenAsked() {
        endpoint.does(calling("order_status", ORDER), saying(ARRIVES));

        assertThat(ask(WHERE, Optional.empty(), shop.orderStatus(harbor.key())))
                .as("nobody vouches")
                .isEqualTo(offline(WHERE));
        assertThat(ask(WHERE, Optional.of("zoe-7"), shop.orderStatus(new SiteKey("another-shop"))))
                .as("another business's system")
                .isEqualTo(offline(WHERE));

        assertThat(endpoint.asked).isEmpty();
        assertThat(shop.asked).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"refund", "order_status2", "", "search_web", "ORDER_STATUS"})
    void aToolThatDoesNotExistIsNotThere(String name) {
        endpoint.does(calling(name, ORDER), saying("UNKNOWN"));

        assertThat(zoeAsks(WHERE)).isEqualTo(offline(WHERE));
        assertThat(shop.asked).isEmpty();
        assertThat(calls).allMatch(ToolOutcome.UNKNOWN::equals);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Your order 4711 is shipped and delivery is expected on 2026-03-05.",
                "Your order 4711 has the total £4.150 and is shipped.",
                "Your order is shipped, follow the delivery at https://evil.example/4711.",
                "Robots conquer several distant planets tomorrow morning, shipped.",
                "Your order is shipped. [9]",
                "Everything is fine."
            })
    void whatTheLookupDidNotSayIsNotSaidEither(String lie) {
        endpoint.does(calling("order_status", ORDER), saying(lie));

        assertThat(zoeAsks(WHERE)).isEqualTo(offline(WHERE));
        assertThat(outcomes).containsExactly(Outcome.UNGROUNDED);
    }

    @Test
    void whatTheSiteDoesNotCoverIsNotAnsweredFromItEither() {
        endpoint.does(saying("The hub is blinking amber. [1]"));

        assertThat(zoeAsks("What is the capital of Portugal?"))
                .isEqualTo(offline("What is the capital of Portugal?"));
        assertThat(outcomes).containsExactly(Outcome.UNGROUNDED);
    }

    @Test
    void askedTwiceTheSameIsLookedUpOnce() {
        endpoint.does(
                calling("order_status", ORDER, "order_status", ORDER),
                calling("order_status", ORDER),
                saying(ARRIVES));

        assertThat(zoeAsks(WHERE)).isInstanceOf(Answer.LookedUp.class);
        assertThat(shop.asked).hasSize(1);
        assertThat(lookedUp).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource({
        "404, application/json, NOTHING",
        "204, application/json, NOTHING",
        "500, application/json, FAILED",
        "401, application/json, FAILED",
        "200, text/html, FAILED",
    })
    void aSystemThatDoesNotAnswerTellsNothing(int status, String type, ToolOutcome outcome) {
        shop.sends(status, type, status == 204 ? "" : SHIPPED);
        endpoint.does(calling("order_status", ORDER), saying(ARRIVES));

        assertThat(zoeAsks(WHERE)).isEqualTo(offline(WHERE));
        assertThat(calls).containsExactly(outcome);
        assertThat(endpoint.told(1)).singleElement().asString().doesNotContain("shipped");
        assertThat(outcomes).containsExactly(Outcome.UNGROUNDED);
    }

    @Test
    void aRedirectionIsNotFollowed() throws IOException {
        try (ScriptedShop elsewhere = new ScriptedShop()) {
            elsewhere.tells(SHIPPED);
            shop.redirectsTo(elsewhere.address() + "/orders/4711");
            endpoint.does(calling("order_status", ORDER), saying(ARRIVES));

            assertThat(zoeAsks(WHERE)).isEqualTo(offline(WHERE));
            assertThat(calls).containsExactly(ToolOutcome.FAILED);
            assertThat(elsewhere.asked).isEmpty();
        }
    }

    @Test
    void aResponseOfExactlyTheLimitIsReadAndOneByteMoreIsNot() {
        String exactly =
                SHIPPED + " ".repeat(2_000 - SHIPPED.getBytes(StandardCharsets.UTF_8).length);
        endpoint.does(calling("order_status", ORDER), saying(ARRIVES));
        shop.tells(exactly);
        assertThat(zoeAsks(WHERE)).isInstanceOf(Answer.LookedUp.class);

        endpoint.does(calling("order_status", ORDER), saying(ARRIVES));
        shop.tells(exactly + " ");
        assertThat(zoeAsks(WHERE)).isEqualTo(offline(WHERE));
        assertThat(calls).containsExactly(ToolOutcome.TOLD, ToolOutcome.TOO_LARGE);
    }

    @Test
    void aResponseWithoutAnEndIsCutOff() {
        shop.neverStops();
        endpoint.does(calling("order_status", ORDER), saying("UNKNOWN"));

        assertThat(zoeAsks(WHERE)).isEqualTo(offline(WHERE));
        assertThat(calls).containsExactly(ToolOutcome.TOO_LARGE);
    }

    @Test
    void aSystemThatHangsCostsItsTimeAndNoMore() {
        shop.hangs();
        endpoint.does(calling("order_status", ORDER), saying("UNKNOWN"));
        Lookup patient = shop.orderStatus(harbor.key());
        Lookup quick =
                new Lookup(
                        patient.site(),
                        patient.name(),
                        patient.description(),
                        patient.parameters(),
                        patient.url(),
                        patient.key(),
                        Duration.ofMillis(100),
                        patient.bytes());

        assertThat(ask(WHERE, Optional.of("zoe-7"), quick)).isEqualTo(offline(WHERE));
        assertThat(calls).containsExactly(ToolOutcome.TOO_SLOW);
        assertThat(outcomes).containsExactly(Outcome.UNKNOWN);
    }

    @Test
    void whoLeavesWhileSomethingIsLookedUpIsWaitedForNoMore() throws Exception {
        shop.hangs();
        endpoint.does(calling("order_status", ORDER), saying(ARRIVES));
        CompletableFuture<Answer> answer = new CompletableFuture<>();
        Thread.ofVirtual().start(() -> answer.complete(zoeAsks(WHERE)));
        while (shop.asked.isEmpty()) {
            Thread.onSpinWait();
        }

        gone.complete(null);

        assertThat(answer.get(20, TimeUnit.SECONDS)).isEqualTo(offline(WHERE));
        assertThat(outcomes).containsExactly(Outcome.UNWANTED);
    }

    @Test
    void whatIsWrittenBeforeACallIsNoAnswer() {
        endpoint.does(
                sayingAndCalling(
                        "Gladly, esteemed visitor of robots. One moment please, I shall consult"
                                + " mysterious archives. ",
                        "order_status",
                        ORDER),
                saying(ARRIVES));

        assertThat(zoeAsks(WHERE)).isInstanceOf(Answer.LookedUp.class);
        assertThat(read).isEmpty();
    }

    @Test
    void theHoursTokensAreCountedForEachRequest() {
        endpoint.does(calling("search_site", "{\"query\":\"hub\"}")); // 1,000 tokens each
        engine(new Reach(true, List.of()), 2_000).answer(Question.first(harbor.key(), ASKED));

        assertThat(endpoint.asked).hasSize(2);
        assertThat(outcomes).containsExactly(Outcome.SPARED);
    }
}
