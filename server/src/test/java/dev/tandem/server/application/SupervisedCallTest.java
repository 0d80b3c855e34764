package dev.tandem.server.application;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tandem.server.conversation.ConversationCommand;
import dev.tandem.signaling.bridge.Audience;
import dev.tandem.signaling.bridge.BridgeCommand;
import dev.tandem.signaling.protocol.AgentId;
import dev.tandem.signaling.protocol.CallId;
import dev.tandem.signaling.protocol.ClientMessage;
import dev.tandem.signaling.protocol.LegId;
import dev.tandem.signaling.protocol.ServerMessage;
import dev.tandem.signaling.timeline.CallEndReason;
import dev.tandem.signaling.timeline.ConversationEvent;
import dev.tandem.signaling.timeline.Participant;
import dev.tandem.signaling.timeline.SupervisionEnd;
import dev.tandem.signaling.timeline.SupervisionMode;

import org.junit.jupiter.api.Test;

import java.util.List;
import java.util.Optional;
import java.util.Set;

/// A supervisor's leg in a call: who hears it is said to the bridge, again and again, and nobody
/// else learns of it; the call never depends on it.
class SupervisedCallTest extends CallScene {
    private static final AgentId SAM = new AgentId("sam");
    private static final LegId SAMS_LEG = new LegId("agent-sam");
    private static final LegId ADAS_LEG = new LegId("agent-ada");
    private final Ear sam = new Ear("sam-1", Participant.supervisor(SAM, "Sam"));

    @Test
    void whoHearsTheSupervisorFollowsTheModeOnTheSameLeg() throws Exception {
        CallId call = calling();
        supervises(call, SupervisionMode.MONITOR, Optional.empty());
        assertThat(sam.heard()).hasAtLeastOneElementOfType(ServerMessage.JoinCall.class);
        offers(call);
        assertThat(audiences()).last().isEqualTo(new Audience.Only(Set.of()));
        assertThat(first(BridgeCommand.SetAudience.class))
                .as("before it may send anything")
                .isLessThan(first(BridgeCommand.SetSending.class));

        supervises(call, SupervisionMode.WHISPER, Optional.of(SupervisionMode.MONITOR));
        assertThat(audiences()).last().isEqualTo(new Audience.Only(Set.of(ADAS_LEG)));
        supervises(call, SupervisionMode.BARGE, Optional.of(SupervisionMode.WHISPER));
        assertThat(audiences()).last().isEqualTo(new Audience.Everybody());
        assertThat(performed.stream().filter(c -> c instanceof BridgeCommand.AddLeg)).hasSize(1);

        after(
                new ConversationEvent.SupervisionEnded(
                        call, SAM, "Sam", SupervisionMode.BARGE, SupervisionEnd.LEFT));
        assertThat(performed).last().isEqualTo(new BridgeCommand.RemoveLeg(call, SAMS_LEG));
    }

    @Test
    void whatTheySendIsToldToWhoHearsThem() throws Exception {
        CallId call = calling();
        supervises(call, SupervisionMode.WHISPER, Optional.empty());
        offers(call);
        zoe.heard().clear();
        ada.heard().clear();
        signal(sam, new ClientMessage.SetSending(ID, call, true, false));
        assertThat(ada.heard()).hasAtLeastOneElementOfType(ServerMessage.PeerSending.class);
        assertThat(zoe.heard()).isEmpty();

        supervises(call, SupervisionMode.BARGE, Optional.of(SupervisionMode.WHISPER));
        assertThat(zoe.heard()).hasAtLeastOneElementOfType(ServerMessage.PeerSending.class);
        zoe.heard().clear();
        supervises(call, SupervisionMode.MONITOR, Optional.of(SupervisionMode.BARGE));
        assertThat(zoe.heard())
                .as("not there any more")
                .filteredOn(m -> m instanceof ServerMessage.PeerSending)
                .allMatch(m -> !((ServerMessage.PeerSending) m).microphone())
                .isNotEmpty();
    }

    @Test
    void aWhisperGoesToTheAgentWhoIsThere() throws Exception {
        CallId call = calling();
        supervises(call, SupervisionMode.WHISPER, Optional.empty());
        offers(call);
        after(new ConversationEvent.AgentLost(ADA, NOW.plusSeconds(60)));
        assertThat(audiences()).as("nobody").last().isEqualTo(new Audience.Only(Set.of()));
        after(
                new ConversationEvent.AgentRung(OFFER, BOB, "Bob", NOW.plusSeconds(20)),
                new ConversationEvent.AgentJoined(BOB, "Bob"));
        assertThat(audiences()).last().isEqualTo(new Audience.Only(Set.of(new LegId("agent-bob"))));
    }

