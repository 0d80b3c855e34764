package dev.tandem.server.knowledge;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;

class PageExtractorTest {
    private static final URI URL = URI.create("https://shop.example/help/");

    private static ExtractedPage read(String html) {
        return new PageExtractor()
                .extract(URL, html.getBytes(StandardCharsets.UTF_8), "utf-8", List.of());
    }

    private static List<String> texts(String html) {
        return read(html).text().blocks().stream().map(Block::text).toList();
    }

    @Test
    void only_the_article_is_kept() {
        assertThat(
                        texts(
                                """
                                <title>Returns | Shop</title>
                                <div id="cookie-banner"><p>We use cookies</p></div>
                                <header><nav><a href="/">Home</a></nav></header>
                                <aside><p>Read also</p></aside>
                                <main><h1>Returns</h1><p>Send it back within 30 days.</p>
                                <div class="feedback"><p>Was this helpful?</p></div></main>
                                <div class="newsletter-box"><p>Subscribe</p></div>
                                <footer><p>Company number 123</p></footer>
                                """))
                .containsExactly("Returns", "Send it back within 30 days.");
    }

    @Test
    void headings_lists_tables_and_accordions_become_blocks_of_their_own_kind() {
        List<Block> blocks =
                read("""
                <main><h1>Returns</h1>
                <section id="how"><h2>How</h2><p>Three steps:</p>
                <ol><li>Pack <b>it</b>.</li><li>Print:<ul><li>the label</li></ul></li></ol></section>
                <table><tr><th>Country</th><th>Price</th></tr><tr><td>France</td><td>£4</td></tr></table>
                <details id="late"><summary>Too late?</summary><p>Ask us.</p></details></main>
                """)
                        .text()
                        .blocks();

        assertThat(blocks)
                .containsExactly(
                        new Block(Block.Kind.HEADING, 1, "Returns", ""),
                        new Block(Block.Kind.HEADING, 2, "How", "how"),
                        new Block(Block.Kind.PARAGRAPH, 0, "Three steps:", ""),
                        new Block(Block.Kind.STEP, 1, "Pack it.", ""),
                        new Block(Block.Kind.STEP, 2, "Print:", ""),
                        new Block(Block.Kind.ITEM, 0, "the label", ""),
                        new Block(Block.Kind.ROW, 0, "France · £4", ""),
                        new Block(Block.Kind.HEADING, 3, "Too late?", "late"),
                        new Block(Block.Kind.PARAGRAPH, 0, "Ask us.", ""));
    }

    @Test
    void lists_that_only_lead_elsewhere_are_navigation() {
        assertThat(
                        texts(
                                """
                                <main><h1>A</h1><ul><li><a href="/b">Page B</a></li><li><a href="/c">Page C</a></li></ul>
                                <ul><li>Change your <a href="/p">password</a> at once</li></ul></main>
                                """))
                .containsExactly("A", "Change your password at once");
    }

    @Test
    void scripts_and_markup_never_come_through_as_markup() {
        ExtractedPage page =
                read(
                        """
                        <title>&lt;script&gt;alert(1)&lt;/script&gt;</title>
                        <main><p onclick="x()">Hello <script>alert(2)</script><img src=x onerror=alert(3)> you</p>
                        <p>&lt;b&gt;bold&lt;/b&gt;</p></main>
                        """);

        assertThat(page.text().title()).isEqualTo("<script>alert(1)</script>");
        assertThat(page.text().blocks())
                .extracting(Block::text)
                .containsExactly("Hello you", "<b>bold</b>");
    }

    @Test
    void what_the_page_asks_of_crawlers_is_heard() {
        ExtractedPage noindex = read("<meta name=robots content='NOINDEX'><a href=/x>x</a>");
        ExtractedPage nofollow = read("<meta name=robots content=nofollow><a href=/x>x</a>");
        ExtractedPage links =
                read(
                        "<link rel=canonical href=/help/returns/><a href='/a#part'>a</a>"
                                + "<a rel=nofollow href=/b>b</a><a href='mailto:x@y.z'>m</a>"
                                + "<a href='javascript:alert(1)'>j</a><a href='http://['>u</a>");
        ExtractedPage header =
                new PageExtractor()
                        .extract(
                                URL,
                                "<p>x".getBytes(StandardCharsets.UTF_8),
                                null,
                                List.of("noindex"));

        assertThat(noindex.indexable()).isFalse();
        assertThat(noindex.links()).hasSize(1);
        assertThat(nofollow.indexable()).isTrue();
        assertThat(nofollow.links()).isEmpty();
        assertThat(links.links()).containsExactly(URI.create("https://shop.example/a"));
        assertThat(links.canonical()).contains(URI.create("https://shop.example/help/returns/"));
        assertThat(header.indexable()).isFalse();
    }

