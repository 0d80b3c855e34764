package dev.tandem.server.knowledge;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tandem.server.memory.MemoryKnowledgeStore;
import dev.tandem.signaling.protocol.SiteKey;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.FutureTask;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/// How a site comes to be known, with a model that counts what it is asked.
class KnowledgeBaseTest {
    private static final SiteKey SITE = new SiteKey("shop");

    @TempDir Path folder;
    private final MemoryKnowledgeStore store = new MemoryKnowledgeStore();
    private final CountingEmbedder embedder = new CountingEmbedder();
    private final Queue<Runnable> waiting = new ArrayDeque<>();

    private void write(String page, String text) throws IOException {
        Files.writeString(
                folder.resolve(page),
                "<html lang=en><main><h1>"
                        + page
                        + "</h1><p>"
                        + text
                        + "</p>"
                        + "</main><nav><a href='a.html'>a</a><a href='b.html'>b</a></nav>");
    }

    private KnowledgeBase base(StaticSite site) {
        return base(site, waiting::add, Runnable::run);
    }

    private KnowledgeBase base(StaticSite site, Executor embedding, Executor workers) {
        return new KnowledgeBase(
                store,
                new Crawler(
                        new AddressGuard(Set.of(site.authority())),
                        CrawlLimits.DEFAULT,
                        System::nanoTime),
                Optional.of(embedder),
                embedding,
                workers);
    }

    private static PassageIndex english(KnowledgeBase base) {
        return base.current(SITE).in(Language.ENGLISH).orElseThrow();
    }

    @Test
    void a_new_site_answers_by_words_at_once_and_by_meaning_later() throws Exception {
        write("index.html", "The price is 26 pounds.");
        write("a.html", "We open at eight.");
        try (StaticSite site = StaticSite.serving(folder, "http://none")) {
            KnowledgeBase base = base(site);
            assertThat(base.current(SITE).passages()).isZero();

            base.learn(SITE, site.scope(), CrawlListener.SILENT);

            assertThat(english(base).isSemantic()).isFalse();
            assertThat(base.isEmbedding(SITE)).isTrue();
            assertThat(english(base).search(Query.of("price")).hits().getFirst().passage().text())
                    .isEqualTo("The price is 26 pounds.");

            waiting.remove().run();
            assertThat(base.isEmbedding(SITE)).isFalse();
            assertThat(english(base).isSemantic()).isTrue();
            assertThat(english(base).search(Query.of("price")).semantic()).isTrue();
        }
    }

    @Test
    void a_restart_answers_from_the_store_without_a_crawl_and_without_embedding() throws Exception {
        write("index.html", "The price is 26 pounds.");
        write("a.html", "We open at eight.");
        try (StaticSite site = StaticSite.serving(folder, "http://none")) {
            base(site).learn(SITE, site.scope(), CrawlListener.SILENT);
            waiting.remove().run();
            int before = embedder.asked.size();

            KnowledgeBase restarted = base(site);
            assertThat(restarted.restore(SITE)).isTrue();

            assertThat(english(restarted).isSemantic()).isTrue();
            assertThat(embedder.asked).hasSize(before);
        }
    }

    @Test
    void only_changed_pages_are_embedded_again() throws Exception {
        write("index.html", "The price is 26 pounds.");
        write("a.html", "We open at eight.");
        write("b.html", "We close at six.");
        try (StaticSite site = StaticSite.serving(folder, "http://none")) {
            KnowledgeBase base = base(site);
            base.learn(SITE, site.scope(), CrawlListener.SILENT);
            waiting.remove().run();
            embedder.asked.clear();
            write("b.html", "We close at seven.");

            base.learn(SITE, site.scope(), CrawlListener.SILENT);
            waiting.remove().run();

            assertThat(embedder.asked).isNotEmpty().noneMatch(text -> text.contains("eight"));
            assertThat(embedder.asked).anyMatch(text -> text.contains("seven"));
        }
    }

    @Test
    void a_page_that_changed_stays_as_it_was_until_it_has_its_vectors_again() throws Exception {
        write("index.html", "The price is 26 pounds.");
        write("a.html", "We open at eight.");
        write("b.html", "We close at six.");
        try (StaticSite site = StaticSite.serving(folder, "http://none")) {
            KnowledgeBase base = base(site);
            base.learn(SITE, site.scope(), CrawlListener.SILENT);
            waiting.remove().run();
            write("b.html", "We close at seven.");

            base.learn(SITE, site.scope(), CrawlListener.SILENT);
            assertThat(english(base).isSemantic()).isTrue();
            assertThat(said(base))
                    .containsExactlyInAnyOrder(
                            "The price is 26 pounds.", "We open at eight.", "We close at six.");

            waiting.remove().run();
            assertThat(english(base).isSemantic()).isTrue();
            assertThat(said(base))
                    .containsExactlyInAnyOrder(
                            "The price is 26 pounds.", "We open at eight.", "We close at seven.");
        }
    }

