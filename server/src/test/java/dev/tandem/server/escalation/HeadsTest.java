package dev.tandem.server.escalation;

import static dev.tandem.server.escalation.Heads.Kind.LANGUAGE;
import static dev.tandem.server.escalation.Heads.Kind.MEANING;
import static dev.tandem.server.escalation.Heads.Kind.PIECES;
import static dev.tandem.server.escalation.Heads.Kind.WORDS;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tandem.server.application.ProgramPolicy;
import dev.tandem.signaling.timeline.Trigger;

import org.junit.jupiter.api.Test;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/// Which heads read a message, and what of it they see.
class HeadsTest {
    private static final Optional<Function<String, double[]>> NO_MODEL = Optional.empty();
    private static final Optional<Function<String, double[]>> MODEL =
            Optional.of(_ -> new double[] {1, 0});

    private static final String ENGLISH = "can you tell me what is in the box";
    private static final String GERMAN = "ich habe eine Frage zu der Rechnung";

    /// A head that says so much of everything.
    private static String head(Heads.Kind kind, Trigger trigger, double likelihood) {
        int features = Heads.features(kind, "", MODEL).length;
        double[] weights = new double[features + 1];
        weights[features] = Math.log(likelihood / (1 - likelihood));
        return Heads.line(kind, trigger, weights);
    }

    private static final Heads HEADS =
            Heads.parse(
                    List.of(
                            "# a comment",
                            "",
                            head(MEANING, Trigger.COMPLEX, 0.9),
                            head(WORDS, Trigger.BUYING_INTENT, 0.9),
                            head(PIECES, Trigger.EXPLICIT_REQUEST, 0.9)));

    /// The same, with one that takes everything for another language.
    private static final Heads OTHERS =
            Heads.parse(
                    List.of(
                            head(MEANING, Trigger.COMPLEX, 0.9),
                            head(PIECES, Trigger.EXPLICIT_REQUEST, 0.9),
                            head(LANGUAGE, Trigger.NONE, 0.9)));

    private static List<Trigger> read(
            Heads heads, String text, Optional<Function<String, double[]>> meaning) {
        return heads.read(text, meaning, ProgramPolicy.WORDS).stream()
                .map(Reading::trigger)
                .toList();
    }

    @Test
    void englishIsReadByItsOwnHeads() {
        assertThat(read(HEADS, ENGLISH, MODEL)).containsExactly(Trigger.COMPLEX);
        assertThat(read(HEADS, ENGLISH, NO_MODEL)).containsExactly(Trigger.BUYING_INTENT);
    }

    @Test
    void otherLanguagesAreReadByTheirPiecesWithOrWithoutAModel() {
        assertThat(read(HEADS, GERMAN, MODEL)).containsExactly(Trigger.EXPLICIT_REQUEST);
        assertThat(read(HEADS, GERMAN, NO_MODEL)).containsExactly(Trigger.EXPLICIT_REQUEST);
    }

    @Test
    void aHeadTellsTheLanguageAndWhereNoSmallWordAgreesEnglishIsReadToo() {
        assertThat(read(HEADS, "operador", MODEL)).containsExactly(Trigger.COMPLEX);
        assertThat(read(OTHERS, "operador", MODEL))
                .containsExactly(Trigger.EXPLICIT_REQUEST, Trigger.COMPLEX);
        assertThat(read(OTHERS, ENGLISH, MODEL)).containsExactly(Trigger.EXPLICIT_REQUEST);
    }

    @Test
    void eachSentenceIsReadInItsOwnLanguage() {
        assertThat(
                        read(
                                HEADS,
                                "What is in the box for me? Und was kostet das mit der Post?",
                                MODEL))
                .containsExactly(Trigger.EXPLICIT_REQUEST, Trigger.COMPLEX);
    }

    @Test
    void silenceCountsOnlyWhereMeaningIsSeen() {
        Heads silent =
                Heads.parse(
                        List.of(
                                head(MEANING, Trigger.COMPLEX, 0.05),
                                head(WORDS, Trigger.COMPLEX, 0.05),
                                head(PIECES, Trigger.COMPLEX, 0.05)));

        assertThat(read(silent, ENGLISH, MODEL)).containsExactly(Trigger.COMPLEX);
        assertThat(read(silent, ENGLISH, NO_MODEL)).isEmpty();
        assertThat(read(silent, GERMAN, MODEL)).isEmpty();
        assertThat(read(silent, ENGLISH + ". " + GERMAN, NO_MODEL)).isEmpty();
    }

    @Test
    void aHeadOfAnotherModelSaysNothing() {
        Heads trained = Heads.parse(List.of(head(MEANING, Trigger.COMPLEX, 0.9)));

        assertThat(read(trained, ENGLISH, Optional.of(_ -> new double[] {1, 0, 0}))).isEmpty();
    }

    @Test
    void ofAMessageTheSentenceThatSaysItIsKept() {
        String wish = "Ich will mit einem Menschen sprechen.";
        double[] weights = Grams.pieces(wish);
        double[] head = new double[weights.length + 1];
        for (int i = 0; i < weights.length; i++) {
            head[i] = weights[i] * 5;
        }
        head[weights.length] = -12;
        Heads heads = Heads.parse(List.of(Heads.line(PIECES, Trigger.EXPLICIT_REQUEST, head)));

        assertThat(
                        heads.read(
                                "Die Rechnung vom Mai ist falsch. " + wish,
                                NO_MODEL,
                                ProgramPolicy.WORDS))
                .singleElement()
                .satisfies(reading -> assertThat(reading.words()).isEqualTo(wish));
    }

    private static double alike(String one, String other) {
        double[] a = Grams.pieces(one);
        double[] b = Grams.pieces(other);
        double product = 0;
        double squareOfA = 0;
        double squareOfB = 0;
        for (int i = 0; i < a.length; i++) {
            product += a[i] * b[i];
            squareOfA += a[i] * a[i];
            squareOfB += b[i] * b[i];
        }
        return product / Math.sqrt(squareOfA * squareOfB);
    }

    @Test
    void aWordThatIsBentOrJoinedIsAlike() {
        assertThat(alike("Mitarbeiter", "Mitarbeiterinnen")).isGreaterThan(0.2);
        assertThat(alike("asesores", "asesora")).isGreaterThan(0.2);
        assertThat(alike("Mitarbeiter", "Versandkosten")).isLessThan(0.1);
    }

    @Test
    void accentsAndDotsMayBeLeftOutOrTyped() {
        assertThat(Grams.pieces("Rückruf für Frau Größer"))
                .isEqualTo(Grams.pieces("rueckruf fuer frau groesser"));
        assertThat(Grams.pieces("¿Podéis llamarme?")).isEqualTo(Grams.pieces("podeis llamarme?"));
        assertThat(Grams.pieces("que")).isNotEqualTo(Grams.pieces("qu"));
    }

    @Test
    void figuresAreAllTheSame() {
        assertThat(Grams.pieces("pedido 4711")).isEqualTo(Grams.pieces("pedido 9023"));
    }
}
