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
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;

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
        return new KnowledgeBase(
                store,
                new Crawler(
                        new AddressGuard(Set.of(site.authority())),
                        CrawlLimits.DEFAULT,
                        System::nanoTime),
                Optional.of(embedder),
                waiting::add);
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
