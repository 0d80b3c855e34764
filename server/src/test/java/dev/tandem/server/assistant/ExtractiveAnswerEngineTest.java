package dev.tandem.server.assistant;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tandem.server.assistant.Answer.Clarify;
import dev.tandem.server.assistant.Answer.Gap;
import dev.tandem.server.assistant.Answer.NotCovered;
import dev.tandem.server.assistant.Answer.Quoted;
import dev.tandem.server.assistant.Answer.SmallTalk;
import dev.tandem.server.assistant.Answer.Suggested;
import dev.tandem.server.assistant.Question.Turn;
import dev.tandem.server.knowledge.AddressGuard;
import dev.tandem.server.knowledge.CountingEmbedder;
import dev.tandem.server.knowledge.CrawlLimits;
import dev.tandem.server.knowledge.CrawlListener;
import dev.tandem.server.knowledge.Crawler;
import dev.tandem.server.knowledge.KnowledgeBase;
import dev.tandem.server.knowledge.Language;
import dev.tandem.server.knowledge.Models;
import dev.tandem.server.knowledge.SiteIndex;
import dev.tandem.server.knowledge.StaticSite;
import dev.tandem.server.memory.MemoryKnowledgeStore;
import dev.tandem.signaling.protocol.SiteKey;
import dev.tandem.signaling.timeline.AnswerBand;
import dev.tandem.signaling.timeline.Citation;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.ArrayDeque;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;

/// Answers about the demo business, with the model that ships.
class ExtractiveAnswerEngineTest {
    private static LearnedSite harbor;

    @BeforeAll
    static void learn() {
        try (StaticSite site = StaticSite.demo()) {
            harbor = LearnedSite.from(site, Optional.of(Models.SEARCH));
        }
    }

    private static Answer ask(String text, Turn... recent) {
        return harbor.engine()
                .answer(new Question(harbor.key(), text, Optional.of("en-GB"), List.of(recent)));
    }

    @Test
    void the_answer_is_words_of_the_page_with_a_link_to_the_very_sentence() {
        Quoted answer = (Quoted) ask("My internet drops every evening since the new Hub came.");

        Citation source = answer.citations().getFirst();
        assertThat(answer.band()).isEqualTo(AnswerBand.ANSWER);
        assertThat(source.title()).isEqualTo("Drops at busy times");
        assertThat(source.url())
                .contains("/demo/help/drops-at-busy-times/#")
                .contains(":~:text=")
                .doesNotContain(" ");
        assertThat(answer.text()).contains(source.quote());
    }

    @Test
    void how_questions_get_all_the_steps_in_order() {
        Quoted answer = (Quoted) ask("how do I set a fixed wifi channel");

        assertThat(answer.citations().getFirst().title()).isEqualTo("Drops at busy times");
        assertThat(answer.text())
                .containsSubsequence(
                        "1. Open the Harbor app, then Wi-Fi.",
                        "\n2. Set Channel to 36, 40 or 44.",
                        "\n3. Save.");
    }

    @Test
    void danger_gets_the_whole_section_from_its_first_step() {
        Quoted answer = (Quoted) ask("my hub smells of burning");

        assertThat(answer.text())
                .startsWith("1. If you see flames or smoke, leave the house and call 999.")
                .contains("\n2. If it is safe, switch off the power");
    }

    @Test
    void a_follow_up_leans_on_what_was_talked_about() {
        Turn before =
                new Turn("can I get wifi in every room", "Wi-Fi in every room with mesh discs");

        Answer alone = ask("how much does one cost");
        Answer after = ask("how much does one cost", before);

        assertThat(after).isInstanceOf(Quoted.class);
        assertThat(((Quoted) after).citations().getFirst().quote()).contains("£5 a month");
        assertThat(after.confidence()).isGreaterThan(alone.confidence());
    }

    /// The "it" is the leaving.
    @Test
    void an_it_that_stands_for_what_follows_leans_on_nothing() {
        Turn before = new Turn("how long is a contract", "Contract terms in plain words");

        Suggested answer = (Suggested) ask("what does it cost to leave early", before);

        assertThat(answer.citations().getFirst().quote()).contains("leaving charge");
    }

