package dev.tandem.server.knowledge;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tandem.server.knowledge.CrawlProblem.Reason;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/// What is read of a PDF, whole or damaged.
class PdfTextTest {
    @BeforeAll
    static void silence() {
        Pdf.silence();
    }

    private static DocumentText.Words words(byte[] pdf) {
        DocumentText text = PdfText.read(pdf, DocumentLimits.DEFAULT);
        assertThat(text).isInstanceOf(DocumentText.Words.class);
        return (DocumentText.Words) text;
    }

    private static Reason reason(byte[] pdf) {
        return reason(pdf, DocumentLimits.DEFAULT);
    }

    private static Reason reason(byte[] pdf, DocumentLimits limits) {
        DocumentText text = PdfText.read(pdf, limits);
        assertThat(text).isInstanceOf(DocumentText.Unreadable.class);
        return ((DocumentText.Unreadable) text).reason();
    }

    private static DocumentLimits limits(int pages, int chars) {
        DocumentLimits usual = DocumentLimits.DEFAULT;
        return new DocumentLimits(
                usual.bytes(), pages, chars, usual.time(), usual.heapMegabytes(), usual.atOnce());
    }

    @Test
    void headings_paragraphs_rows_and_steps_are_found_with_the_page_they_stand_on() {
        List<Block> blocks = words(Pdf.priceList()).blocks();

        assertThat(blocks)
                .containsExactly(
                        new Block(Block.Kind.HEADING, 1, "Repairs and what they cost", "page=1"),
                        new Block(Block.Kind.HEADING, 2, "Bicycles", "page=1"),
                        new Block(
                                Block.Kind.PARAGRAPH,
                                0,
                                "A flat tyre is mended while you wait. We keep the old tube for recycling unless you ask for it.",
                                "page=1"),
                        new Block(
                                Block.Kind.ROW,
                                0,
                                "Flat tyre · Price: £12 · Time: 20 minutes",
                                "page=1"),
                        new Block(
                                Block.Kind.ROW,
                                0,
                                "New chain · Price: £34 · Time: 1 hour",
                                "page=1"),
                        new Block(Block.Kind.HEADING, 2, "Scooters", "page=2"),
                        new Block(
                                Block.Kind.PARAGRAPH,
                                0,
                                "Scooters are taken in on Mondays only. Bring the charger along, for a scooter without its charger cannot be tested.",
                                "page=2"),
                        new Block(Block.Kind.HEADING, 3, "What you need", "page=2"),
                        new Block(Block.Kind.STEP, 1, "The key.", "page=2"),
                        new Block(Block.Kind.STEP, 2, "The receipt.", "page=2"),
                        new Block(Block.Kind.HEADING, 2, "Guarantee", "page=3"),
                        new Block(
                                Block.Kind.PARAGRAPH,
                                0,
                                "Every repair is guaranteed for 14 months.",
                                "page=3"));
    }

    @Test
    void the_table_of_contents_tells_headings_that_look_like_text() {
        byte[] pdf =
                new Pdf()
                        .title("House rules")
                        .outline("Noise", "Pets")
                        .text("Noise")
                        .text("Nobody plays the drums after ten.")
                        .text("Pets")
                        .text("Cats are welcome.")
                        .bytes();

        assertThat(words(pdf).blocks())
                .filteredOn(b -> b.kind() == Block.Kind.HEADING)
                .extracting(Block::text)
                .containsExactly("House rules", "Noise", "Pets");
    }

    @Test
    void a_sentence_that_runs_over_the_page_stays_one() {
        byte[] pdf =
                new Pdf()
                        .text("The deposit of two hundred pounds comes back to you when")
                        .page()
                        .text("we have the keys.", "New lines follow here for the width of it all.")
                        .bytes();

        assertThat(words(pdf).blocks().getFirst().text())
                .startsWith(
                        "The deposit of two hundred pounds comes back to you when we have the keys.");
    }

    @Test
    void a_scan_says_that_it_has_no_text() {
        assertThat(reason(new Pdf().picture().page().picture().bytes())).isEqualTo(Reason.NO_TEXT);
        assertThat(reason(new Pdf().bytes())).as("an empty page").isEqualTo(Reason.NO_TEXT);
    }

    @Test
    void what_needs_a_password_says_so_and_what_only_must_not_be_printed_is_read() {
        assertThat(reason(new Pdf().text("Secret.").locked("word").bytes()))
                .isEqualTo(Reason.ENCRYPTED);
        assertThat(words(new Pdf().text("We open at nine.").locked("").bytes()).blocks())
                .extracting(Block::text)
                .containsExactly("We open at nine.");
    }

    @Test
    void what_is_no_pdf_is_broken() {
        assertThat(reason(new byte[0])).isEqualTo(Reason.BROKEN);
        assertThat(reason("%PDF-1.7".getBytes(StandardCharsets.US_ASCII))).isEqualTo(Reason.BROKEN);
        assertThat(reason("<html><p>Not found".getBytes(StandardCharsets.US_ASCII)))
                .isEqualTo(Reason.BROKEN);
    }

    @Test
    void a_document_has_limits_of_pages_and_characters() {
        byte[] three = Pdf.priceList();
        assertThat(words(three).blocks()).isNotEmpty();
        assertThat(reason(three, limits(2, 100_000))).isEqualTo(Reason.TOO_BIG);
        assertThat(reason(three, limits(3, 100))).isEqualTo(Reason.TOO_BIG);
        assertThat(PdfText.read(three, limits(3, 100_000))).isInstanceOf(DocumentText.Words.class);
    }

    /// Whatever is done to a file, reading it gives words or a reason, and never more than those.
    @Test
    void a_damaged_document_is_read_or_refused_and_nothing_else() {
        byte[] whole = Pdf.priceList();
        Random random = new Random(7);
        int refused = 0;
        for (int round = 0; round < 300; round++) {
            byte[] damaged = damaged(whole, random, round);
            switch (PdfText.read(damaged, DocumentLimits.DEFAULT)) {
                case DocumentText.Words words -> assertThat(words.blocks()).isNotEmpty();
                case DocumentText.Unreadable unreadable -> {
                    refused++;
                    assertThat(unreadable.reason())
                            .isIn(Reason.BROKEN, Reason.NO_TEXT, Reason.ENCRYPTED, Reason.TOO_BIG);
                }
            }
        }
        assertThat(refused).as("so that damage was done at all").isBetween(10, 290);
    }

    private static byte[] damaged(byte[] whole, Random random, int round) {
        if (round % 3 == 0) {
            return Arrays.copyOf(whole, random.nextInt(whole.length));
        }
        byte[] damaged = whole.clone();
        int hits = 1 + random.nextInt(round % 3 == 1 ? 8 : 200);
        for (int hit = 0; hit < hits; hit++) {
            damaged[random.nextInt(damaged.length)] = (byte) random.nextInt(256);
        }
        return damaged;
    }
}
