package dev.tandem.server.knowledge;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.util.Optional;

class LanguageDetectorTest {
    @ParameterizedTest
    @CsvSource(
            textBlock =
                    """
                    how do I change my password, en
                    my bill is too high, en
                    ¿cómo cambio mi contraseña?, es
                    no puedo entrar en mi cuenta, es
                    comment changer mon mot de passe, fr
                    j'ai perdu mon téléphone, fr
                    l'adresse n'est pas la bonne, fr
                    """)
    void small_words_give_a_language_away(String text, String tag) {
        assertThat(LanguageDetector.detect(text)).contains(Language.of(tag));
    }

    @ParameterizedTest
    @CsvSource({"Fibre 500", "PIV", "12345", "wifi"})
    void what_could_be_any_language_is_not_guessed(String text) {
        assertThat(LanguageDetector.detect(text)).isEqualTo(Optional.empty());
    }
}
