package dev.tandem.server.application;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tandem.server.conversation.ConversationCommand;
import dev.tandem.signaling.bridge.Audience;
import dev.tandem.signaling.bridge.BridgeCommand;
import dev.tandem.signaling.protocol.CallId;
import dev.tandem.signaling.protocol.ClientMessage;
import dev.tandem.signaling.protocol.LegId;
import dev.tandem.signaling.protocol.ServerMessage;
import dev.tandem.signaling.timeline.CallEndReason;
import dev.tandem.signaling.timeline.Channel;
import dev.tandem.signaling.timeline.ConsultEnd;
import dev.tandem.signaling.timeline.ConversationEvent;
import dev.tandem.signaling.timeline.Participant;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// The legs of a call in which an agent talks to a colleague: what the bridge is told of who hears
/// whom, and what becomes of the call when one of them is lost.
class ConsultCallTest extends CallScene {
    private static final CallId CALL = new CallId("call-1");
    private static final LegId ADAS_LEG = new LegId("agent-ada");
    private static final LegId BOBS_LEG = new LegId("agent-bob");
    private static final Audience EVERYBODY = new Audience.Everybody();

    private final Ear bob = new Ear("bob-1", Participant.agent(BOB, "Bob"));

    @Test
    void theTwoAgentsHearEachOtherAndTheCustomerHearsMusic() throws IOException {
        consults();
        assertThat(bob.last(ServerMessage.JoinCall.class).call()).isEqualTo(CALL);
        assertThat(held(ZOES_LEG)).isTrue();
        assertThat(held(ADAS_LEG)).isFalse();
        assertThat(audience(ADAS_LEG)).isEqualTo(new Audience.Only(Set.of(BOBS_LEG)));

        performed.clear();
        signal(bob, CALL, 1, goodOffer());
        assertThat(performed.stream().filter(c -> !(c instanceof BridgeCommand.SetRecording)))
                .as("before he can be heard it is said by whom")
                .startsWith(
                        performed.getFirst(),
                        new BridgeCommand.SetAudience(
                                CALL, BOBS_LEG, new Audience.Only(Set.of(ADAS_LEG))));
        assertThat(performed.getFirst()).isInstanceOf(BridgeCommand.AddLeg.class);
        assertThat(held(BOBS_LEG)).isFalse();
    }

    @Test
    void theCustomerComesInAndWaitsAgain() {
        consults();
        after(new ConversationEvent.Resumed(CALL));
        assertThat(held(ZOES_LEG)).isFalse();
        assertThat(audience(ADAS_LEG)).isEqualTo(EVERYBODY);
        assertThat(audience(BOBS_LEG)).isEqualTo(EVERYBODY);

        performed.clear();
        after(new ConversationEvent.Held(CALL));
        assertThat(performed)
                .containsExactlyInAnyOrder(
                        new BridgeCommand.SetHold(CALL, ZOES_LEG, true),
                        new BridgeCommand.SetAudience(
                                CALL, ADAS_LEG, new Audience.Only(Set.of(BOBS_LEG))),
                        new BridgeCommand.SetAudience(
                                CALL, BOBS_LEG, new Audience.Only(Set.of(ADAS_LEG))));
    }

    @Test
    void nothingOfThePrivateTalkIsRecorded() {
        inACall();
        after(new ConversationEvent.RecordingStarted(CALL, Optional.of(ADA)));
        assertThat(recorded()).isTrue();
        bobIsAsked();
        assertThat(recorded()).isFalse();
        bobComes();
        assertThat(recorded()).isFalse();
        after(new ConversationEvent.Resumed(CALL));
        assertThat(recorded()).isTrue();
        performed.clear();
        after(new ConversationEvent.Held(CALL));
        assertThat(performed.getFirst())
                .as("before the two can say anything")
                .isEqualTo(new BridgeCommand.SetRecording(CALL, false));
    }

    @Test
    void whenItIsPassedOnTheColleagueStaysAndIsHeardByTheCustomer() {
        consults();
        after(new ConversationEvent.AgentJoined(BOB, "Bob"));
        assertThat(performed).contains(new BridgeCommand.RemoveLeg(CALL, ADAS_LEG));
        assertThat(audience(BOBS_LEG)).isEqualTo(EVERYBODY);
        assertThat(held(ZOES_LEG)).isFalse();
        assertThat(bob.heard().stream().filter(m -> m instanceof ServerMessage.JoinCall))
                .as("his leg stays as it is")
                .hasSize(1);
    }

