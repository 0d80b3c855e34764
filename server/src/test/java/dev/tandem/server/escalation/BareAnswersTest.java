package dev.tandem.server.escalation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tandem.server.application.ProgramPolicy;
import dev.tandem.server.escalation.BareAnswers.YesOrNo;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What is a bare yes or no, and what says more than that.
class BareAnswersTest {
    private static final BareAnswers ANSWERS = ProgramPolicy.WORDS.bareAnswers;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Yes",
                "yes!",
                "Yes, it is.",
                "yeah",
                "Yes please",
                "Correct",
                "that's right",
                "Sí",
                "sí, por favor",
                "Oui",
                "oui merci",
                "Ja, genau",
                "Yes, I did"
            })
    void isYes(String text) {
        assertThat(ANSWERS.in(text)).contains(YesOrNo.YES);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "No",
                "nope",
                "No, thanks.",
                "Not really",
                "no, it isn’t",
                "Non",
                "non merci",
                "Nein danke"
            })
    void isNo(String text) {
        assertThat(ANSWERS.in(text)).contains(YesOrNo.NO);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "   ",
                "???",
                "yes and how much is it?",
                "no idea where the filter is",
                "Right hand thread?",
                "Non-slip mats",
                "si no arranca qué hago"
            })
    void saysMoreThanThat(String text) {
        assertThat(ANSWERS.in(text)).isEmpty();
    }

    @Test
    void nobodySaysYesInALongMessage() {
        assertThat(ANSWERS.in("yes ".repeat(15).strip())).contains(YesOrNo.YES);
        assertThat(ANSWERS.in("yes ".repeat(16))).isEmpty();
    }
}
