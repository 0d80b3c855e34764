package dev.tandem.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tandem.server.application.Site;
import dev.tandem.server.assistant.Answer;
import dev.tandem.server.assistant.Calibration;
import dev.tandem.server.assistant.ExtractiveAnswerEngine;
import dev.tandem.server.assistant.ProgramPhrases;
import dev.tandem.server.assistant.Question;
import dev.tandem.server.conversation.RecordingPolicy;
import dev.tandem.server.knowledge.AddressGuard;
import dev.tandem.server.knowledge.CountingEmbedder;
import dev.tandem.server.knowledge.CrawlLimits;
import dev.tandem.server.knowledge.CrawlListener;
import dev.tandem.server.knowledge.Crawler;
import dev.tandem.server.knowledge.KnowledgeBase;
import dev.tandem.server.knowledge.Language;
import dev.tandem.server.knowledge.StaticSite;
import dev.tandem.server.memory.MemoryKnowledgeStore;
import dev.tandem.signaling.protocol.SiteKey;

import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;

/// What a server knows when it begins to serve.
class RestorationTest {
    private static final Duration LONG = Duration.ofSeconds(60);
    private static final SiteKey SHOP = new SiteKey("shop");
    private static final SiteKey POOL = new SiteKey("pool");

    private final MemoryKnowledgeStore store = new MemoryKnowledgeStore();
    private final CountingEmbedder model = new CountingEmbedder();

    @Test
    void a_restarted_server_answers_by_meaning_from_its_first_question_without_a_crawl()
            throws Exception {
        try (StaticSite site = StaticSite.serving(StaticSite.own("cycles"), "http://none")) {
            base(site.authority(), Runnable::run)
                    .learn(SHOP, site.scope(), CrawlListener.SILENT)
                    .embedded()
                    .get();
            model.asked.clear();
        }
        Queue<Runnable> waiting = new ArrayDeque<>();
        KnowledgeBase restarted = base("nobody:1", waiting::add);

        try (Restoration restoration =
                new Restoration(() -> List.of(site(SHOP)), restarted::restore)) {
            assertThat(restoration.await(LONG)).isTrue();
        }

        assertThat(restarted.current(SHOP).in(Language.ENGLISH))
                .hasValueSatisfying(pages -> assertThat(pages.isSemantic()).isTrue());
        assertThat(model.asked).as("vectors come from the store").isEmpty();
        assertThat(waiting).isEmpty();
        Answer answer =
                new ExtractiveAnswerEngine(
                                ProgramPhrases.ALL, restarted::current, _ -> Calibration.DEFAULT)
                        .answer(Question.first(SHOP, "how many days does a gold service take"));
        assertThat(answer).isNotInstanceOf(Answer.NotCovered.class);
    }

    private KnowledgeBase base(String authority, Executor embedding) {
        return new KnowledgeBase(
                store,
                new Crawler(
                        new AddressGuard(Set.of(authority)), CrawlLimits.DEFAULT, System::nanoTime),
                Optional.of(model),
                embedding,
                Runnable::run);
    }

    @Test
    void a_site_in_trouble_keeps_no_other_away() {
        List<SiteKey> restored = Collections.synchronizedList(new ArrayList<>());
        try (Restoration restoration =
                new Restoration(
                        () -> List.of(site(SHOP), site(POOL)),
                        site -> {
                            if (site.equals(SHOP)) {
                                throw new IllegalStateException("its pages are broken");
                            }
                            restored.add(site);
                        })) {
            assertThat(restoration.await(LONG)).isTrue();
        }
        assertThat(restored).containsExactly(POOL);
    }

    @Test
    void a_start_does_not_wait_for_ever_and_what_was_late_follows() throws Exception {
        CountDownLatch database = new CountDownLatch(1);
        CountDownLatch known = new CountDownLatch(1);
        try (Restoration restoration =
                new Restoration(
                        () -> List.of(site(SHOP)),
                        _ -> {
                            awaits(database);
                            known.countDown();
                        })) {
            assertThat(restoration.await(Duration.ZERO)).isFalse();
            database.countDown();
            assertThat(restoration.await(LONG)).isTrue();
            assertThat(known.getCount()).isZero();
        }
    }

    private static void awaits(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static Site site(SiteKey key) {
        return new Site(
                key,
                "Cycles",
                "en",
                List.of(),
                "secret-of-the-" + key.value(),
                Optional.of("http://localhost:1/"),
                RecordingPolicy.OFF);
    }
}
