package dev.tandem.server.assistant;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tandem.server.assistant.Answer.SmallTalk;
import dev.tandem.server.assistant.Answer.SmallTalk.Kind;
import dev.tandem.server.knowledge.Language;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.List;
import java.util.regex.Pattern;

/// What is told by the words alone, and how its files are read.
class PhrasesTest {
    @ParameterizedTest
    @CsvSource({
        "'Hi there!', GREETING, ENGLISH",
        "'Good evening everyone', GREETING, ENGLISH",
        "'ok thanks so much for your help', THANKS, ENGLISH",
        "'Have a great weekend all', GOODBYE, ENGLISH",
        "'Am I chatting with a real person or a bot?', WHO_ARE_YOU, ENGLISH",
        "'yes that worked', SOLVED, ENGLISH",
        "'It’s working now', SOLVED, ENGLISH",
        "'no, that didn’t answer my question', NOT_SOLVED, ENGLISH",
        "'Buenas tardes', GREETING, SPANISH",
        "'Muchas gracias por su ayuda', THANKS, SPANISH",
        "'eso no me sirve', NOT_SOLVED, SPANISH",
        "'Bonsoir', GREETING, FRENCH",
        "'d’accord merci beaucoup pour votre aide', THANKS, FRENCH",
        "'À bientôt', GOODBYE, FRENCH",
        "'Ça marche pas', NOT_SOLVED, FRENCH",
    })
    void smallTalkIsKnownInThreeLanguages(String said, Kind kind, Language language) {
        assertThat(SmallTalkTable.recognise(said)).contains(new SmallTalk(language, kind));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "hi, my internet is down",
                "thanks but it still drops",
                "hola, no tengo internet",
                "bonjour, où est ma commande",
                "goodbye fee",
                "Good morning good morning good morning good morning good morning good morning all"
            })
    void whoAsksSomethingIsNotSmallTalking(String said) {
        assertThat(SmallTalkTable.recognise(said)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "'Hi there, my internet is down', 'my internet is down'",
        "'Buenos días: ¿qué vale?', '¿qué vale?'",
        "'Bonsoir - où êtes-vous', 'où êtes-vous'",
        "'Hello', 'Hello'",
        "'high speed, please', 'high speed, please'"
    })
    void aGreetingInFrontOfAQuestionIsTakenAway(String said, String question) {
        assertThat(SmallTalkTable.withoutGreeting(said)).isEqualTo(question);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "it Keeps dropping",
                "I can’t sign in",
                "perdí mi contraseña",
                "olvidé el PIN",
                "j'ai oublié mon mot de passe",
                "NO FUNCIONA"
            })
    void whoHasAProblemIsHeardInTheMiddleOfAMessage(String said) {
        assertThat(Phrases.wherever("has a problem").matcher(said).find()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"where is the keeper", "stuckist painters", "perdido", "raindrops"})
    void aPartOfAWordIsNone(String said) {
        assertThat(Phrases.wherever("has a problem").matcher(said).find()).isFalse();
    }

    @Test
    void everyLanguageHasTheSameSectionsButForThoseNamedInItsOwn() {
        for (Phrases phrases : Phrases.ALL) {
            for (Kind kind : Kind.values()) {
                assertThat(phrases.sections())
                        .containsKey(
                                kind.name().toLowerCase(java.util.Locale.ROOT).replace('_', '-'));
            }
            assertThat(phrases.sections())
                    .containsKeys(
                            "greets first",
                            "leans",
                            "points back",
                            "stands for what follows",
                            "asks how",
                            "has a problem");
        }
    }

    @Test
    void aLineStandsForItselfAndANameForAnyLineOfItsSection() {
        Phrases phrases =
                Phrases.parse(
                        Language.ENGLISH,
                        List.of(
                                "# colours",
                                "[paint]",
                                "paint it {colour}",
                                "",
                                "# all of them",
                                "[colour]",
                                "red",
                                "blu{1,2}e",
                                "[nothing]"));

        Pattern paint = Pattern.compile(phrases.any("paint"));
        assertThat(paint.matcher("paint it red").matches()).isTrue();
        assertThat(paint.matcher("paint it bluue").matches()).isTrue();
        assertThat(paint.matcher("paint it").matches()).isFalse();
        assertThat(paint.matcher("# all of them").matches()).isFalse();
        assertThat(Pattern.compile(phrases.any("nothing")).matcher("").find()).isFalse();
        assertThatThrownBy(() -> phrases.any("sound"))
                .hasMessage("there are no phrases [sound] in ENGLISH");
    }
}