    @Test
    void aSupervisorWhoStaysAwayIsLostToTheCallAndTheCallIsNot() throws Exception {
        CallId call = calling();
        supervises(call, SupervisionMode.MONITOR, Optional.empty());
        offers(call);
        later.clear();
        calls.left(sam);
        runLater();
        assertThat(asked).containsExactly(new ConversationCommand.LoseSupervisor(call, SAM));
    }

    @Test
    void oneWhoNeverComesIsNotInTheCallForEver() {
        CallId call = calling();
        followers.remove(sam);
        supervises(call, SupervisionMode.MONITOR, Optional.empty());
        runLater();
        assertThat(asked).contains(new ConversationCommand.LoseSupervisor(call, SAM));
    }

    @Test
    void othersWhoStayAwayEndItAsEver() throws Exception {
        CallId call = calling();
        supervises(call, SupervisionMode.MONITOR, Optional.empty());
        offers(call);
        later.clear();
        calls.left(zoe);
        runLater();
        assertThat(asked)
                .containsExactly(new ConversationCommand.EndCall(call, CallEndReason.PARTY_LOST));
    }

    @Test
    void anotherBridgeIsToldAgainBeforeTheLegMaySend() throws Exception {
        CallId call = calling();
        supervises(call, SupervisionMode.WHISPER, Optional.empty());
        offers(call);
        signal(sam, new ClientMessage.SetSending(ID, call, true, false));
        performed.clear();
        calls.bridges().gone(BRIDGE);
        offers(call);
        assertThat(audiences()).contains(new Audience.Only(Set.of(ADAS_LEG)));
        assertThat(first(BridgeCommand.SetAudience.class))
                .isLessThan(first(BridgeCommand.SetSending.class));
    }

    @Test
    void whoTakesTheConversationOverKeepsTheLeg() throws Exception {
        CallId call = calling();
        supervises(call, SupervisionMode.WHISPER, Optional.empty());
        offers(call);
        after(
                new ConversationEvent.TransferAsked(
                        ADA, "Ada", SAM, Optional.empty(), NOW.plusSeconds(20), Optional.empty()),
                new ConversationEvent.AgentRung(OFFER, SAM, "Sam", NOW.plusSeconds(20)));
        performed.clear();
        after(
                new ConversationEvent.SupervisionEnded(
                        call, SAM, "Sam", SupervisionMode.WHISPER, SupervisionEnd.TOOK_OVER),
                new ConversationEvent.AgentJoined(SAM, "Sam"));
        assertThat(performed).doesNotContain(new BridgeCommand.RemoveLeg(call, SAMS_LEG));
        assertThat(performed).contains(new BridgeCommand.RemoveLeg(call, ADAS_LEG));
        assertThat(audiences()).last().isEqualTo(new Audience.Everybody());
    }

    private CallId calling() {
        rings();
        CallId call = zoe.last(ServerMessage.PrepareCall.class).call();
        accepts(call);
        followers.add(sam);
        return call;
    }

    private void supervises(CallId call, SupervisionMode mode, Optional<SupervisionMode> before) {
        after(new ConversationEvent.Supervised(call, SAM, "Sam", mode, before));
    }

    private void offers(CallId call) throws Exception {
        signal(sam, call, 1, goodOffer());
        signal(sam, new ClientMessage.SetSending(ID, call, false, false));
    }

    private List<Audience> audiences() {
        return performed.stream()
                .filter(c -> c instanceof BridgeCommand.SetAudience a && a.leg().equals(SAMS_LEG))
                .map(c -> ((BridgeCommand.SetAudience) c).audience())
                .toList();
    }

    private int first(Class<? extends BridgeCommand> kind) {
        for (int i = 0; i < performed.size(); i++) {
            boolean its =
                    switch (performed.get(i)) {
                        case BridgeCommand.SetAudience c -> c.leg().equals(SAMS_LEG);
                        case BridgeCommand.SetSending c -> c.leg().equals(SAMS_LEG);
                        default -> false;
                    };
            if (its && kind.isInstance(performed.get(i))) {
                return i;
            }
        }
        throw new AssertionError("never " + kind.getSimpleName());
    }

    private void runLater() {
        List.copyOf(later).forEach(Later::run);
        settled();
    }
}