    @Test
    void a_new_topic_is_not_dragged_back_to_the_old_one() {
        Turn before =
                new Turn("can I get wifi in every room", "Wi-Fi in every room with mesh discs");

        Answer answer = ask("what does blinking amber mean", before);

        assertThat(answer).isInstanceOf(Quoted.class);
        assertThat(((Quoted) answer).citations().getFirst().title())
                .isEqualTo("What the Hub 3 lights mean");
    }

    @ParameterizedTest
    @CsvSource(
            textBlock =
                    """
                    who painted the mona lisa
                    how do I cook rice
                    what is the boiling point of mercury
                    """)
    void what_the_site_does_not_cover_is_said_to_be_so(String question) {
        assertThat(ask(question)).isInstanceOf(NotCovered.class);
    }

    @ParameterizedTest
    @CsvSource(
            textBlock =
                    """
                    Hello!, GREETING
                    hi there, GREETING
                    thanks a lot, THANKS
                    bye, GOODBYE
                    are you a real person?, WHO_ARE_YOU
                    that fixed it, SOLVED
                    'No, that didn’t help.', NOT_SOLVED
                    Still dropping, NOT_SOLVED
                    """)
    void small_talk_needs_no_site(String text, SmallTalk.Kind kind) {
        assertThat(ask(text)).isEqualTo(new SmallTalk(Language.ENGLISH, kind));
    }

    @Test
    void a_greeting_in_front_of_a_question_does_not_hide_it() {
        assertThat(ask("Hello, what does blinking amber mean?")).isInstanceOf(Quoted.class);
    }

    @Test
    void a_single_word_that_many_pages_are_about_asks_which() {
        Answer answer = ask("disc");

        assertThat(answer).isInstanceOf(Clarify.class);
        assertThat(((Clarify) answer).topics())
                .contains("Placing a mesh disc")
                .hasSizeBetween(2, Clarify.MAX_TOPICS)
                .doesNotHaveDuplicates();
    }

    @Test
    void nonsense_and_hostile_input_get_an_honest_answer() {
        assertThat(ask("???")).isEqualTo(new NotCovered(Language.ENGLISH, Gap.NO_WORDS, 0));
        assertThat(ask("\ud83d\ude00\ud83d\ude00"))
                .isEqualTo(new NotCovered(Language.ENGLISH, Gap.NO_WORDS, 0));
        assertThat(ask("<script>alert(1)</script>")).isNotInstanceOf(Quoted.class);
        assertThat(ask("a".repeat(4_000))).isInstanceOf(NotCovered.class);
        assertThat(ask("price ".repeat(600))).isNotNull();
        assertThat(ask("* AND (title:x OR \"~5^3")).isNotNull();
    }

    @Test
    void of_a_long_message_the_question_counts() {
        Answer answer =
                ask(
                        "Hello. ".repeat(5)
                                + "We have lived here for nine years with the children and the dog"
                                + " and were always happy with everything, really, you know how it is"
                                + " with old houses and their walls. We had a lovely summer in the"
                                + " garden too, thank you for asking, and the neighbours are nice."
                                + " What does a blinking amber light mean? Greetings, Elena");

        assertThat(answer).isInstanceOf(Quoted.class);
        assertThat(((Quoted) answer).citations().getFirst().title())
                .isEqualTo("What the Hub 3 lights mean");
    }