    @Test
    void whenTheColleagueLeavesTheirLegGoes() {
        consults();
        after(new ConversationEvent.ConsultEnded(BOB, ConsultEnd.LEFT));
        assertThat(performed).contains(new BridgeCommand.RemoveLeg(CALL, BOBS_LEG));
        assertThat(audience(ADAS_LEG)).isEqualTo(EVERYBODY);
        assertThat(held(ZOES_LEG)).isFalse();
    }

    @Test
    void anotherBridgeIsToldTheSameAgain() throws IOException {
        consults();
        for (Ear ear : List.of(zoe, ada, bob)) {
            signal(ear, CALL, 1, goodOffer());
        }
        performed.clear();
        calls.bridges().gone(BRIDGE);
        for (Ear ear : List.of(zoe, ada, bob)) {
            signal(ear, CALL, 2, goodOffer());
        }
        assertThat(held(ZOES_LEG)).isTrue();
        assertThat(audience(ADAS_LEG)).isEqualTo(new Audience.Only(Set.of(BOBS_LEG)));
        assertThat(audience(BOBS_LEG)).isEqualTo(new Audience.Only(Set.of(ADAS_LEG)));
    }

    @Test
    void whoIsLostToTheCallIsSaidByName() {
        consults();
        staysAway(bob);
        assertThat(asked).containsExactly(new ConversationCommand.LoseParty(CALL, BOB));
        staysAway(ada);
        assertThat(asked).contains(new ConversationCommand.LoseParty(CALL, ADA));
        staysAway(zoe);
        assertThat(asked).contains(new ConversationCommand.EndCall(CALL, CallEndReason.PARTY_LOST));
    }

    @Test
    void theOthersAreToldWhoOfTheAgentsItIs() {
        consults();
        ada.heard().clear();
        signal(bob, new ClientMessage.SetSending(ID, CALL, true, false));
        assertThat(ada.last(ServerMessage.PeerSending.class).who()).contains(bob.who());
        signal(ada, new ClientMessage.ReportQuality(ID, CALL, FAIR));
        assertThat(bob.last(ServerMessage.PeerQuality.class).who()).contains(ada.who());
    }

    private void inACall() {
        talks();
        after(new ConversationEvent.CallStarted(CALL, Channel.VOICE));
    }

    private void bobIsAsked() {
        followers.add(bob);
        after(
                new ConversationEvent.TransferAsked(
                        ADA, "Ada", BOB, Optional.empty(), NOW.plusSeconds(20), Optional.of(true)),
                new ConversationEvent.AgentRung(OFFER, BOB, "Bob", NOW.plusSeconds(20)));
        assertThat(bob.has(ServerMessage.JoinCall.class)).as("nothing before his yes").isFalse();
    }

    private void bobComes() {
        after(new ConversationEvent.ConsultStarted(CALL, BOB, "Bob"));
    }

    private void consults() {
        inACall();
        bobIsAsked();
        bobComes();
    }

    private void staysAway(Ear ear) {
        calls.left(ear);
        passes(CallControl.AWAY_AT_MOST);
    }

    private boolean held(LegId leg) {
        return performed.reversed().stream()
                .filter(c -> c instanceof BridgeCommand.SetHold h && h.leg().equals(leg))
                .findFirst()
                .map(c -> ((BridgeCommand.SetHold) c).held())
                .orElseThrow();
    }

    private Audience audience(LegId leg) {
        return performed.reversed().stream()
                .filter(c -> c instanceof BridgeCommand.SetAudience a && a.leg().equals(leg))
                .findFirst()
                .map(c -> ((BridgeCommand.SetAudience) c).audience())
                .orElseThrow();
    }

    private boolean recorded() {
        return performed.reversed().stream()
                .filter(c -> c instanceof BridgeCommand.SetRecording)
                .findFirst()
                .map(c -> ((BridgeCommand.SetRecording) c).recorded())
                .orElseThrow();
    }
}
