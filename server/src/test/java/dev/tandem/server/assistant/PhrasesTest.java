package dev.tandem.server.assistant;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tandem.server.assistant.Answer.SmallTalk;
import dev.tandem.server.assistant.Answer.SmallTalk.Kind;
import dev.tandem.server.knowledge.Language;

import org.assertj.core.api.AbstractThrowableAssert;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;

/// What is told by the words alone, and how its files are read.
class PhrasesTest {
    private static final Path FOLDER = Path.of("src/main/resources", Phrases.FOLDER);

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
        assertThat(ProgramPhrases.ALL.smallTalk.recognise(said))
                .contains(new SmallTalk(language, kind));
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
        assertThat(ProgramPhrases.ALL.smallTalk.recognise(said)).isEmpty();
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
        assertThat(ProgramPhrases.ALL.smallTalk.withoutGreeting(said)).isEqualTo(question);
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
        assertThat(ProgramPhrases.ALL.wantsSteps(said)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"where is the keeper", "stuckist painters", "perdido", "raindrops"})
    void aPartOfAWordIsNone(String said) {
        assertThat(ProgramPhrases.ALL.wantsSteps(said)).isFalse();
    }

    // How a file is read

    private static PhraseFile english(List<PhraseFile> others, String... lines) {
        return new PhraseFile("phrases_en.txt", List.of(lines), others);
    }

    @Test
    void aLineStandsForItselfAndANameForAnyLineOfItsSection() {
        PhraseFile phrases =
                english(
                        List.of(),
                        "# colours",
                        "[paint]",
                        "paint it {colour}",
                        "",
                        "# all of them",
                        "[colour]",
                        "red",
                        "blu{1,2}e",
                        "[nothing]",
                        "-");

        Pattern paint = Pattern.compile(phrases.any("paint"));
        assertThat(paint.matcher("paint it red").matches()).isTrue();
        assertThat(paint.matcher("paint it bluue").matches()).isTrue();
        assertThat(paint.matcher("paint it").matches()).isFalse();
        assertThat(paint.matcher("# all of them").matches()).isFalse();
        assertThat(Pattern.compile(phrases.any("nothing")).matcher("-").find()).isFalse();
    }

    @Test
    void whatAFileHasNotIsPutInFromEveryLanguage() {
        PhraseFile english = english(List.of(), "[colour]", "red", "[size]", "big");
        PhraseFile french =
                new PhraseFile("phrases_fr.txt", List.of("[colour]", "rouge"), List.of());
        PhraseFile all =
                new PhraseFile(
                        "phrases_all.txt",
                        List.of("[paint]", "{colour}-{size}", "[size]", "\\d+"),
                        List.of(english, french));

        Pattern paint = Pattern.compile(all.any("paint"));
        assertThat(paint.matcher("red-4").matches()).isTrue();
        assertThat(paint.matcher("rouge-4").matches()).isTrue();
        assertThat(paint.matcher("red-big").matches()).isFalse();
        assertThat(Pattern.compile(all.any("colour")).matcher("rouge").matches()).isTrue();
    }

    // What cannot be read

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    [asks];# none;[leans];and | 1: nothing stands below; a single - says that there is nothing to say
                    [asks];how;[leans] | 3: nothing stands below; a single - says that there is nothing to say
                    [asks];-;how | 2: a - stands alone, or not at all
                    how;[asks];what | 1: stands below no section
                    [asks];how;;[asks];what | 4: there is a section [asks] already
                    [asks];how;how (do | 3: Unclosed group
                    [asks];how {far};[far];f[ar | 4: Unclosed character class
                    [asks];how;{manner} do | 3: there is no section [manner]
                    [asks];how {asks} | 1: stands for itself
                    [asks];how {far};[far];{asks} | 1: stands for itself
                    """)
    void whatIsWrongInAFileIsToldWithItsLine(String lines, String told) {
        assertThatThrownBy(() -> english(List.of(), lines.split(";", -1)).any("asks"))
                .isInstanceOf(PhraseFileException.class)
                .hasMessageStartingWith("assistant/phrases_en.txt:" + told);
    }

    @ParameterizedTest
    @ValueSource(strings = {"[asks] ", "how ", " how", "how\t"})
    void aSpaceThatNobodySeesIsTold(String line) {
        assertThatThrownBy(() -> english(List.of(), "[asks]", "how", line))
                .hasMessage(
                        "assistant/phrases_en.txt:3: nobody sees a space at the beginning or end:"
                                + " write [ ]");
    }

    @ParameterizedTest
    @ValueSource(strings = {"swift;fast", "spee?d", "-"})
    void aWordThatIsSaidIsOneAndNoPattern(String lines) {
        PhraseFile phrases = english(List.of(), ("# in a word;[speed];" + lines).split(";", -1));

        assertThatThrownBy(() -> phrases.word("speed"))
                .hasMessage("assistant/phrases_en.txt:2: one word is wanted");
    }

    /// The files of the program, one of them changed.
    private static Function<String, Optional<List<String>>> changed(
            String file, UnaryOperator<String> change) {
        return name -> {
            try {
                String text = Files.readString(FOLDER.resolve(name));
                return Optional.of(
                        (name.equals(file) ? change.apply(text) : text).lines().toList());
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        };
    }

    private static AbstractThrowableAssert<?, ?> reading(
            Function<String, Optional<List<String>>> lines) {
        return assertThatThrownBy(() -> Phrases.parse(lines))
                .isInstanceOf(PhraseFileException.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"phrases_en.txt", "phrases_es.txt", "phrases_fr.txt", "phrases_all.txt"})
    void everyFileIsThere(String file) {
        Function<String, Optional<List<String>>> all = changed(file, text -> text);

        reading(name -> name.equals(file) ? Optional.empty() : all.apply(name))
                .hasMessage("assistant/" + file + ": there is no such file");
    }

    @ParameterizedTest
    @CsvSource({
        "phrases_es.txt, leans",
        "phrases_fr.txt, month",
        "phrases_en.txt, not-solved",
        "phrases_fr.txt, price in a word",
    })
    void everyLanguageHasEverySectionThatIsAskedFor(String file, String section) {
        reading(changed(file, text -> text.replace("[" + section + "]", "[other]")))
                .hasMessage("assistant/" + file + ": there is no section [" + section + "]");
    }

    @ParameterizedTest
    @ValueSource(strings = {"phrases_fr.txt", "phrases_all.txt"})
    void nobodyWritesASectionInVain(String file) {
        reading(changed(file, text -> "[lean]\nand\n" + text))
                .hasMessage("assistant/" + file + ":1: nobody asks for this section");
    }

    @Test
    void aPatternThatIsNoneKeepsTheProgramFromStarting() {
        reading(changed("phrases_es.txt", text -> text.replace("cu[aá]ndo\n", "cu[aándo\n")))
                .hasMessageMatching("assistant/phrases_es\\.txt:\\d+: Unclosed character class");
    }
}
