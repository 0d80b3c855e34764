package dev.tandem.server.assistant;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tandem.server.knowledge.Language;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AskedFactTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "how many devices may use it         | Up to 12 devices at a time.",
                "how many people fit in              | Two people sleep in it.",
                "how much power does it use          | It uses 9 watts.",
                "how much is it                      | It costs £5 a month.",
                "how long is it open                 | Open until 6.30 on weekdays.",
                "at what hours can I call            | From 9 am to 5 pm.",
                "how heavy is the box                | The box weighs 4 kg.",
                "how much does the box weigh         | 4.2 kg with its lid.",
                "who runs the company                | Managing director: Ines Kowalski.",
                "what colour is it                   | It comes in blue and in grey.",
                "how much notice must I give         | Give 14 days' notice.",
                "what day is the fee taken           | It is taken by direct debit on the 1st.",
                "how old must one be                 | From 14 years on.",
                "how old must one be                 | You must be at least 18.",
                "how deep is it                      | From 1 to 2 metres.",
                "how warm is the water               | It has 28 degrees.",
                "¿cuántos usuarios?                  | 5 usuarios",
                "¿cuánto tiempo dura el contrato?    | El contrato dura doce meses.",
                "combien de temps dure le contrat    | Le contrat dure deux ans.",
                "¿cuándo llega?                      | Llega inmediatamente.",
            })
    void a_sentence_holds_what_was_asked(String question, String sentence) {
        assertThat(ProgramPhrases.ALL.facts.in(question, Language.ENGLISH))
                .hasValueSatisfying(f -> {
                    assertThat(f.isIn(sentence)).isTrue();
                });
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "how many devices may use it         | It switches off after 24 hours.",
                "how many devices may use it         | It costs £12 a month.",
                "how long does it last               | Plan 300 is for two.",
                "how long is a contract              | The text is 9 pages long and comes with it.",
                "when is it open                     | Ask any member of the staff.",
                "combien de temps dure-t-il          | Le contrat est en anglais.",
                "how much is it                      | It uses 9 watts.",
                "how heavy is the box                | The box costs £4.",
                "how much notice must I give         | Notice costs £4.",
                "how old must one be                 | Children come with a parent.",
                "how deep is it                      | It opens in two weeks.",
                "who runs the company                | The company is in Berlin.",
                "what colour is it                   | The light tells you what it is doing.",
            })
    void another_fact_on_the_same_topic_is_none(String question, String sentence) {
        assertThat(ProgramPhrases.ALL.facts.in(question, Language.ENGLISH))
                .hasValueSatisfying(f -> {
                    assertThat(f.isIn(sentence)).isFalse();
                });
    }
}