    @Test
    void what_is_answered_from_has_another_number_for_other_words_and_none_for_vectors()
            throws Exception {
        write("index.html", "The price is 26 pounds.");
        write("a.html", "We open at eight.");
        try (StaticSite site = StaticSite.serving(folder, "http://none")) {
            KnowledgeBase base = base(site);
            base.learn(SITE, site.scope(), CrawlListener.SILENT);
            int words = base.words(SITE);
            waiting.remove().run();
            assertThat(english(base).isSemantic()).isTrue();
            assertThat(base.words(SITE)).isEqualTo(words);

            writes(site, "Can I bring my dog?");
            base.changed(SITE);
            assertThat(base.words(SITE)).as("it waits for its vectors").isEqualTo(words);
            waiting.remove().run();
            assertThat(base.words(SITE)).isNotEqualTo(words);

            KnowledgeBase other = base(site);
            other.restore(SITE);
            assertThat(other.words(SITE)).as("on another node").isEqualTo(base.words(SITE));
        }
    }

    @Test
    void another_node_that_takes_the_pages_before_all_vectors_are_made_goes_on_by_meaning()
            throws Exception {
        write("index.html", "The price is 26 pounds.");
        write("a.html", "We open at eight.");
        try (StaticSite site = StaticSite.serving(folder, "http://none")) {
            KnowledgeBase owner = base(site);
            owner.learn(SITE, site.scope(), CrawlListener.SILENT);
            waiting.remove().run();
            KnowledgeBase other = base(site);
            other.restoreIfChanged(SITE, false);
            write("a.html", "We open at nine.");
            owner.learn(SITE, site.scope(), CrawlListener.SILENT);

            other.restoreIfChanged(SITE, false);
            assertThat(english(other).isSemantic()).isTrue();
            assertThat(said(other)).contains("We open at eight.");
            KnowledgeBase begun = base(site);
            begun.restore(SITE);
            assertThat(english(begun).isSemantic()).isTrue();
            assertThat(said(begun)).containsExactly("The price is 26 pounds.");

            waiting.remove().run();
            other.restoreIfChanged(SITE, false);
            assertThat(said(other)).contains("We open at nine.");
            assertThat(waiting).as("the vectors are the owner's work").isEmpty();
        }
    }

    @Test
    void where_most_pages_would_have_to_wait_for_vectors_all_are_found_by_their_words()
            throws Exception {
        write("index.html", "The price is 26 pounds.");
        try (StaticSite site = StaticSite.serving(folder, "http://none")) {
            KnowledgeBase base = base(site);
            base.learn(SITE, site.scope(), CrawlListener.SILENT);
            waiting.remove().run();

            writes(site, "Can I bring my dog?");
            base.changed(SITE);
            assertThat(english(base).isSemantic()).as("one of two waits").isTrue();
            assertThat(said(base)).hasSize(1);
            writes(site, "Can I pay by card?");
            base.changed(SITE);

            assertThat(english(base).isSemantic()).as("two of three would wait").isFalse();
            assertThat(said(base)).hasSize(3);
            waiting.remove().run();
            assertThat(english(base).isSemantic()).isTrue();
            assertThat(said(base)).hasSize(3);
        }
    }

    @Test
    void a_page_that_is_excluded_while_another_waits_for_vectors_goes_at_once() throws Exception {
        write("index.html", "The price is 26 pounds.");
        write("a.html", "We open at eight.");
        write("b.html", "We close at six.");
        try (StaticSite site = StaticSite.serving(folder, "http://none")) {
            KnowledgeBase base = base(site);
            base.learn(SITE, site.scope(), CrawlListener.SILENT);
            waiting.remove().run();
            writes(site, "Can I bring my dog?");
            base.changed(SITE);

            store.use(SITE, site.scope().start().resolve("a.html"), PageUse.EXCLUDED);
            base.changed(SITE);

            assertThat(said(base))
                    .containsExactlyInAnyOrder("The price is 26 pounds.", "We close at six.");
            assertThat(english(base).isSemantic()).isTrue();
        }
    }

    private void writes(StaticSite site, String question) {
        store.write(
                SITE,
                new PageText(
                        site.scope().start().resolve("#e" + question.hashCode()),
                        question,
                        Language.ENGLISH,
                        List.of(Block.paragraph("Yes, you can."))));
    }

    private static List<String> said(KnowledgeBase base) {
        return english(base).passages().stream().map(Passage::text).toList();
    }

