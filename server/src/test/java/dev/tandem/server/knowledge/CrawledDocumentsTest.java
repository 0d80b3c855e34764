package dev.tandem.server.knowledge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.tandem.server.knowledge.CrawlProblem.Reason;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Set;

/// A site whose pages link to PDFs, good and bad ones.
class CrawledDocumentsTest {
    @TempDir Path folder;

    private void home(String... links) throws IOException {
        StringBuilder html =
                new StringBuilder("<html lang=en><main><h1>Wheelhouse</h1><p>We mend.</p>");
        for (String link : links) {
            html.append("<a download href='").append(link).append("'>x</a>");
        }
        Files.writeString(folder.resolve("index.html"), html + "</main>");
    }

    private CrawlOutcome crawl(DocumentLimits limits) throws InterruptedException {
        CrawlLimits usual = CrawlLimits.DEFAULT;
        try (StaticSite site = StaticSite.serving(folder, "http://none")) {
            return new Crawler(
                            new AddressGuard(Set.of(site.authority())),
                            new CrawlLimits(
                                    usual.pages(),
                                    1_000,
                                    usual.totalBytes(),
                                    usual.depth(),
                                    usual.pageTime(),
                                    Duration.ofMinutes(2),
                                    usual.redirects(),
                                    usual.parallel(),
                                    usual.queriesPerPath(),
                                    usual.longestDelay(),
                                    limits),
                            System::nanoTime)
                    .crawl(site.scope(), List.of(), List.of(), CrawlListener.SILENT);
        }
    }

    @Test
    void linked_documents_are_learned_and_those_that_cannot_be_are_reported() throws Exception {
        home("price-list.pdf", "scan.pdf", "locked.pdf", "half.pdf", "Price-list-again.pdf");
        byte[] prices = Pdf.priceList();
        Files.write(folder.resolve("price-list.pdf"), prices);
        Files.write(folder.resolve("Price-list-again.pdf"), prices);
        Files.write(folder.resolve("scan.pdf"), new Pdf().picture().bytes());
        Files.write(folder.resolve("locked.pdf"), new Pdf().text("Secret.").locked("x").bytes());
        Files.write(
                folder.resolve("half.pdf"),
                "%PDF-1.7 and then nothing".getBytes(StandardCharsets.US_ASCII));

        CrawlOutcome outcome = crawl(DocumentLimits.DEFAULT);

        assertThat(outcome.problems())
                .extracting(p -> p.url().getPath(), CrawlProblem::reason)
                .containsExactlyInAnyOrder(
                        tuple("/scan.pdf", Reason.NO_TEXT),
                        tuple("/locked.pdf", Reason.ENCRYPTED),
                        tuple("/half.pdf", Reason.BROKEN),
                        // Whichever comes second.
                        tuple(twice(outcome), Reason.DUPLICATE));
        PageText learned =
                outcome.pages().stream()
                        .filter(page -> page.url().getPath().endsWith(".pdf"))
                        .findFirst()
                        .orElseThrow();
        assertThat(learned.title()).isEqualTo("Repairs and what they cost");
        assertThat(learned.language()).isEqualTo(Language.ENGLISH);
        assertThat(PassageSplitter.split(learned))
                .extracting(Passage::heading, Passage::anchor)
                .containsExactly(
                        tuple("Bicycles", "page=1"),
                        tuple("Scooters", "page=2"),
                        tuple("What you need", "page=2"),
                        tuple("Guarantee", "page=3"));
    }

    private static String twice(CrawlOutcome outcome) {
        return outcome.problems().stream()
                .filter(p -> p.reason() == Reason.DUPLICATE)
                .map(p -> p.url().getPath())
                .findFirst()
                .orElse("none");
    }

    @Test
    void a_document_has_its_own_limit_of_bytes() throws Exception {
        byte[] prices = Pdf.priceList();
        home("fits.pdf", "beyond.pdf");
        Files.write(folder.resolve("fits.pdf"), prices);
        Files.write(folder.resolve("beyond.pdf"), Arrays.copyOf(prices, prices.length + 1));
        DocumentLimits usual = DocumentLimits.DEFAULT;

        CrawlOutcome outcome =
                crawl(
                        new DocumentLimits(
                                prices.length,
                                usual.pages(),
                                usual.chars(),
                                usual.time(),
                                usual.heapMegabytes(),
                                usual.atOnce()));

        assertThat(prices.length).as("more than a page may have").isGreaterThan(1_000);
        assertThat(outcome.pages()).extracting(p -> p.url().getPath()).contains("/fits.pdf");
        assertThat(outcome.problems())
                .extracting(p -> p.url().getPath(), CrawlProblem::reason)
                .isEqualTo(List.of(tuple("/beyond.pdf", Reason.TOO_BIG)));
    }

    @Test
    void a_passage_that_runs_over_the_page_is_cut_there() {
        PageText page =
                new PageText(
                        java.net.URI.create("https://shop.example/a.pdf"),
                        "A",
                        Language.ENGLISH,
                        List.of(
                                new Block(Block.Kind.HEADING, 1, "Rules", "page=1"),
                                new Block(Block.Kind.PARAGRAPH, 0, "First.", "page=1"),
                                new Block(Block.Kind.PARAGRAPH, 0, "Second.", "page=1"),
                                new Block(Block.Kind.PARAGRAPH, 0, "Third.", "page=2")));

        assertThat(PassageSplitter.split(page))
                .extracting(Passage::text, Passage::heading, Passage::anchor)
                .containsExactly(
                        tuple("First. Second.", "Rules", "page=1"),
                        tuple("Third.", "Rules", "page=2"));
    }
}
