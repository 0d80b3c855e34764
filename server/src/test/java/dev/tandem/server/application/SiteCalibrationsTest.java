package dev.tandem.server.application;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;

import dev.tandem.server.application.SiteCalibrations.Outcome;
import dev.tandem.server.assistant.Answer;
import dev.tandem.server.assistant.Calibration;
import dev.tandem.server.assistant.ExtractiveAnswerEngine;
import dev.tandem.server.assistant.ProgramPhrases;
import dev.tandem.server.assistant.Question;
import dev.tandem.server.assistant.SiteCalibration;
import dev.tandem.server.assistant.SiteCalibration.Effect;
import dev.tandem.server.conversation.PhaseKind;
import dev.tandem.server.knowledge.AddressGuard;
import dev.tandem.server.knowledge.Block;
import dev.tandem.server.knowledge.CountingEmbedder;
import dev.tandem.server.knowledge.CrawlLimits;
import dev.tandem.server.knowledge.CrawlListener;
import dev.tandem.server.knowledge.Crawler;
import dev.tandem.server.knowledge.KnowledgeBase;
import dev.tandem.server.knowledge.Language;
import dev.tandem.server.knowledge.PageText;
import dev.tandem.server.knowledge.SiteIndex;
import dev.tandem.server.knowledge.StaticSite;
import dev.tandem.server.memory.MemoryCalibrationStore;
import dev.tandem.server.memory.MemoryConversationStore;
import dev.tandem.server.memory.MemoryKnowledgeStore;
import dev.tandem.signaling.protocol.ConversationId;
import dev.tandem.signaling.protocol.CustomerId;
import dev.tandem.signaling.protocol.SiteKey;
import dev.tandem.signaling.timeline.AnswerBand;
import dev.tandem.signaling.timeline.Citation;
import dev.tandem.signaling.timeline.ConversationEvent;
import dev.tandem.signaling.timeline.TimelineEntry;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

import java.net.URI;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.FutureTask;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import java.util.stream.IntStream;

/// Customers of a bicycle shop judge answers, its site is read again, and the assistant has become
/// surer or less sure of itself.
class SiteCalibrationsTest {
    private static final SiteKey SHOP = new SiteKey("shop");
    private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");

    /// Nearly answered, and rightly.
    private static final String COLLECT = "how do I collect an order";

    private static final String GOLD = "how many days does a gold service take";
    private static final String LATE =
            "I'll be an hour late bringing the bike back, what does it cost";
    private static final String TANDEM = "price of a tandem for a week";

    private static StaticSite served;
    private static KnowledgeBase knowledge;

    private final MemoryConversationStore conversations = new MemoryConversationStore();
    private final MemoryCalibrationStore kept = new MemoryCalibrationStore();
    private final List<Outcome> outcomes = new ArrayList<>();
    private final AtomicLong nanos = new AtomicLong();
    private final Queue<Runnable> turns = new ArrayDeque<>();
    private SiteCalibrations calibrations = calibrations(new Breakable());
    private boolean broken;
    private int stored;

    /// Which words the site is answered from.
    private int words = 1;

    @BeforeAll
    static void learn() throws InterruptedException {
        served = StaticSite.serving(StaticSite.own("cycles"), "http://127.0.0.1:8099");
        knowledge =
                new KnowledgeBase(
                        new MemoryKnowledgeStore(),
                        crawler(),
                        Optional.empty(),
                        Runnable::run,
                        Runnable::run);
        knowledge.learn(SHOP, served.scope(), CrawlListener.SILENT);
    }

    private static Crawler crawler() {
        return new Crawler(
                new AddressGuard(Set.of(served.authority())),
                CrawlLimits.DEFAULT,
                System::nanoTime);
    }

    @AfterAll
    static void stop() {
        served.close();
    }

    private SiteCalibrations calibrations(CalibrationStore store) {
        return calibrations(store, knowledge::current);
    }

    private SiteCalibrations calibrations(
            CalibrationStore store, Function<SiteKey, SiteIndex> known) {
        return new SiteCalibrations(
                conversations,
                store,
                new ExtractiveAnswerEngine(ProgramPhrases.ALL, known, _ -> Calibration.DEFAULT),
                _ -> words,
                outcomes::add,
                nanos::get,
                turns::add);
    }