    @Test
    void directives_for_crawlers_are_whole_words_and_those_for_others_are_not_ours() {
        assertThat(directives("index, follow, max-image-preview:none"))
                .isEqualTo(new RobotsDirectives(true, true));
        assertThat(directives("googlebot: noindex, nofollow"))
                .isEqualTo(new RobotsDirectives(true, true));
        assertThat(directives("noindex, googlebot: nofollow"))
                .isEqualTo(new RobotsDirectives(false, true));
        assertThat(directives("googlebot: none, TandemBot: noindex, max-snippet:20, nofollow"))
                .isEqualTo(new RobotsDirectives(false, false));
        assertThat(directives("unavailable_after: Wed, 25 Jun 2031 15:00:00 GMT, NoFollow"))
                .isEqualTo(new RobotsDirectives(true, false));
        assertThat(directives("otherbot: all", "none"))
                .as("a header each")
                .isEqualTo(new RobotsDirectives(false, false));
        assertThat(directives("noindexifembedded")).isEqualTo(new RobotsDirectives(true, true));

        ExtractedPage preview =
                read(
                        "<meta name=robots content='index, follow, max-image-preview:none'>"
                                + "<a href=/x>x</a>");
        assertThat(preview.indexable()).isTrue();
        assertThat(preview.links()).hasSize(1);
        assertThat(read("<meta name=tandembot content=noindex>").indexable()).isFalse();
    }

    private static RobotsDirectives directives(String... lines) {
        return RobotsDirectives.of(List.of(lines));
    }

    @Test
    void a_cell_that_reaches_over_several_rows_or_columns_keeps_the_others_in_theirs() {
        assertThat(
                        texts(
                                """
                                <main><table>
                                <tr><th>Plan</th><th>Country</th><th>Price</th></tr>
                                <tr><td rowspan=2>Basic</td><td>UK</td><td>£5</td></tr>
                                <tr><td>FR</td><td>€9</td></tr>
                                <tr><td>Gold</td><td colspan=2>ask us</td></tr>
                                <tr><th colspan=3>Europe</th></tr>
                                <tr><td colspan=2>Total</td><td>£14</td></tr>
                                </table></main>
                                """))
                .containsExactly(
                        "Basic · Country: UK · Price: £5",
                        "Basic · Country: FR · Price: €9",
                        "Gold · Country, Price: ask us",
                        "Europe",
                        "Total · Price: £14");
    }

    @Test
    void a_head_of_two_lines_names_each_column_by_both() {
        assertThat(
                        texts(
                                """
                                <main><table>
                                <thead><tr><th rowspan=2>Plan</th><th colspan=2>Price</th></tr>
                                <tr><th>a month</th><th>a year</th></tr></thead>
                                <tbody><tr><th>Basic</th><td>£5</td><td>£50</td></tr></tbody>
                                </table></main>
                                """))
                .containsExactly("Basic · Price a month: £5 · Price a year: £50");
    }

    @Test
    void a_table_that_claims_a_billion_columns_costs_no_more_than_another_one() {
        assertThat(
                        texts(
                                """
                                <main><table>
                                <tr><th rowspan=1000000000>A</th><th colspan=999999999>B</th></tr>
                                <tr><td rowspan=-3>one</td><td colspan=x>two</td></tr>
                                </table></main>
                                """))
                .containsExactly("A · B: one · B: two");
    }

    @Test
    void a_page_nested_deeper_than_anybody_writes_is_still_read() {
        String html = "<main>" + "<div>".repeat(20_000) + "deep" + "</div>".repeat(20_000);
        assertThat(texts(html)).containsExactly("deep");
    }

    @Test
    void the_language_is_the_page_s_word_or_is_guessed_from_its_words() {
        assertThat(read("<html lang='fr-CA'><main><p>Bonjour").text().language())
                .isEqualTo(Language.FRENCH);
        assertThat(read("<main><p>Puede cambiar la contraseña cuando quiera.").text().language())
                .isEqualTo(Language.SPANISH);
    }

    @Test
    void text_repeated_on_many_pages_is_boilerplate() {
        List<PageText> pages =
                java.util.stream.IntStream.range(0, 10)
                        .mapToObj(i ->
                                new PageText(
                                        URI.create("https://shop.example/" + i),
                                        "Page " + i,
                                        Language.ENGLISH,
                                        List.of(
                                                Block.paragraph("Own text " + i),
                                                Block.paragraph(i < 4 ? "Call us today" : "x" + i),
                                                Block.paragraph(i < 3 ? "Rarely said" : "y" + i))))
                        .toList();

        List<String> left =
                Boilerplate.removeFrom(pages).stream()
                        .flatMap(page -> page.blocks().stream())
                        .map(Block::text)
                        .toList();

        assertThat(left).contains("Own text 0", "Rarely said").doesNotContain("Call us today");
    }
}
