package dev.tandem.server.assistant;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tandem.server.knowledge.Language;
import dev.tandem.signaling.timeline.AnswerBand;
import dev.tandem.signaling.timeline.Citation;
import dev.tandem.signaling.timeline.Trigger;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Properties;

class AnswerTextsTest {
    private final AnswerTexts texts = new AnswerTexts();

    private static Properties catalogue(String tag) throws IOException {
        Properties texts = new Properties();
        try (var in =
                AnswerTextsTest.class.getResourceAsStream(
                        "/assistant/texts_" + tag + ".properties")) {
            texts.load(new InputStreamReader(in, StandardCharsets.UTF_8));
        }
        return texts;
    }

    @ParameterizedTest
    @ValueSource(strings = {"es", "fr"})
    void every_translation_says_everything_that_english_says(String tag) throws IOException {
        assertThat(catalogue(tag).keySet()).isEqualTo(catalogue("en").keySet());
    }

    @ParameterizedTest
    @ValueSource(strings = {"en", "es", "fr"})
    void nobody_shouts_and_nothing_is_left_open(String tag) throws IOException {
        assertThat(catalogue(tag).values())
                .allSatisfy(text -> {
                    assertThat((String) text).doesNotContain("!").isNotBlank();
                    assertThat(((String) text).replace("{business}", "")).doesNotContain("{");
                });
    }

    @Test
    void every_reason_for_a_person_can_be_asked_about() {
        for (Trigger about : Trigger.values()) {
            Reply reply = texts.asksBack(about, Language.SPANISH);
            assertThat(reply.text()).endsWith("?");
            assertThat(reply.topics()).containsExactly("Sí", "No");
            assertThat(reply.band()).isEqualTo(AnswerBand.TALK);
        }
        assertThat(texts.goesOn(Language.FRENCH).topics()).isEmpty();
    }

    @Test
    void every_gap_and_every_kind_of_small_talk_has_its_words() {
        for (Answer.Gap gap : Answer.Gap.values()) {
            Reply reply = texts.reply(new Answer.NotCovered(Language.ENGLISH, gap, 0.1), "Harbor");
            assertThat(reply.text()).isNotBlank();
            assertThat(reply.band()).isEqualTo(AnswerBand.NONE);
            assertThat(reply.citations()).isEmpty();
        }
        for (Answer.SmallTalk.Kind kind : Answer.SmallTalk.Kind.values()) {
            assertThat(texts.reply(new Answer.SmallTalk(Language.FRENCH, kind), "Harbor").text())
                    .isNotBlank()
                    .doesNotContain("{business}");
        }
    }

    @Test
    void a_quote_is_said_as_it_stands_on_the_page_and_a_guess_is_asked() {
        Citation source = new Citation("https://a/#b", "Title", "Heading", "It costs <b>£5</b>.");

        assertThat(
                        texts.reply(
                                        new Answer.Quoted(
                                                Language.ENGLISH,
                                                "It costs <b>£5</b>.",
                                                List.of(source),
                                                0.9),
                                        "Harbor")
                                .text())
                .isEqualTo("It costs <b>£5</b>.");
        assertThat(
                        texts.reply(
                                        new Answer.Suggested(
                                                Language.ENGLISH, List.of(source), true, 0.4),
                                        "Harbor")
                                .text())
                .isEqualTo("Is it this? If not, I can bring in a person.");
        assertThat(
                        texts.reply(
                                        new Answer.Suggested(
                                                Language.ENGLISH, List.of(source), false, 0.1),
                                        "Harbor")
                                .text())
                .startsWith("I did not find exactly that.");
    }

    @Test
    void an_answer_without_a_source_cannot_be_made() {
        assertThatThrownBy(() -> new Answer.Quoted(Language.ENGLISH, "Trust me.", List.of(), 1))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void an_unknown_language_is_answered_in_english() {
        assertThat(texts.text("off-site", Language.OTHER, "Harbor"))
                .isEqualTo("Our site doesn't say. I can bring in a person.");
    }
}
