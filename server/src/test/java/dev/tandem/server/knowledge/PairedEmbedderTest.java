package dev.tandem.server.knowledge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

import java.util.List;

class PairedEmbedderTest {
    /// How far one byte per dimension may move a cosine.
    private static final double ROUNDING = 0.01;

    /// A model that knows two words, each a direction of its own, and what lies between them.
    private record Scripted(String model, List<Language> languages, float[] bike, float[] boat)
            implements Embedder {
        @Override
        public Vector embed(String text) {
            return Vector.of(text.equals("bike") ? bike : boat);
        }
    }

    private static final Embedder APART =
            new Scripted(
                    "apart",
                    List.of(Language.ENGLISH, Language.FRENCH),
                    new float[] {1, 0},
                    new float[] {0, 1});

    private static final Embedder ALIKE =
            new Scripted(
                    "alike",
                    List.of(Language.SPANISH, Language.ENGLISH),
                    new float[] {3, 4, 0},
                    new float[] {3, 4, 0});

    private final Embedder pair = new PairedEmbedder(APART, ALIKE);

    @Test
    void two_texts_are_as_alike_as_both_models_together_find_them_the_second_one_counting_more() {
        assertThat(pair.embed("bike").cosine(pair.embed("boat"))).isCloseTo(0.6, within(ROUNDING));
        assertThat(pair.embed("bike").cosine(pair.embed("bike"))).isCloseTo(1, within(ROUNDING));
    }

    @Test
    void a_pair_helps_only_in_the_languages_that_both_know() {
        assertThat(pair.languages()).containsExactly(Language.ENGLISH);
    }

    @Test
    void vectors_of_a_pair_are_never_taken_for_those_of_one_of_the_two() {
        assertThat(pair.model()).isNotEqualTo(APART.model()).isNotEqualTo(ALIKE.model());
        assertThat(pair.embed("bike").dimensions()).isEqualTo(5);
    }

    @Test
    void the_program_s_own_pair_finds_a_paraphrase_nearer_than_another_topic() {
        Vector question = Models.SEARCH.embed("can I get my money back");
        assertThat(question.cosine(Models.SEARCH.embed("Refunds are paid within 14 days.")))
                .isGreaterThan(
                        question.cosine(Models.SEARCH.embed("Our shops open at nine.")) + 0.1);
    }
}