    @Test
    void the_fastest_plan_is_found_by_comparing_the_rows_of_the_table() {
        Quoted answer = (Quoted) ask("How much is the fastest plan?");

        assertThat(answer.citations().getFirst().url()).contains("/demo/broadband/#plans");
        assertThat(answer.citations().getFirst().quote())
                .startsWith("Fibre 900 · Price a month: £41");
        assertThat(answer.text()).contains("£41");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "How fast is the fastest plan?",
                "What is the fastest plan?",
                "which plan is fastest"
            })
    void what_is_compared_need_not_be_named(String question) {
        assertThat(ask(question)).isInstanceOf(Quoted.class);
        assertThat(((Quoted) ask(question)).text()).containsAnyOf("1 Gb/s", "900 Mb/s");
    }

    /// Each search by meaning costs an embedding.
    @Test
    void what_is_compared_is_searched_for_no_oftener_than_it_must_be() {
        CountingEmbedder model = new CountingEmbedder();
        try (StaticSite site =
                StaticSite.serving(StaticSite.own("storage"), "http://127.0.0.1:8099")) {
            LearnedSite storage = LearnedSite.from(site, Optional.of(model));
            model.asked.clear();

            storage.engine().answer(Question.first(storage.key(), "the best price a month"));
            assertThat(model.asked).containsOnlyOnce("the price a month");

            storage.engine().answer(Question.first(storage.key(), "the fastest van"));
            assertThat(model.asked).contains("the fastest van");
            assertThat(model.asked).as("no table has speeds").doesNotContain("the speed van");
        }
    }

    @ParameterizedTest
    @CsvSource(
            textBlock =
                    """
                    the internet dies every evening when everybody is at home, Drops at busy times
                    slow wifi upstairs, Slow speed and how to test it
                    why is my internet slow in the evening, Slow speed and how to test it
                    """)
    void of_a_topic_without_a_sure_answer_the_nearest_is_shown(String question, String title) {
        Answer answer = ask(question);

        assertThat(answer).isInstanceOf(Answer.Suggested.class);
        assertThat(((Answer.Suggested) answer).likely()).isFalse();
        assertThat(((Answer.Suggested) answer).citations())
                .extracting(Citation::title)
                .contains(title);
    }

    @Test
    void a_problem_in_other_words_leads_to_its_page() {
        Answer answer = ask("my internet keeps cutting out every evening");

        assertThat(answer).isInstanceOf(Answer.Suggested.class);
        assertThat(((Answer.Suggested) answer).citations())
                .extracting(Citation::title)
                .contains("Drops at busy times");
    }

    @Test
    void the_plan_that_was_named_is_the_plan_that_is_quoted() {
        Quoted answer = (Quoted) ask("How much is Fibre 500?");

        assertThat(answer.citations().getFirst().quote()).contains("Fibre 500", "£32");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "how much is a Fibre 300 plan",
                "who makes the Hub 3",
                "how much is a call to Australia",
                "is there an over-60s discount on home phone",
                "is there a waiting list for the Leith shop jobs"
            })
    void a_page_on_the_topic_without_the_fact_is_no_answer(String question) {
        assertThat(ask(question)).isNotInstanceOf(Quoted.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"how do I cancel my contract", "I want to cancel"})
    void who_wants_to_cancel_is_told_how_and_not_what_comes_back(String question) {
        assertThat(ask(question))
                .isInstanceOfSatisfying(
                        Quoted.class,
                        answer -> {
                            assertThat(answer.citations().getFirst().title())
                                    .isEqualTo("Leaving Harbor");
                            assertThat(answer.text()).contains("30 days’ notice");
                        });
    }

    @Test
    void a_site_that_was_never_learned_says_so() {
        AnswerEngine engine =
                new ExtractiveAnswerEngine(
                        ProgramPhrases.ALL, _ -> SiteIndex.EMPTY, _ -> Calibration.DEFAULT);

        assertThat(engine.answer(Question.first(new SiteKey("new"), "what is the price")))
                .isEqualTo(new NotCovered(Language.ENGLISH, Gap.NOTHING_LEARNED, 0));
    }

    /// By words alone its answer is likely, and not sure.
    private static final String ANDROID = "which android do I need for the app";

    /// By words "how long is a contract" finds a sentence that does not say, and "what does it cost
    /// to leave early" nothing.
    @Test
    void until_the_vectors_are_made_only_what_is_sure_is_quoted_and_nothing_is_said_to_be_missing()
            throws Exception {
        SiteKey key = new SiteKey("site");
        Queue<Runnable> waiting = new ArrayDeque<>();
        try (StaticSite site = StaticSite.demo()) {
            KnowledgeBase begun =
                    new KnowledgeBase(
                            new MemoryKnowledgeStore(),
                            new Crawler(
                                    new AddressGuard(Set.of(site.authority())),
                                    CrawlLimits.DEFAULT,
                                    System::nanoTime),
                            Optional.of(Models.SEARCH),
                            waiting::add,
                            Runnable::run);
            begun.learn(key, site.scope(), CrawlListener.SILENT);
            AnswerEngine engine =
                    new ExtractiveAnswerEngine(
                            ProgramPhrases.ALL, begun::current, _ -> Calibration.DEFAULT);
            Question contract = Question.first(key, "how long is a contract");
            Question leaving = Question.first(key, "what does it cost to leave early");

            assertThat(engine.answer(Question.first(key, "how big is the mailbox")))
                    .isInstanceOf(Quoted.class);
            assertThat(engine.answer(contract)).isInstanceOf(Suggested.class);
            assertThat(engine.answer(Question.first(key, ANDROID))).isInstanceOf(Suggested.class);
            assertThat(engine.answer(leaving))
                    .isInstanceOfSatisfying(
                            NotCovered.class,
                            none -> assertThat(none.gap()).isEqualTo(Gap.NOTHING_LEARNED));

            waiting.remove().run();
            assertThat(engine.answer(contract)).isInstanceOf(Quoted.class);
            assertThat(engine.answer(leaving)).isNotInstanceOf(NotCovered.class);
        }
    }

    @Test
    void a_site_that_is_searched_by_words_for_good_says_what_it_does_not_say() {
        try (StaticSite site = StaticSite.demo()) {
            LearnedSite lite = LearnedSite.from(site, Optional.empty());

            assertThat(
                            lite.engine()
                                    .answer(
                                            Question.first(
                                                    lite.key(),
                                                    "what does it cost to leave early")))
                    .isInstanceOfSatisfying(
                            NotCovered.class,
                            none -> assertThat(none.gap()).isEqualTo(Gap.OFF_SITE));
            assertThat(lite.engine().answer(Question.first(lite.key(), ANDROID)))
                    .isInstanceOf(Quoted.class);
        }
    }

    @Test
    void a_question_about_a_price_is_never_answered_without_an_amount() {
        AskedFact amount =
                ProgramPhrases.ALL.facts.in("how much is it", Language.ENGLISH).orElseThrow();
        for (String question :
                List.of(
                        "how much does the charger cost",
                        "what does it cost to paint the hub",
                        "how much is the gold plan")) {
            if (ask(question) instanceof Quoted quoted) {
                assertThat(amount.isIn(quoted.citations().getFirst().quote()))
                        .as(question)
                        .isTrue();
            }
        }
    }

    @Test
    void what_customers_measure_of_themselves_need_not_stand_on_the_page() {
        try (StaticSite site =
                StaticSite.serving(StaticSite.own("cycles"), "http://127.0.0.1:8099")) {
            LearnedSite cycles = LearnedSite.from(site, Optional.of(Models.SEARCH));

            Answer answer =
                    cycles.engine()
                            .answer(
                                    Question.first(
                                            cycles.key(), "which wheel for a girl of 118 cm"));

            assertThat(answer).isInstanceOf(Quoted.class);
            assertThat(((Quoted) answer).text()).contains("20 inches");
        }
    }

    @Test
    void a_second_try_is_alike_and_another_matter_is_not() {
        SentenceSimilarity meaning = new EmbeddingSimilarity(Models.SENTENCES);
        SentenceSimilarity words = new LexicalSimilarity();

        for (SentenceSimilarity similarity : List.of(meaning, words)) {
            double again =
                    similarity.similarity(
                            "my internet keeps dropping in the evening",
                            "the internet drops every evening");
            double other =
                    similarity.similarity(
                            "my internet keeps dropping in the evening",
                            "when is the next bill due");
            assertThat(again).isGreaterThan(0.6).isLessThanOrEqualTo(1);
            assertThat(other).isLessThan(0.4).isGreaterThanOrEqualTo(0);
        }
    }
}
