package dev.tandem.server.knowledge;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

class PassageSplitterTest {
    private static PageText page(Block... blocks) {
        return new PageText(
                URI.create("https://shop.example/"), "Returns", Language.ENGLISH, List.of(blocks));
    }

    private static Block heading(int level, String text, String anchor) {
        return new Block(Block.Kind.HEADING, level, text, anchor);
    }

    @Test
    void each_heading_opens_a_passage_that_knows_its_path_and_anchor() {
        List<Passage> passages =
                PassageSplitter.split(
                        page(
                                heading(1, "Returns", ""),
                                Block.paragraph("Intro."),
                                heading(2, "By post", "post"),
                                Block.paragraph("Free."),
                                heading(3, "From abroad", ""),
                                Block.paragraph("Not free."),
                                heading(2, "Empty", "empty"),
                                heading(2, "In a shop", "shop"),
                                Block.paragraph("Free too.")));

        assertThat(passages)
                .extracting(Passage::path, Passage::anchor, Passage::text)
                .containsExactly(
                        org.assertj.core.api.Assertions.tuple("Returns", "", "Intro."),
                        org.assertj.core.api.Assertions.tuple("Returns > By post", "post", "Free."),
                        org.assertj.core.api.Assertions.tuple(
                                "Returns > By post > From abroad", "post", "Not free."),
                        org.assertj.core.api.Assertions.tuple(
                                "Returns > In a shop", "shop", "Free too."));
    }

    @Test
    void a_long_section_is_cut_between_sentences_and_overlaps_by_one() {
        String text =
                IntStream.range(0, 40)
                        .mapToObj(i -> "Sentence number " + i + " says a little something.")
                        .collect(Collectors.joining(" "));

        List<Passage> passages = PassageSplitter.split(page(Block.paragraph(text)));

        assertThat(passages).hasSizeGreaterThan(1);
        assertThat(passages)
                .allSatisfy(passage ->
                        assertThat(passage.text().split(" "))
                                .hasSizeLessThanOrEqualTo(PassageSplitter.MAX_WORDS));
        for (int i = 1; i < passages.size(); i++) {
            assertThat(passages.get(i).units().getFirst().text())
                    .isEqualTo(passages.get(i - 1).units().getLast().text());
        }
    }

    @Test
    void one_sentence_longer_than_a_passage_becomes_a_passage_alone() {
        String endless = "word ".repeat(PassageSplitter.MAX_WORDS * 3).strip();
        assertThat(PassageSplitter.split(page(Block.paragraph("Short."), Block.paragraph(endless))))
                .extracting(passage -> passage.units().size())
                .contains(1);
    }

    @Test
    void sentences_end_where_a_reader_ends_them() {
        assertThat(
                        PassageSplitter.sentences(
                                "Use a card, e.g. Visa. It costs £9.98 a day. Really? Yes.",
                                Locale.ENGLISH))
                .containsExactly(
                        "Use a card, e.g. Visa.", "It costs £9.98 a day.", "Really?", "Yes.");
    }
}
