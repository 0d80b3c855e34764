package dev.tandem.server.assistant;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tandem.server.knowledge.Block;
import dev.tandem.server.knowledge.Language;
import dev.tandem.server.knowledge.Passage;
import dev.tandem.server.knowledge.Unit;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;

class SuperlativeTest {
    private static final Passage LINES =
            table(
                    "Small · Price a month: £1,049 · Speed: 500 Mb/s · Repair: 12 hours",
                    "Huge · Price a month: from £249.50 · Speed: 1 Gb/s · Repair: 4 hours",
                    "Old · Price a month: on request · Speed: 2 Mb/s · Repair: 3 days");

    private static Passage table(String... rows) {
        List<Unit> units = new ArrayList<>();
        units.add(new Unit(Block.Kind.PARAGRAPH, 0, 0, "What we have."));
        for (String row : rows) {
            units.add(new Unit(Block.Kind.ROW, units.size(), 0, row));
        }
        return new Passage(
                URI.create("http://site.example/"),
                "Lines",
                List.of(),
                "",
                Language.ENGLISH,
                units);
    }

    private static OptionalInt row(String question, Passage passage) {
        return ProgramPhrases.ALL
                .superlatives
                .in(question)
                .map(s -> s.rowOf(passage))
                .orElse(OptionalInt.empty());
    }

    @ParameterizedTest
    @CsvSource(
            textBlock =
                    """
                    How much is the fastest line?, 2
                    what is the SLOWEST you have, 3
                    cheapest line, 2
                    the most expensive one please, 1
                    which has the highest speed, 2
                    ¿cuál es la línea más barata?, 2
                    ¿cuál es la más rápida?, 2
                    quelle est la ligne la moins chère, 2
                    la plus rapide ?, 2
                    """)
    void the_row_with_the_extreme_figure_is_found(String question, int unit) {
        assertThat(row(question, LINES)).hasValue(unit);
    }

    @Test
    void the_fastest_repair_takes_the_fewest_hours() {
        Passage repairs = table("A · 12 hours", "B · 4 hours", "C · 6 hours");

        assertThat(row("which is repaired fastest", repairs)).hasValue(2);
        assertThat(row("which is repaired slowest", repairs)).hasValue(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "how much is a line",
                "who is the best player",
                "what is the longest river",
                "best"
            })
    void nothing_is_compared_that_was_not_asked_for(String question) {
        assertThat(row(question, LINES)).isEmpty();
    }

    @Test
    void no_table_no_comparison() {
        assertThat(row("the cheapest", table())).isEmpty();
        assertThat(row("the cheapest", table("Only · £5"))).isEmpty();
        assertThat(row("the cheapest", table("A · red", "B · green"))).isEmpty();
    }

    @Test
    void the_word_makes_room_for_what_is_compared() {
        String question = "How much is the fastest plan?";
        Superlative fastest = ProgramPhrases.ALL.superlatives.in(question).orElseThrow();

        assertThat(fastest.plain(question, Language.ENGLISH))
                .isEqualTo("How much is the speed plan?");
        assertThat(fastest.without(question)).isEqualTo("How much is the plan?");
    }
}
