package dev.tandem.server.knowledge;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.List;

class OwnFiguresTest {
    private static boolean measures(String question) {
        List<String> words = List.of(question.split(" "));
        for (int i = 0; i < words.size(); i++) {
            if (words.get(i).chars().anyMatch(Character::isDigit)) {
                return OwnFigures.isAt(words, i);
            }
        }
        throw new AssertionError("no number in " + question);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "I am 172 cm tall, what frame",
                "which wheel for a girl of 118cm?",
                "we live 12 miles away, is delivery free",
                "my son is 13, may he come",
                "I'm 40 and never learned it",
                "may a 7-year-old come",
                "party for 20 kids",
                "j'habite à 3 heures d'ici"
            })
    void what_customers_measure_of_themselves_names_nothing(String question) {
        assertThat(measures(question)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "what does error 7204 mean",
                "my error is 7204",
                "price of Fibre 300",
                "does the Hub 3 have a clock",
                "is there a 20 GB plan",
                "where is my order 4711"
            })
    void what_a_number_names_has_to_be_on_the_page(String question) {
        assertThat(measures(question)).isFalse();
    }
}
