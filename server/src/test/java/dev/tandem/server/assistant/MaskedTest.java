package dev.tandem.server.assistant;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tandem.server.knowledge.Embedder;
import dev.tandem.server.knowledge.Language;
import dev.tandem.server.knowledge.Models;
import dev.tandem.server.knowledge.StaticSite;
import dev.tandem.server.knowledge.Vector;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentLinkedQueue;

class MaskedTest {
    @ParameterizedTest
    @CsvSource(
            textBlock =
                    """
                    my card is 4111 1111 1111 1111 ok, my card is [card] ok
                    4111-1111-1111-1111, [card]
                    card 5500000000000004., card [card].
                    amex 3782 822463 10005, amex [card]
                    write to zoe.miller+shop@mail.example.co.uk please, write to [email] please
                    'José@correo.example, 4111.1111.1111.1111', '[email], [card]'
                    """)
    void cards_and_addresses_are_taken_out(String written, String masked) {
        assertThat(Masked.text(written)).isEqualTo(masked);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "call 0808 157 0123",
                "order 4111 1111 1111 1112",
                "from 1 to 28, 8:00 - 20:00",
                "+44 23 9218 0123 4111 11",
                "meet me @ noon",
                "VLAN 101 at 192.168.1.254"
            })
    void other_numbers_and_signs_stay(String written) {
        assertThat(Masked.text(written)).isEqualTo(written);
    }

    @Test
    void a_long_line_costs_no_more_than_its_length() {
        org.junit.jupiter.api.Assertions.assertTimeout(
                Duration.ofSeconds(5),
                () -> {
                    Masked.text("a".repeat(16_000) + "@");
                    Masked.text("1 ".repeat(8_000));
                    Masked.text("a@".repeat(8_000));
                });
    }

    @Test
    void no_model_sees_what_is_masked() {
        ConcurrentLinkedQueue<String> seen = new ConcurrentLinkedQueue<>();
        Embedder model = new Overheard(Models.SEARCH, seen);
        try (StaticSite site = StaticSite.demo()) {
            LearnedSite harbor = LearnedSite.from(site, Optional.of(model));
            seen.clear();

            harbor.engine()
                    .answer(
                            new Question(
                                    harbor.key(),
                                    "and is 4111 1111 1111 1111 charged twice? zoe@mail.example",
                                    Optional.empty(),
                                    List.of(
                                            new Question.Turn(
                                                    "I am zoe@mail.example",
                                                    "bill of zoe@mail.example"))));
        }

        assertThat(seen).isNotEmpty().noneMatch(text -> text.contains("4111 1111"));
        assertThat(seen).noneMatch(text -> text.contains("zoe@mail.example"));
    }

    private record Overheard(Embedder real, ConcurrentLinkedQueue<String> seen)
            implements Embedder {
        @Override
        public String model() {
            return real.model();
        }

        @Override
        public List<Language> languages() {
            return real.languages();
        }

        @Override
        public Vector embed(String text) {
            seen.add(text);
            return real.embed(text);
        }
    }
}