    private Answer ask(String question) {
        return new ExtractiveAnswerEngine(ProgramPhrases.ALL, knowledge::current, calibrations::of)
                .answer(Question.first(SHOP, question));
    }

    private static List<Citation> cited(Answer answer) {
        return switch (answer) {
            case Answer.Quoted quoted -> quoted.citations();
            case Answer.Suggested some -> some.citations();
            case Answer.LookedUp _, Answer.Clarify _, Answer.NotCovered _, Answer.SmallTalk _ ->
                    throw new AssertionError("nothing to judge: " + answer);
        };
    }

    /// Each newer than the one before.
    private void judges(String customer, String question, List<Citation> cited, boolean... said) {
        ConversationId id = new ConversationId("c" + ++stored);
        Instant begun = NOON.plusSeconds(stored);
        List<ConversationEvent> events =
                new ArrayList<>(
                        List.of(
                                new ConversationEvent.Started(
                                        SHOP,
                                        new CustomerId(customer),
                                        "en",
                                        Optional.empty(),
                                        Optional.empty(),
                                        Optional.empty()),
                                new ConversationEvent.CustomerSaid(question),
                                new ConversationEvent.AssistantSaid(
                                        2, AnswerBand.ANSWER, "", cited, 0.5, Optional.empty())));
        for (boolean helped : said) {
            events.add(new ConversationEvent.AnswerJudged(3, helped));
        }
        List<TimelineEntry> entries = new ArrayList<>();
        for (ConversationEvent event : events) {
            entries.add(new TimelineEntry(entries.size() + 1, begun, Optional.empty(), event));
        }
        conversations.append(
                new ConversationStore.Append(
                        id,
                        0,
                        entries,
                        SampleConversations.at(
                                SampleConversations.summary(
                                        id.value(), SHOP, customer, PhaseKind.CLOSED, begun),
                                entries.size(),
                                PhaseKind.CLOSED,
                                Optional.empty())));
    }

    private void manyJudge(int customers, boolean helped) {
        for (String question : List.of(COLLECT, GOLD, LATE, TANDEM)) {
            List<Citation> cited = cited(ask(question));
            for (int i = 0; i < customers; i++) {
                judges("zoe" + i, question, cited, helped);
            }
        }
    }

    /// All turns that it takes.
    private void learns() {
        calibrations.learn(SHOP);
        takeTurns();
    }

    private void takeTurns(int some) {
        for (int i = 0; i < some; i++) {
            turns.remove().run();
        }
    }

    private void takeTurns() {
        while (!turns.isEmpty()) {
            turns.remove().run();
        }
    }

    private void isReadAgain() throws Exception {
        knowledge.learn(SHOP, served.scope(), CrawlListener.SILENT).embedded().get();
        learns();
    }

    private SiteCalibration learned() {
        return calibrations.learned(SHOP);
    }

    @Test
    void whatWasOnlySuggestedIsGivenWhenCustomersHaveSaidYesOftenEnough() throws Exception {
        assertThat(ask(COLLECT)).isInstanceOf(Answer.Suggested.class);
        manyJudge(25, true);
        assertThat(ask(COLLECT)).as("before the crawl").isInstanceOf(Answer.Suggested.class);

        isReadAgain();

        assertThat(ask(COLLECT)).isInstanceOf(Answer.Quoted.class);
        assertThat(learned()).isEqualTo(new SiteCalibration(SiteCalibration.HIGHEST, 100));
        assertThat(outcomes).containsExactly(Outcome.LEARNED);
    }

    @Test
    void whatWasGivenIsOnlySuggestedWhenCustomersHaveSaidNoOftenEnough() throws Exception {
        Answer given = ask(GOLD);
        assertThat(given).isInstanceOf(Answer.Quoted.class);
        manyJudge(25, false);

        isReadAgain();

        assertThat(ask(GOLD)).isInstanceOf(Answer.Suggested.class);
        assertThat(cited(ask(GOLD)).getFirst()).isEqualTo(cited(given).getFirst());
        assertThat(learned()).isEqualTo(new SiteCalibration(SiteCalibration.LOWEST, 100));
    }

