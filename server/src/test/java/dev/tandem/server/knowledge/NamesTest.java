package dev.tandem.server.knowledge;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.util.ArrayList;
import java.util.List;

class NamesTest {
    @ParameterizedTest
    @CsvSource(
            nullValues = "none",
            textBlock =
                    """
                    how much is a call to Australia?, Australia?
                    does it work with a Bosch charger, Bosch
                    ¿hacéis envíos a Noruega?, Noruega?
                    Australia is far. Do you call there?, none
                    "Hello. Where is my parcel", none
                    Can I pay in cash, none
                    HOW DO I CANCEL MY CONTRACT, none
                    How Do I Cancel My Contract, none
                    is there an OS update, none
                    how much is a call to australia, none
                    """)
    void a_name_is_told_by_its_capital_letter(String text, String name) {
        List<String> words = List.of(text.split(" "));
        List<String> names = new ArrayList<>();
        for (int i = 0; i < words.size(); i++) {
            if (Names.isAt(words, i)) {
                names.add(words.get(i));
            }
        }
        assertThat(names).isEqualTo(name == null ? List.of() : List.of(name));
    }
}
