package dev.tandem.server.knowledge;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import java.util.List;
import java.util.Set;

/// The demo business as the crawler sees it.
class DemoSiteTest {
    private static StaticSite site;
    private static CrawlOutcome outcome;
    private static List<Passage> passages;

    @BeforeAll
    static void crawlTheDemoSite() throws InterruptedException {
        site = StaticSite.demo();
        Crawler crawler =
                new Crawler(
                        new AddressGuard(Set.of(site.authority())),
                        CrawlLimits.DEFAULT,
                        System::nanoTime);
        outcome = crawler.crawl(site.scope(), List.of(), List.of(), CrawlListener.SILENT);
        passages =
                outcome.pages().stream().flatMap(p -> PassageSplitter.split(p).stream()).toList();
    }

    @AfterAll
    static void stop() {
        site.close();
    }

    @Test
    void at_least_forty_pages_are_learned_and_the_closed_ones_are_not() {
        assertThat(outcome.complete()).isTrue();
        assertThat(outcome.pages()).hasSizeGreaterThanOrEqualTo(40);
        assertThat(outcome.pages())
                .extracting(page -> page.url().getPath())
                .noneMatch(path -> path.contains("/internal/") || path.contains("/preview/"));
        assertThat(passages)
                .extracting(Passage::text)
                .noneMatch(text -> text.contains("AMBER-GANNET") || text.contains("TEAL-CURLEW"));
    }

    @Test
    void no_passage_holds_what_stands_around_the_article() {
        assertThat(passages)
                .extracting(passage -> passage.path() + " " + passage.text())
                .noneMatch(text ->
                        text.contains("We use two cookies of our own")
                                || text.contains("Close this note")
                                || text.contains("invented company")
                                || text.contains("Related pages")
                                || text.contains("Skip to the content")
                                || text.contains("Home phone Business Help"));
    }

    @Test
    void steps_rows_and_questions_are_kept_with_their_headings() {
        assertThat(passages)
                .anySatisfy(passage -> {
                    assertThat(passage.path())
                            .isEqualTo("Drops at busy times > Choose a fixed Wi-Fi channel");
                    assertThat(passage.anchor()).isEqualTo("choose-a-fixed-wi-fi-channel");
                    assertThat(passage.units())
                            .extracting(Unit::text)
                            .contains("Set Channel to 36, 40 or 44.");
                })
                .anySatisfy(passage ->
                        assertThat(passage.units())
                                .extracting(Unit::text)
                                .contains(
                                        "Fibre 500 · Price a month: £32 · Download: 500"
                                                + " Mb/s · Upload: 75 Mb/s · Guaranteed"
                                                + " minimum: 440 Mb/s"))
                .anySatisfy(passage ->
                        assertThat(passage.heading()).isEqualTo("Can I use my own router?"));
    }

    @Test
    void every_page_embeds_the_widget() {
        assertThat(outcome.pages())
                .allSatisfy(page -> {
                    String path = page.url().getPath().substring("/demo/".length());
                    try (var in =
                            DemoSiteTest.class.getResourceAsStream(
                                    "/demo/" + path + "index.html")) {
                        assertThat(
                                        new String(
                                                in.readAllBytes(),
                                                java.nio.charset.StandardCharsets.UTF_8))
                                .contains(
                                        "<script async src=\"/widget.js\""
                                                + " data-site=\"harbor\" data-logo=\"/demo/assets/harbor.svg\"></script>");
                    }
                });
    }
}
