package dev.tandem.server.knowledge;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tandem.server.knowledge.CrawlProblem.Reason;

import org.junit.jupiter.api.Test;

import java.net.URI;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/// What is read of files that are no PDF.
class DocumentsTest {
    private static final URI AT = URI.create("/files/shop/f1");

    private final Documents documents = new Documents(DocumentLimits.DEFAULT);

    private PageText page(String name, byte[] bytes) throws InterruptedException {
        FileKind kind = FileKind.of(name, bytes).orElseThrow();
        return ((Documents.Read.Text) documents.file(AT, name, kind, bytes)).page();
    }

    private Reason reason(String name, String text) throws InterruptedException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        FileKind kind = FileKind.of(name, bytes).orElseThrow();
        return ((Documents.Read.Failed) documents.file(AT, name, kind, bytes)).reason();
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    @Test
    void plain_text_has_paragraphs_and_lists_and_the_name_of_its_file() throws Exception {
        PageText page =
                page(
                        "opening-hours_2026.txt",
                        utf8(
                                "\uFEFFWe are open\r\nfrom nine to five.\r\n\r\n- Not on Sundays\n- Not at Easter\n\n1. Ring the bell.\n2. Wait for us.\n"));

        assertThat(page.title()).isEqualTo("Opening hours 2026");
        assertThat(page.language()).isEqualTo(Language.ENGLISH);
        assertThat(page.blocks())
                .containsExactly(
                        Block.paragraph("We are open from nine to five."),
                        new Block(Block.Kind.ITEM, 0, "Not on Sundays", ""),
                        new Block(Block.Kind.ITEM, 0, "Not at Easter", ""),
                        new Block(Block.Kind.STEP, 1, "Ring the bell.", ""),
                        new Block(Block.Kind.STEP, 2, "Wait for us.", ""));
    }

    @Test
    void text_of_an_old_program_keeps_its_letters() throws Exception {
        PageText page =
                page(
                        "horario.txt",
                        "Abrimos mañana por la tarde, según el día."
                                .getBytes(Charset.forName("windows-1252")));

        assertThat(page.blocks().getFirst().text()).contains("mañana", "según");
        assertThat(page.language()).isEqualTo(Language.SPANISH);
    }

    @Test
    void markdown_has_headings_with_ids_and_tables_and_nothing_of_its_marks() throws Exception {
        PageText page =
                page(
                        "guide.md",
                        utf8(
                                """
                                # The guide
                                Read **this** [page](https://x.example) first.

                                ## What it costs
                                | Plan | Price | Speed |
                                |---|---|---|
                                | Small | £12 | 50 |

                                <script>alert(1)</script>
                                """));

        assertThat(page.title()).isEqualTo("The guide");
        assertThat(page.url()).isEqualTo(AT);
        assertThat(page.blocks())
                .contains(
                        Block.paragraph("Read this page first."),
                        new Block(Block.Kind.HEADING, 2, "What it costs", "what-it-costs"),
                        new Block(Block.Kind.ROW, 0, "Small · Price: £12 · Speed: 50", ""));
        assertThat(page.blocks()).noneMatch(block -> block.text().contains("alert"));
    }

    @Test
    void html_is_read_like_a_page_of_the_site_and_keeps_its_place() throws Exception {
        PageText page =
                page(
                        "terms.html",
                        utf8(
                                "<html lang=fr><link rel=canonical href='https://x.example/'>"
                                        + "<main><h1>Conditions</h1><p>Le contrat dure un an.</p></main>"
                                        + "<footer>Nous</footer>"));

        assertThat(page.url()).isEqualTo(AT);
        assertThat(page.title()).isEqualTo("Conditions");
        assertThat(page.language()).isEqualTo(Language.FRENCH);
        assertThat(page.blocks()).extracting(Block::text).doesNotContain("Nous");
    }

    @Test
    void what_holds_no_words_is_refused() throws Exception {
        assertThat(reason("a.txt", " \n\t\n ...")).isEqualTo(Reason.NO_TEXT);
        assertThat(reason("a.md", "# Only a title")).isEqualTo(Reason.NO_TEXT);
        assertThat(reason("a.html", "<img src=x>")).isEqualTo(Reason.NO_TEXT);
    }

    @Test
    void what_is_nested_without_end_costs_this_file_only() throws Exception {
        byte[] deep = utf8("<div>".repeat(200_000) + "We open at nine.");
        assertThat(documents.file(AT, "a.html", FileKind.HTML, deep)).isNotNull();
        byte[] quoted = utf8("> ".repeat(100_000) + "We open at nine.");
        assertThat(documents.file(AT, "a.md", FileKind.MARKDOWN, quoted)).isNotNull();
    }

    @Test
    void a_name_is_a_promise_that_the_bytes_keep() {
        assertThat(FileKind.of("a.pdf", Pdf.priceList())).contains(FileKind.PDF);
        assertThat(FileKind.of("a.PDF", utf8("words"))).isEmpty();
        assertThat(FileKind.of("a.txt", new byte[] {'a', 0, 'b'})).isEmpty();
        assertThat(FileKind.of("a.docx", utf8("PK"))).isEqualTo(Optional.empty());
        assertThat(FileKind.of("txt", utf8("words"))).isEmpty();
    }
}
