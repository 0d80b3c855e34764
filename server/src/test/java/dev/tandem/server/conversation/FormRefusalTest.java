package dev.tandem.server.conversation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tandem.signaling.protocol.Limits;
import dev.tandem.signaling.timeline.Channel;
import dev.tandem.signaling.timeline.ConversationEvent;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// "No, just connect me": typed, it does what the button does.
class FormRefusalTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "No, just connect me",
                "no",
                "No, thanks.",
                "skip it please",
                "I’d rather not say",
                "I already told you everything. Just connect me!",
                "please connect me to a real person now",
                "I just want to talk to someone",
                "put me through",
                "No, solo conéctame",
                "no quiero rellenar el formulario",
                "Páseme con un agente, por favor",
                "Quiero hablar con una persona",
                "Non, passez-moi quelqu’un",
                "mettez-moi en relation avec un conseiller",
                "je préfère ne pas répondre",
                "Nein, verbinden Sie mich einfach",
                "Nein danke",
                "Ich möchte mit einem Menschen sprechen",
                "Lieber nicht, bitte"
            })
    void connectsLikeTheButton(String text) {
        Story s = Stage.gathering(Channel.TEXT);
        s.zoe(s.say(text));
        assertThat(s.outcome()).isEqualTo("CustomerSaid DetailsSkipped Queued");
        assertThat(s.event(ConversationEvent.CustomerSaid.class).text()).isEqualTo(text);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Please don't connect me yet",
                "Wait, not now",
                "My laptop can't connect me to the wifi",
                "Can you connect me to the 5 GHz network?",
                "No, it only happens in the evening",
                "No light at all",
                "When you connect me, will it cost anything?",
                "No me conecta el router",
                "La box ne connecte pas",
                "Nein, erst seit Montag",
                "Zoe",
                "zoe@example.org"
            })
    void everythingElseIsOnlySaid(String text) {
        Story s = Stage.gathering(Channel.TEXT);
        s.zoe(s.say(text));
        assertThat(s.outcome()).isEqualTo("CustomerSaid");
        assertThat(s.state().phase()).isEqualTo(new Phase.Gathering(Channel.TEXT));
    }

    @Test
    void whereNoFormIsOpenTheWordsAreTheAssistants() {
        for (Stage stage : new Stage[] {Stage.ASKED, Stage.OFFERED, Stage.WAITING, Stage.TALKING}) {
            Story s = stage.reached();
            s.zoe(s.say("No, just connect me"));
            assertThat(s.outcome()).as(stage.key()).isEqualTo("CustomerSaid");
        }
    }

    @Test
    void aSecondTabMaySayItToo() {
        Story s = Stage.gathering(Channel.VOICE);
        s.zoeStartsAgain(s.start("No, just connect me", Channel.VOICE));
        assertThat(s.outcome()).isEqualTo("CustomerSaid DetailsSkipped Queued");
    }

    @Test
    void whenEverybodyHasGoneHomeThatIsSaidInstead() {
        Story s = Stage.gathering(Channel.TEXT).served(Availability.NOBODY);
        s.zoe(s.say("Just connect me"));
        assertThat(s.outcome()).isEqualTo("CustomerSaid DetailsSkipped NobodyAvailable");
    }

    @Test
    void aClauseOfAnyLengthIsLookedAtAndALongOneIsNotTheWish() {
        String padding = "just ".repeat((FormRefusal.CLAUSE_CHARS - "connect me".length()) / 5);
        assertThat(padding + "connect me").hasSize(FormRefusal.CLAUSE_CHARS);
        assertThat(FormRefusal.in(padding + "connect me")).isTrue();
        assertThat(FormRefusal.in("just " + padding + "connect me")).isFalse();
        assertThat(FormRefusal.in("no ".repeat(Limits.TEXT_CHARS / 3))).isFalse();
    }
}
