package dev.tandem.server.knowledge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Set;

class LexicalIndexTest {
    private static Passage passage(String title, String text) {
        return new Passage(
                URI.create("https://harbor.example/" + title),
                title,
                List.of(),
                "",
                Language.ENGLISH,
                List.of(new Unit(Block.Kind.PARAGRAPH, 0, 0, text)));
    }

    private static final List<Passage> PASSAGES =
            List.of(
                    passage("Refunds", "You get your money back within 14 days."),
                    passage("Moving", "Moving house is free with a new contract."),
                    passage("Contracts", "A contract lasts 18 months; refunds are rare."));

    private final LexicalIndex index = new LexicalIndex(Language.ENGLISH, PASSAGES);

    @Test
    void how_much_of_a_question_passages_hold_is_the_same_looked_up_as_counted_in_their_words() {
        Set<String> wanted = index.stems("refund of my contract in bitcoin");

        Map<Integer, Double> held = index.coverages(wanted, Set.of(0, 1, 2));

        for (int i = 0; i < PASSAGES.size(); i++) {
            Passage passage = PASSAGES.get(i);
            Set<String> present = index.stems(passage.path() + " " + passage.text());
            assertThat(held.getOrDefault(i, 0.0))
                    .isEqualTo(index.coverage(wanted, present), within(1e-9))
                    .isGreaterThan(0)
                    .isLessThan(1);
        }
        assertThat(held.get(2)).isGreaterThan(held.get(0));
    }

    @Test
    void only_passages_asked_about_are_looked_up() {
        assertThat(index.coverages(index.stems("refund"), Set.of(1, 2))).containsOnlyKeys(2);
    }

    @Test
    void a_question_of_unknown_words_or_none_is_held_by_nobody() {
        assertThat(index.coverages(index.stems("bitcoin"), Set.of(0, 1, 2))).isEmpty();
        assertThat(index.coverages(Set.of(), Set.of(0, 1, 2))).isEmpty();
    }
}