    @Test
    void whoever_waits_for_the_vectors_can_see_how_far_they_are() throws Exception {
        write("index.html", "The price is 26 pounds.");
        write("a.html", "We open at eight.");
        write("b.html", "We close at six.");
        Queue<Runnable> pages = new ArrayDeque<>();
        try (StaticSite site = StaticSite.serving(folder, "http://none");
                ExecutorService embedding = Executors.newSingleThreadExecutor()) {
            BlockingQueue<Runnable> queued = new LinkedBlockingQueue<>();
            KnowledgeBase base = base(site, embedding, queued::add);
            FutureTask<Void> embedded =
                    base.learn(SITE, site.scope(), CrawlListener.SILENT).embedded();
            for (int i = 0; i < 3; i++) {
                pages.add(queued.poll(20, TimeUnit.SECONDS));
            }

            assertThat(base.embedded(SITE)).contains(new KnowledgeBase.Embedded(0, 3));
            pages.remove().run();
            assertThat(base.embedded(SITE)).contains(new KnowledgeBase.Embedded(1, 3));
            pages.forEach(Runnable::run);

            embedded.get(20, TimeUnit.SECONDS);
            assertThat(base.embedded(SITE)).isEmpty();
            assertThat(english(base).isSemantic()).isTrue();
        }
    }

    @Test
    void several_workers_make_the_vectors_of_several_pages_at_once() throws Exception {
        write("index.html", "The price is 26 pounds.");
        write("a.html", "We open at eight.");
        CountDownLatch both = new CountDownLatch(2);
        Executor counting =
                work ->
                        Thread.startVirtualThread(() -> {
                            both.countDown();
                            if (awaits(both)) {
                                work.run();
                            }
                        });
        try (StaticSite site = StaticSite.serving(folder, "http://none")) {
            KnowledgeBase base = base(site, waiting::add, counting);
            base.learn(SITE, site.scope(), CrawlListener.SILENT);
            waiting.remove().run();

            assertThat(english(base).isSemantic()).isTrue();
            assertThat(english(base).search(Query.of("we open at eight")).hits().getFirst())
                    .satisfies(hit -> {
                        assertThat(hit.passage().text()).isEqualTo("We open at eight.");
                        assertThat(hit.cosine()).isPositive();
                    });
        }
    }