    @Test
    void whatWasLearnedIsThereAfterARestartAndOnTheOtherNodes() throws Exception {
        manyJudge(25, true);
        isReadAgain();

        calibrations = calibrations(kept);
        assertThat(ask(COLLECT)).isInstanceOf(Answer.Suggested.class);
        calibrations.look(SHOP);

        assertThat(ask(COLLECT)).isInstanceOf(Answer.Quoted.class);
        assertThat(calibrations.of(new SiteKey("another"))).isSameAs(Calibration.DEFAULT);
    }

    @Test
    void oneVerdictTooFewChangesNothing() {
        List<Citation> collecting = cited(ask(COLLECT));
        for (int i = 1; i < SiteCalibration.ENOUGH; i++) {
            judges("zoe" + i, COLLECT, collecting, false);
        }
        learns();
        assertThat(calibrations.of(SHOP)).isSameAs(Calibration.DEFAULT);
        assertThat(learned().effect()).isEqualTo(Effect.NONE_YET);

        judges("the-last-one", COLLECT, collecting, false);
        learns();
        assertThat(learned().effect()).isEqualTo(Effect.CAREFUL);
    }

    @Test
    void aVerdictOnAPageThatTheSiteWouldNotCiteAnyMoreTeachesNothing() {
        List<Citation> elsewhere = cited(ask(GOLD));
        for (int i = 0; i < 40; i++) {
            judges("zoe" + i, COLLECT, elsewhere, false);
            judges("yan" + i, COLLECT, List.of(), false);
        }
        learns();

        assertThat(learned()).isEqualTo(SiteCalibration.NONE);
    }

    @Test
    void whoVotesManyTimesCountsOncePerQuestionAndWithTheLastWord() {
        List<Citation> collecting = cited(ask(COLLECT));
        for (int i = 0; i < 30; i++) {
            judges(
                    "zoe",
                    i % 2 == 0 ? COLLECT : " " + COLLECT.toUpperCase(Locale.ROOT),
                    collecting,
                    false);
        }
        learns();
        assertThat(learned().verdicts()).isEqualTo(1);

        for (int i = 0; i < 100; i++) {
            judges("yan" + i, COLLECT, collecting, false, true);
        }
        learns();
        assertThat(learned().verdicts()).isEqualTo(101);
        assertThat(learned().effect()).isEqualTo(Effect.BOLDER);
    }

    @Test
    void theNewestVerdictsCountAndNoMoreThanAreNeeded() {
        List<Citation> collecting = cited(ask(COLLECT));
        for (int i = 0; i < 200; i++) {
            judges("early" + i, COLLECT, collecting, false);
        }
        for (int i = 0; i < SiteCalibrations.VERDICTS; i++) {
            judges("late" + i, COLLECT, collecting, true);
        }
        learns();

        assertThat(learned())
                .isEqualTo(new SiteCalibration(SiteCalibration.HIGHEST, SiteCalibrations.VERDICTS));
    }

    @Test
    void beyondTheNewestConversationsNobodyLooks() {
        List<Citation> collecting = cited(ask(COLLECT));
        judges("first", COLLECT, collecting, true);
        judges("second", COLLECT, collecting, true);
        for (int i = 2; i <= SiteCalibrations.LOOKED_AT; i++) {
            judges("silent" + i, COLLECT, collecting);
        }
        learns();

        assertThat(learned().verdicts()).isEqualTo(1);
    }

    @Test
    void whenItTakesTooLongItLearnsFromWhatItHas() {
        List<Citation> collecting = cited(ask(COLLECT));
        IntStream.range(0, 100).forEach(i -> judges("zoe" + i, COLLECT, collecting, true));
        calibrations =
                calibrations(
                        kept,
                        site -> {
                            nanos.addAndGet(1_000_000_000); // What a question costs here.
                            return knowledge.current(site);
                        });
        learns();

        assertThat(learned().verdicts()).isEqualTo((int) SiteCalibrations.WITHIN.toSeconds());
    }

