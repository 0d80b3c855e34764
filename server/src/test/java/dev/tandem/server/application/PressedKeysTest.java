package dev.tandem.server.application;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tandem.signaling.bridge.BridgeEvent;
import dev.tandem.signaling.protocol.CallId;
import dev.tandem.signaling.protocol.LegId;
import dev.tandem.signaling.protocol.ServerMessage;
import dev.tandem.signaling.protocol.ServerMessage.PeerPressed;
import dev.tandem.signaling.timeline.Channel;
import dev.tandem.signaling.timeline.ConversationEvent;
import dev.tandem.signaling.timeline.Participant;
import dev.tandem.signaling.timeline.Role;

import org.junit.jupiter.api.Test;

import java.util.List;
import java.util.Optional;

/// A key that somebody in a call presses: who is told, and that nothing of it is kept.
class PressedKeysTest extends CallScene {
    private static final CallId CALL = new CallId("call-1");
    private static final LegId ADAS_LEG = new LegId("agent-ada");

    private void presses(LegId leg, String key) {
        mailbox.offer(() -> calls.pressed(new BridgeEvent.KeyPressed(CALL, leg, key)));
        settled();
    }

    private void inACall() {
        talks();
        followers.add(adasOtherTab);
        after(new ConversationEvent.CallStarted(CALL, Channel.VOICE));
    }

    @Test
    void theDeviceThatCarriesTheOtherLegIsToldByWhom() {
        inACall();
        presses(ZOES_LEG, "4");
        Ear carries = ada.has(ServerMessage.JoinCall.class) ? ada : adasOtherTab;
        Ear other = carries == ada ? adasOtherTab : ada;
        PeerPressed heard = carries.last(PeerPressed.class);
        assertThat(heard.key()).isEqualTo("4");
        assertThat(heard.by()).isEqualTo(Role.CUSTOMER);
        assertThat(heard.who().isSameAs(zoe.who())).isTrue();
        assertThat(other.has(PeerPressed.class)).as("a tab without the call").isFalse();
        assertThat(zoe.has(PeerPressed.class)).as("of itself").isFalse();

        presses(ADAS_LEG, "#");
        assertThat(zoe.last(PeerPressed.class).key()).isEqualTo("#");
        assertThat(asked)
                .as("nothing is asked of the conversation, so nothing is stored")
                .isEmpty();
    }

    @Test
    void whatIsSaidOfItInWordsHasNoDigit() {
        inACall();
        presses(ZOES_LEG, "4");
        Ear carries = ada.has(ServerMessage.JoinCall.class) ? ada : adasOtherTab;
        assertThat(carries.last(PeerPressed.class).toString()).doesNotContain("4");
    }

    @Test
    void onHoldNobodyIsToldAnything() {
        inACall();
        after(new ConversationEvent.Held(CALL));
        presses(ZOES_LEG, "1");
        presses(ADAS_LEG, "2");
        assertThat(List.of(zoe, ada, adasOtherTab)).noneMatch(e -> e.has(PeerPressed.class));
        after(new ConversationEvent.Resumed(CALL));
        presses(ADAS_LEG, "3");
        assertThat(zoe.last(PeerPressed.class).key()).isEqualTo("3");
    }

    @Test
    void whatTheAgentPressesForAColleagueIsNotToldToTheCustomer() {
        inACall();
        Ear bob = new Ear("bob-1", Participant.agent(BOB, "Bob"));
        followers.add(bob);
        after(
                new ConversationEvent.TransferAsked(
                        ADA, "Ada", BOB, Optional.empty(), NOW.plusSeconds(20), Optional.of(true)),
                new ConversationEvent.AgentRung(OFFER, BOB, "Bob", NOW.plusSeconds(20)),
                new ConversationEvent.ConsultStarted(CALL, BOB, "Bob"));
        presses(ADAS_LEG, "9");
        assertThat(bob.last(PeerPressed.class).key()).isEqualTo("9");
        assertThat(zoe.has(PeerPressed.class)).isFalse();
    }

    @Test
    void anotherCallsKeyAndAKeyBeforeTheCallAreNobodysNews() {
        rings();
        CallId prepared = zoe.last(ServerMessage.PrepareCall.class).call();
        mailbox.offer(() -> calls.pressed(new BridgeEvent.KeyPressed(prepared, ZOES_LEG, "5")));
        settled();
        assertThat(ada.has(PeerPressed.class)).as("before the yes").isFalse();
        accepts(prepared);
        presses(ZOES_LEG, "5");
        assertThat(ada.has(PeerPressed.class)).as("of a call that is another").isFalse();
    }
}
