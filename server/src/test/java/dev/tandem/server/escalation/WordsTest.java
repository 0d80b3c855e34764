package dev.tandem.server.escalation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tandem.server.application.ProgramPolicy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.stream.Stream;

/// What customers write when they want a person or are angry, and what only looks like it.
class WordsTest {
    private static final PersonWish WISH = ProgramPolicy.WORDS.personWish;
    private static final Moods MOODS = ProgramPolicy.WORDS.moods;
    private static final double ENOUGH = EscalationSettings.DEFAULT.angerFrom();

    static Stream<String> person() {
        return lines("person.txt");
    }

    static Stream<String> noPerson() {
        return lines("no-person.txt");
    }

    static Stream<String> angry() {
        return lines("angry.txt");
    }

    static Stream<String> notAngry() {
        return lines("not-angry.txt");
    }

    @ParameterizedTest
    @MethodSource("person")
    void thisAsksForAPerson(String text) {
        assertThat(WISH.in(text)).isPresent();
    }

    @ParameterizedTest
    @MethodSource("noPerson")
    void thisDoesNot(String text) {
        assertThat(WISH.in(text)).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("angry")
    void thisIsAngry(String text) {
        Anger anger = MOODS.in(text);
        assertThat(anger.score()).as(anger.evidence()).isGreaterThanOrEqualTo(ENOUGH);
        assertThat(anger.evidence()).isNotBlank();
    }

    @ParameterizedTest
    @MethodSource("notAngry")
    void thisIsNot(String text) {
        Anger anger = MOODS.in(text);
        assertThat(anger.score()).as(anger.evidence()).isLessThan(ENOUGH);
    }

    @ParameterizedTest
    @MethodSource("person")
    void theWishIsFoundAtTheEndOfTheLongestMessage(String text) {
        String padded = "My router blinks. ".repeat(300);
        String longest = padded.substring(0, Words.SEARCHED_CHARS - text.length() - 1) + "." + text;
        assertThat(longest).hasSize(Words.SEARCHED_CHARS);
        assertThat(WISH.in(longest)).isPresent();
    }

    @ParameterizedTest
    @MethodSource("person")
    void theEvidenceIsInTheCustomersWords(String text) {
        assertThat(Words.plain(text).replaceAll("[.!?;,:\\n() ]+", " "))
                .contains(WISH.in(text).orElseThrow());
    }

    @Test
    void aHostileMessageIsSearchedInTheEnd() {
        for (String part :
                new String[] {"talk to ", "speak me me me ", "no quiero ", "nicht mit "}) {
            String hostile = part.repeat(Words.SEARCHED_CHARS / part.length());
            assertThat(WISH.in(hostile)).isEmpty();
            assertThat(MOODS.in(hostile).score()).isLessThan(ENOUGH);
        }
    }

    @Test
    void strangeTextIsNoReasonToFail() {
        for (String text : new String[] {"", "   ", "\u0000", "🙂".repeat(100), "\ud83d", "!?"}) {
            assertThat(WISH.in(text)).isEmpty();
            assertThat(MOODS.in(text).score()).isLessThan(ENOUGH);
        }
    }

    private static Stream<String> lines(String file) {
        try (InputStream in = WordsTest.class.getResourceAsStream(file)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(l -> !l.startsWith("#"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