    @Test
    void whatOthersDoBetweenItsTurnsCostsItNothing() {
        manyJudge(25, true);
        calibrations.learn(SHOP);
        while (!turns.isEmpty()) {
            turns.remove().run();
            nanos.addAndGet(SiteCalibrations.WITHIN.toNanos());
        }

        assertThat(learned().verdicts()).isEqualTo(100);
    }

    @Test
    void anEditMadeMeanwhileIsLearnedBeforeTheVerdictsAre() throws Exception {
        List<Citation> collecting = cited(ask(COLLECT));
        IntStream.range(0, 50).forEach(i -> judges("zoe" + i, COLLECT, collecting, true));
        MemoryKnowledgeStore pages = new MemoryKnowledgeStore();
        CountingEmbedder model = new CountingEmbedder();
        KnowledgeBase edited =
                new KnowledgeBase(pages, crawler(), Optional.of(model), turns::add, Runnable::run);
        edited.learn(SHOP, served.scope(), CrawlListener.SILENT);
        calibrations = calibrations(kept, edited::current);
        calibrations.learn(SHOP);
        takeTurns(10); // The vectors of the crawl, and the first verdicts.

        pages.write(
                SHOP,
                new PageText(
                        URI.create("/written/shop/parking"),
                        "Where can I park?",
                        Language.ENGLISH,
                        List.of(Block.paragraph("You can park behind the shop."))));
        FutureTask<Void> edit = edited.changed(SHOP);
        takeTurns(2); // One question that was before it, and its own.

        assertThat(edit).isDone();
        assertThat(edited.current(SHOP).in(Language.ENGLISH))
                .hasValueSatisfying(known ->
                        assertThat(known.passages())
                                .anyMatch(p -> p.text().contains("park behind")));
        assertThat(outcomes).as("verdicts are still being learned from").isEmpty();
        assertThat(Collections.frequency(model.asked, COLLECT)).isBetween(1, 49);
        takeTurns();
        assertThat(outcomes).containsExactly(Outcome.LEARNED);
        assertThat(Collections.frequency(model.asked, COLLECT)).isEqualTo(50);
    }

    @Test
    void whenCrawlsEndSoonAfterOneAnotherOneIsLearnedFromAtATimeAndTheNewestLast() {
        List<Citation> collecting = cited(ask(COLLECT));
        IntStream.range(0, 30).forEach(i -> judges("zoe" + i, COLLECT, collecting, true));
        calibrations.learn(SHOP);
        takeTurns(10);
        IntStream.range(30, 50).forEach(i -> judges("zoe" + i, COLLECT, collecting, true));

        calibrations.learn(SHOP);
        calibrations.learn(SHOP);

        List<Integer> learned = new ArrayList<>();
        while (!turns.isEmpty()) {
            assertThat(turns).as("nobody beside the one that goes on").hasSize(1);
            takeTurns(1);
            if (outcomes.size() > learned.size()) {
                learned.add(learned().verdicts());
            }
        }
        assertThat(learned).as("what came meanwhile is one more").containsExactly(30, 50);
    }

    @Test
    void oneThatFailedMakesRoomForTheNext() {
        List<Citation> collecting = cited(ask(COLLECT));
        IntStream.range(0, 30).forEach(i -> judges("zoe" + i, COLLECT, collecting, true));
        calibrations.learn(SHOP);
        calibrations.learn(SHOP);
        broken = true;
        while (outcomes.isEmpty()) {
            takeTurns(1);
        }
        broken = false;
        takeTurns();
        learns();

        assertThat(outcomes).containsExactly(Outcome.UNAVAILABLE, Outcome.LEARNED, Outcome.LEARNED);
    }

