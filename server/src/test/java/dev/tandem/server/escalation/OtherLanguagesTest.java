package dev.tandem.server.escalation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import dev.tandem.server.application.ProgramPolicy;
import dev.tandem.signaling.protocol.Limits;
import dev.tandem.signaling.timeline.AnswerBand;
import dev.tandem.signaling.timeline.ConversationEvent.EscalationDecided;
import dev.tandem.signaling.timeline.EscalationOutcome;
import dev.tandem.signaling.timeline.Trigger;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// What the rules alone hear in Spanish, French and German. Every wish for a person in
/// `heads/other-languages.tsv` and `danger.tsv` is heard, so is every mood, danger, own matter and
/// sale, and no everyday question there brings a person.
class OtherLanguagesTest {
    private static List<String> said(String label) throws IOException {
        List<String> said = new ArrayList<>();
        for (String file : List.of("/heads/other-languages.tsv", "danger.tsv")) {
            try (var in = OtherLanguagesTest.class.getResourceAsStream(file)) {
                new String(in.readAllBytes(), StandardCharsets.UTF_8)
                        .lines()
                        .filter(line -> line.startsWith(label + "\t"))
                        .map(line -> line.substring(label.length() + 1))
                        .forEach(said::add);
            }
        }
        return said;
    }

    private static EscalationDecided decide(String text) {
        return new EscalationPolicy(EscalationSettings.DEFAULT, ProgramPolicy.WORDS)
                .decide(
                        Opened.conversation(text),
                        Observation.ofWords(2, text).with(AnswerBand.ANSWER));
    }

    @Test
    void whoeverAsksForAPersonIsHeard() throws IOException {
        assertThat(said("x"))
                .hasSizeGreaterThan(70)
                .allSatisfy(text ->
                        assertThat(decide(text).trigger()).isEqualTo(Trigger.EXPLICIT_REQUEST));
    }

    @ParameterizedTest
    @CsvSource({
        "e, EMOTION_URGENCY",
        "r, REGULATED_SAFETY",
        "a, ACCOUNT_SPECIFIC",
        "b, BUYING_INTENT",
    })
    void everyOtherReasonIsHeard(String label, Trigger reason) throws IOException {
        assertThat(said(label))
                .hasSizeGreaterThan(20)
                .allSatisfy(text -> assertThat(decide(text).trigger()).isEqualTo(reason))
                .allSatisfy(text ->
                        assertThat(decide(text).outcome())
                                .isIn(EscalationOutcome.OFFER, EscalationOutcome.ESCALATE));
    }

    /// What takes a word back is searched for anew before each word that it may take back.
    @ParameterizedTest
    @CsvSource({
        "'wie man mir buch ', 'betrug '",
        "'como se me libro de ', 'fraude '",
        "'comment on signale ', 'fraude '",
        "'haben sie ', 'kohlenmonoxid '",
    })
    void theLongestMessageIsReadInSeconds(String asked, String named) {
        int each = Limits.TEXT_CHARS / 2;
        String text = asked.repeat(each / asked.length()) + named.repeat(each / named.length());

        assertTimeoutPreemptively(Duration.ofSeconds(30), () -> decide(text));
    }

    @Test
    void everydayQuestionsStayWithTheAssistant() throws IOException {
        assertThat(said("-"))
                .hasSizeGreaterThan(190)
                .allSatisfy(text ->
                        assertThat(decide(text).outcome())
                                .isIn(EscalationOutcome.CONTINUE, EscalationOutcome.CLARIFY));
    }
}
