package dev.tandem.server.assistant;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tandem.server.assistant.Draft.Fault;
import dev.tandem.server.assistant.Draft.Judged;
import dev.tandem.server.knowledge.Block;
import dev.tandem.server.knowledge.Language;
import dev.tandem.server.knowledge.Passage;
import dev.tandem.server.knowledge.Unit;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.net.URI;
import java.util.List;

/// Nothing that a model writes is said unless the passages say it.
class DraftTest {
    private static final String QUESTION = "Can I cancel my broadband early and what does it cost?";
    private static final List<Passage> PASSAGES =
            List.of(
                    passage(
                            "Leaving us",
                            "You can cancel your broadband within 14 days of the start for free."
                                    + " After that, leaving early costs £41 for each month that is"
                                    + " left of the contract. Write to leaving@harbor.example."),
                    passage(
                            "Opening hours",
                            "Our shop in Dover is open from 09:00 to 17:30 on weekdays."));

    private static Passage passage(String title, String text) {
        return new Passage(
                URI.create("https://harbor.example/" + title.replace(' ', '-')),
                title,
                List.of(),
                "",
                Language.ENGLISH,
                List.of(new Unit(Block.Kind.PARAGRAPH, 0, 0, text)));
    }

    private static Judged judge(String written) {
        return Draft.judge(written, Ground.of(PASSAGES), QUESTION);
    }

    @Test
    void whatThePassagesSayIsSaidWithoutItsMarks() {
        assertThat(
                        judge(
                                "Yes. You can cancel within 14 days for free [1]. Leaving early"
                                        + " later costs £41 for each month of the contract [1]."))
                .isEqualTo(
                        new Judged.Grounded(
                                "Yes. You can cancel within 14 days for free. Leaving early later"
                                        + " costs £41 for each month of the contract.",
                                List.of(0)));
    }

    @Test
    void aFormOfAWordIsTheWord() {
        assertThat(judge("Cancelling your broadband is free within 14 days [1]."))
                .isInstanceOf(Judged.Grounded.class);
    }

    @Test
    void citationsComeInTheOrderOfTheText() {
        assertThat(
                        judge(
                                "The shop in Dover is open on weekdays [2]. Cancel within 14 days"
                                        + " for free [1]."))
                .extracting(j -> ((Judged.Grounded) j).cited())
                .isEqualTo(List.of(1, 0));
    }

    @Test
    void whatItDoesNotKnowItSays() {
        assertThat(judge("UNKNOWN")).isEqualTo(new Judged.Unknown());
        assertThat(judge("  UNKNOWN.")).isEqualTo(new Judged.Unknown());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "You can cancel your broadband within 14 days for free. | UNCITED",
                "You can cancel your broadband within 14 days for free [3]. | UNCITED",
                "You can cancel your broadband within 14 days for free [0]. | UNCITED",
                "[1] | UNCITED",
                "You can cancel your broadband within 30 days for free [1]. | FIGURE",
                "Leaving early costs £4.10 for each month that is left [1]. | FIGURE",
                "Leaving early costs £41 for each month, open from 09:00 [1]. | FIGURE",
                "You can cancel your broadband for free at https://evil.example/x [1]. | ADDRESS",
                "You can cancel your broadband, write to leaving@evil.example [1]. | ADDRESS",
                "You can cancel your broadband for free at evil.com [1]. | ADDRESS",
                "You can cancel ![x](y) your broadband for free [1]. | ADDRESS",
                "You can cancel <b>your</b> broadband for free [1]. | ADDRESS",
                "Our chief executive was arrested yesterday in Paris [1]. | WORDS",
                "You can cancel your broadband for free [1]. Everybody else is a criminal liar. |"
                        + " WORDS",
            })
    void whatTheyDoNotSayIsNotSaid(String written, Fault fault) {
        assertThat(judge(written)).isEqualTo(new Judged.Refused(fault));
    }

    @Test
    void anAddressOfThePassageMayBeNamed() {
        assertThat(judge("Write to leaving@harbor.example to cancel your broadband [1]."))
                .isInstanceOf(Judged.Grounded.class);
    }

    @Test
    void whatIsTooLongIsNotReadAndOneCharacterLessIs() {
        String sentence = "You can cancel your broadband for free [1]. ";
        String most = sentence.repeat(Draft.MAX_CHARS / sentence.length());
        String exactly = most + " ".repeat(Draft.MAX_CHARS - most.length());

        assertThat(judge(exactly)).isInstanceOf(Judged.Grounded.class);
        assertThat(judge(exactly + " ")).isEqualTo(new Judged.Refused(Fault.TOO_LONG));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "\u0000", "[1][2][3", "{\"answer\":", "[99999999999]"})
    void nonsenseIsNotSaid(String written) {
        assertThat(judge(written)).isInstanceOf(Judged.Refused.class);
    }
}