    @Test
    void anEditIsLearnedFromWithoutACrawlAndManyEditsOnce() {
        List<Citation> collecting = cited(ask(COLLECT));
        IntStream.range(0, 30).forEach(i -> judges("zoe" + i, COLLECT, collecting, true));
        learns();
        calibrations.learnIfChanged(SHOP);
        assertThat(turns).as("nothing was edited").isEmpty();

        words++;
        calibrations.learnIfChanged(SHOP);
        words++;
        calibrations.learnIfChanged(SHOP);
        takeTurns(1);
        words++;
        calibrations.learnIfChanged(SHOP);
        takeTurns();
        assertThat(outcomes).as("both edits before its first turn").hasSize(2);

        calibrations.learnIfChanged(SHOP);
        takeTurns();
        assertThat(outcomes).as("the edit while it went on").hasSize(3);
        calibrations.learnIfChanged(SHOP);
        assertThat(turns).isEmpty();
    }

    @Test
    void aServerThatStopsForgetsWhatIsHalfLearned() {
        List<Citation> collecting = cited(ask(COLLECT));
        IntStream.range(0, 50).forEach(i -> judges("zoe" + i, COLLECT, collecting, true));
        calibrations =
                new SiteCalibrations(
                        conversations,
                        kept,
                        new ExtractiveAnswerEngine(
                                ProgramPhrases.ALL, knowledge::current, _ -> Calibration.DEFAULT),
                        _ -> words,
                        outcomes::add,
                        nanos::get,
                        turn -> {
                            if (turns.size() == 1) {
                                throw new RejectedExecutionException("stopped");
                            }
                            turns.add(turn);
                        });
        calibrations.learn(SHOP);
        turns.peek().run();

        assertThat(outcomes).isEmpty();
        assertThat(kept.of(SHOP)).isEmpty();
    }

    @Test
    void aStoreThatDoesNotAnswerLeavesWhatWasKnown() throws Exception {
        manyJudge(25, true);
        isReadAgain();
        SiteCalibration before = learned();
        broken = true;
        manyJudge(50, false);

        calibrations.look(SHOP);
        learns();

        assertThat(learned()).isEqualTo(before);
        assertThat(outcomes)
                .containsExactly(Outcome.LEARNED, Outcome.UNAVAILABLE, Outcome.UNAVAILABLE);
        calibrations = calibrations(new Breakable());
        calibrations.look(SHOP);
        assertThat(calibrations.of(SHOP)).isSameAs(Calibration.DEFAULT);
    }

    @Test
    void troubleWithTheStoreIsSaidOnceUntilItAnswersAgain() {
        Logger logger = (Logger) LoggerFactory.getLogger(SiteCalibrations.class);
        ListAppender<ILoggingEvent> said = new ListAppender<>();
        said.start();
        logger.addAppender(said);
        try {
            broken = true;
            IntStream.range(0, 3).forEach(_ -> calibrations.look(SHOP));
            assertThat(said.list).hasSize(1);
            broken = false;
            calibrations.look(SHOP);
            broken = true;
            calibrations.look(SHOP);
            assertThat(said.list).hasSize(2);
        } finally {
            logger.detachAppender(said);
        }
        assertThat(outcomes).hasSize(4).containsOnly(Outcome.UNAVAILABLE);
    }

    @Test
    void whatIsStoredAndIsNoShiftLeavesTheShippedCalibration() {
        calibrations =
                calibrations(
                        new CalibrationStore() {
                            @Override
                            public Optional<SiteCalibration> of(SiteKey site) {
                                return Optional.of(new SiteCalibration(Double.NaN, 7));
                            }

                            @Override
                            public void keep(SiteKey site, SiteCalibration learned) {
                                throw new AssertionError("nothing was learned");
                            }
                        });

        calibrations.look(SHOP);

        assertThat(calibrations.of(SHOP)).isSameAs(Calibration.DEFAULT);
        assertThat(outcomes).containsExactly(Outcome.NONSENSE);
    }

    /// What is kept, and cannot be reached now and then.
    private final class Breakable implements CalibrationStore {
        @Override
        public Optional<SiteCalibration> of(SiteKey site) {
            return reached().of(site);
        }

        @Override
        public void keep(SiteKey site, SiteCalibration learned) {
            reached().keep(site, learned);
        }

        private CalibrationStore reached() {
            if (broken) {
                throw new StoreUnavailableException("nobody is there", new AssertionError());
            }
            return kept;
        }
    }
}