    private static boolean awaits(CountDownLatch latch) {
        try {
            return latch.await(20, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            return false;
        }
    }

    @Test
    void a_server_that_stops_begins_with_no_other_page() throws Exception {
        write("index.html", "The price is 26 pounds.");
        write("a.html", "We open at eight.");
        write("b.html", "We close at six.");
        List<Runnable> pages = new ArrayList<>();
        try (StaticSite site = StaticSite.serving(folder, "http://none")) {
            KnowledgeBase stopped = base(site, waiting::add, pages::add);
            stopped.learn(SITE, site.scope(), CrawlListener.SILENT);
            Thread.currentThread().interrupt(); // As by a server that stops.
            waiting.remove().run();
            assertThat(Thread.interrupted()).isTrue();
            assertThat(english(stopped).isSemantic()).isFalse();
            pages.forEach(Runnable::run); // Whoever had not begun does not begin.
            assertThat(embedder.asked).isEmpty();
        }
    }

    @Test
    void vectors_of_an_older_crawl_do_not_bring_its_pages_back() throws Exception {
        write("index.html", "The price is 26 pounds.");
        try (StaticSite site = StaticSite.serving(folder, "http://none")) {
            KnowledgeBase base = base(site);
            base.learn(SITE, site.scope(), CrawlListener.SILENT);
            Runnable late = waiting.remove();
            write("index.html", "The price is 32 pounds.");
            base.learn(SITE, site.scope(), CrawlListener.SILENT);

            late.run();

            assertThat(english(base).passages())
                    .extracting(Passage::text)
                    .containsExactly("The price is 32 pounds.");
        }
    }

    @Test
    void a_site_that_cannot_be_reached_stays_known() throws Exception {
        write("index.html", "The price is 26 pounds.");
        KnowledgeBase base;
        CrawlScope scope;
        try (StaticSite site = StaticSite.serving(folder, "http://none")) {
            base = base(site);
            scope = site.scope();
            base.learn(SITE, scope, CrawlListener.SILENT);
        }

        base.learn(SITE, scope, CrawlListener.SILENT);

        assertThat(english(base).passages()).hasSize(1);
    }

    @Test
    void a_crawl_that_fails_half_way_leaves_what_it_could_not_read_as_it_was() throws Exception {
        write("index.html", "The price is 26 pounds.");
        write("a.html", "We open at eight.");
        write("b.html", "We close at six.");
        try (StaticSite site = StaticSite.serving(folder, "http://none")) {
            KnowledgeBase base = base(site);
            SiteLearner learner = new SiteLearner(base);
            learner.learn(SITE, site.scope().start());
            waiting.remove().run();
            embedder.asked.clear();
            write("index.html", "The price is 28 pounds.");
            site.breaks("/a.html", 500);
            site.breaks("/b.html", 404);

            learner.learn(SITE, site.scope().start());
            waiting.remove().run();

            assertThat(said(base))
                    .containsExactlyInAnyOrder("The price is 28 pounds.", "We open at eight.");
            assertThat(embedder.asked).noneMatch(text -> text.contains("eight"));
            assertThat(learner.progress())
                    .singleElement()
                    .satisfies(progress -> {
                        assertThat(progress.state()).isEqualTo(SiteLearner.State.READY);
                        assertThat(progress.kept()).isEqualTo(1);
                        assertThat(progress.problems()).hasSize(2);
                    });
        }
    }

    @Test
    void an_excluded_page_is_not_answered_from_any_more_and_the_rest_still_by_meaning()
            throws Exception {
        write("index.html", "The price is 26 pounds.");
        write("a.html", "We open at eight.");
        try (StaticSite site = StaticSite.serving(folder, "http://none")) {
            KnowledgeBase base = base(site);
            base.learn(SITE, site.scope(), CrawlListener.SILENT);
            waiting.remove().run();

            store.use(SITE, site.scope().start().resolve("a.html"), PageUse.EXCLUDED);
            base.changed(SITE);

            assertThat(english(base).passages())
                    .extracting(Passage::text)
                    .containsExactly("The price is 26 pounds.");
            assertThat(english(base).isSemantic()).isTrue();
            base.learn(SITE, site.scope(), CrawlListener.SILENT);
            assertThat(english(base).passages()).hasSize(1);
        }
    }

    @Test
    void a_page_that_was_excluded_before_it_had_vectors_goes_at_once() throws Exception {
        write("index.html", "The price is 26 pounds.");
        write("a.html", "We open at eight.");
        try (StaticSite site = StaticSite.serving(folder, "http://none")) {
            KnowledgeBase base = base(site);
            base.learn(SITE, site.scope(), CrawlListener.SILENT);

            store.use(SITE, site.scope().start().resolve("a.html"), PageUse.EXCLUDED);
            base.changed(SITE);
            assertThat(english(base).passages()).hasSize(1);

            while (!waiting.isEmpty()) {
                waiting.remove().run();
            }
            assertThat(english(base).passages()).hasSize(1);
            assertThat(english(base).isSemantic()).isTrue();
        }
    }

    @Test
    void what_a_person_writes_counts_once_it_has_its_vectors() throws Exception {
        write("index.html", "The price is 26 pounds.");
        try (StaticSite site = StaticSite.serving(folder, "http://none")) {
            KnowledgeBase base = base(site);
            base.learn(SITE, site.scope(), CrawlListener.SILENT);
            waiting.remove().run();

            store.write(
                    SITE,
                    new PageText(
                            site.scope().start().resolve("#e1"),
                            "Can I bring my dog?",
                            Language.ENGLISH,
                            List.of(Block.paragraph("Dogs are welcome on a lead."))));
            base.changed(SITE);
            assertThat(english(base).isSemantic()).as("searching by meaning goes on").isTrue();
            assertThat(base.isEmbedding(SITE)).isTrue();
            assertThat(english(base).passages()).hasSize(1);
            waiting.remove().run();

            assertThat(english(base).isSemantic()).isTrue();
            assertThat(english(base).search(Query.of("bring dog")).hits().getFirst().passage())
                    .satisfies(passage -> {
                        assertThat(passage.text()).isEqualTo("Dogs are welcome on a lead.");
                        assertThat(passage.url().getFragment()).isEqualTo("e1");
                    });
        }
    }

    @Test
    void a_pinned_page_is_read_even_if_no_link_leads_to_it() throws Exception {
        write("index.html", "The price is 26 pounds.");
        write("hidden.html", "The old price was 21 pounds.");
        try (StaticSite site = StaticSite.serving(folder, "http://none")) {
            KnowledgeBase base = base(site);
            PageText hidden =
                    new PageText(
                            site.scope().start().resolve("hidden.html"),
                            "hidden",
                            Language.ENGLISH,
                            List.of(Block.paragraph("As it was.")));
            store.replacePages(SITE, List.of(hidden));
            store.use(SITE, hidden.url(), PageUse.PINNED);

            base.learn(SITE, site.scope(), CrawlListener.SILENT);

            assertThat(english(base).passages())
                    .extracting(Passage::text)
                    .contains("The old price was 21 pounds.");
        }
    }
}
