package dev.tandem.server.assistant;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tandem.server.assistant.Question.Turn;
import dev.tandem.signaling.protocol.SiteKey;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.List;
import java.util.Optional;

/// Which questions are about what was talked about before.
class FollowUpTest {
    private static boolean leans(String text) {
        Turn before = new Turn("do you sell desks", "Standing desks");
        Question question =
                new Question(new SiteKey("harbor"), text, Optional.empty(), List.of(before));
        return ProgramPhrases.ALL.followUp.of(question, text).isPresent();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "and how much is it?",
                "how long does it take to arrive",
                "how long does it take to get here",
                "what does it cost to return it",
                "is it safe to use outside",
                "what about the black one",
                "et combien ça coûte",
                "combien de temps ça prend pour arriver",
                "comment les rendre au magasin",
                "est-ce que vous les livrez aussi",
                "¿y cuánto cuesta con la instalación?",
                "¿cómo lo devuelvo si no funciona?",
                "cuánto tarda si lo pido hoy",
                "¿la puedo devolver sin la caja?",
                "¿dónde la compro más barata?",
                "¿en qué ciudades la venden hoy?",
                "¿puedo devolverlo si no me gusta?"
            })
    void theseLeanOnTheLastTopic(String text) {
        assertThat(leans(text)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "what does it cost to leave early",
                "how much would it cost me to move house",
                "how long does it take to get a refund",
                "is it possible to pay later",
                "is it too late to change my order",
                "does it matter which card I use",
                "est-il possible de payer plus tard",
                "quels sont les horaires du magasin",
                "avez-vous les nouvelles chaises en cuir",
                "¿la garantía cubre el agua?",
                "¿cuánto cuesta la promo de la radio?",
                "¿cuándo llega la factura del mes?",
                "quiero saber lo que cuesta el envío",
                "¿tienen una charla sobre la fibra?",
                "how do I set up the router again please today"
            })
    void theseStandOnTheirOwn(String text) {
        assertThat(leans(text)).isFalse();
    }
}
