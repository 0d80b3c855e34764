package dev.tandem.server.application;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tandem.signaling.bridge.BridgeCommand;
import dev.tandem.signaling.protocol.BridgeId;
import dev.tandem.signaling.protocol.CallId;
import dev.tandem.signaling.protocol.ClientMessage;
import dev.tandem.signaling.protocol.ServerMessage;
import dev.tandem.signaling.timeline.CallEndReason;
import dev.tandem.signaling.timeline.ConversationEvent;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.util.List;
import java.util.Optional;

/// What a bridge has not heard it is told again: a pause of the recording above all, because what
/// is said in it may be the number of a card.
class LostOrdersTest extends CallScene {
    private CallId call = new CallId("none");

    @BeforeEach
    void aRecordedCall() throws IOException {
        rings();
        call = zoe.last(ServerMessage.PrepareCall.class).call();
        accepts(call);
        signal(zoe, call, 1, goodOffer());
        signal(ada, call, 1, goodOffer());
        happens(new ConversationEvent.RecordingStarted(call, Optional.of(ADA)));
        performed.clear();
        told.clear();
    }

    private void happens(ConversationEvent event) {
        after(event);
        settled();
    }

    /// The tries that wait for their time.
    private void timePasses() {
        List<Later> due = later.stream().filter(l -> l.after().equals(BridgeOrders.AGAIN)).toList();
        later.removeAll(due);
        due.forEach(Later::run);
        settled();
    }

    private List<Boolean> recording() {
        return performed.stream()
                .filter(BridgeCommand.SetRecording.class::isInstance)
                .map(c -> ((BridgeCommand.SetRecording) c).recorded())
                .toList();
    }

    @Test
    void aPauseThatIsLostIsSaidUntilItIsHeard() {
        lost = 3;
        happens(new ConversationEvent.RecordingPaused(call, ADA));
        for (int i = 0; i < 5; i++) {
            timePasses();
        }
        assertThat(recording()).containsExactly(false, false, false, false);
    }

    @Test
    void whatFailedDoesNotOverturnWhatIsWantedMeanwhile() {
        lost = 1;
        happens(new ConversationEvent.RecordingPaused(call, ADA));
        happens(new ConversationEvent.RecordingResumed(call, ADA));
        timePasses();
        assertThat(recording()).containsExactly(false, true);
    }

    @Test
    void aBridgeThatNeverAnswersIsGivenUp() {
        lost = Integer.MAX_VALUE;
        happens(new ConversationEvent.RecordingPaused(call, ADA));
        for (int i = 0; i < BridgeOrders.TRIES + 5; i++) {
            timePasses();
        }
        assertThat(recording()).hasSize(BridgeOrders.TRIES);
    }

    /// A leg that the bridge makes anew is heard by everybody, until it is told otherwise.
    @Test
    void nobodyConnectsBeforeTheBridgeKnowsWhoIsToHearThem() throws IOException {
        calls.bridges().gone(BRIDGE);
        zoe.heard().clear();
        lost = 2;
        signal(zoe, call, 2, goodOffer());
        assertThat(zoe.has(ServerMessage.SdpAnswer.class)).isFalse();
        timePasses();
        assertThat(zoe.last(ServerMessage.SdpAnswer.class).number()).isEqualTo(2);
    }

    @Test
    void whomTheBridgeNeverHearsOfDoesNotConnect() throws IOException {
        calls.bridges().gone(BRIDGE);
        zoe.heard().clear();
        lost = Integer.MAX_VALUE;
        signal(zoe, call, 2, goodOffer());
        for (int i = 0; i < BridgeOrders.TRIES + 5; i++) {
            timePasses();
        }
        assertThat(zoe.has(ServerMessage.SdpAnswer.class)).isFalse();
    }

    @Test
    void aPauseStaysAPauseOnTheNextBridge() throws IOException {
        happens(new ConversationEvent.RecordingPaused(call, ADA));
        performed.clear();

        calls.bridges().gone(BRIDGE);
        signal(zoe, call, 2, goodOffer());
        signal(ada, call, 2, goodOffer());

        assertThat(recording()).isNotEmpty().containsOnly(false);
        happens(new ConversationEvent.RecordingResumed(call, ADA));
        assertThat(recording()).endsWith(true);
    }

    @Test
    void whileACallMovesTheOldBridgeWritesAndThenTheNextOne() throws IOException {
        elsewhere = true;
        calls.bridges().draining(BRIDGE);
        signal(zoe, new ClientMessage.SdpOffer(ID, call, 2, goodOffer(), Optional.of(NEXT)));
        signal(ada, new ClientMessage.SdpOffer(ID, call, 2, goodOffer(), Optional.of(NEXT)));
        assertThat(toldToRecord(NEXT)).isEmpty();

        signal(zoe, new ClientMessage.LegMoved(ID, call, NEXT));
        signal(ada, new ClientMessage.LegMoved(ID, call, NEXT));
        assertThat(toldToRecord(NEXT)).containsExactly(true);
        happens(new ConversationEvent.RecordingPaused(call, ADA));
        assertThat(toldToRecord(NEXT)).containsExactly(true, false);
        assertThat(toldToRecord(BRIDGE)).containsOnly(true);
    }

    private List<Boolean> toldToRecord(BridgeId bridge) {
        return told.stream()
                .filter(t -> t.bridge().equals(bridge))
                .map(Told::command)
                .filter(BridgeCommand.SetRecording.class::isInstance)
                .map(c -> ((BridgeCommand.SetRecording) c).recorded())
                .toList();
    }

    @Test
    void aRecordingGoesOnOnTheNextBridge() throws IOException {
        calls.bridges().gone(BRIDGE);
        signal(zoe, call, 2, goodOffer());
        assertThat(recording()).isNotEmpty().containsOnly(true);
    }

    /// The one before it may have died between the pause and the word to the bridge.
    @Test
    void whoTakesTheConversationOverSaysHowItStands() {
        after(new ConversationEvent.RecordingPaused(call, ADA));
        settled();
        performed.clear();
        ConversationCalls heir = another();
        heir.joined(state(), ada, List.of(ada));
        settled();
        assertThat(recording()).isNotEmpty().containsOnly(false);
    }

    @Test
    void aMicrophoneThatIsSwitchedOffIsOffThoughTheBridgeMissedIt() {
        lost = 1;
        signal(ada, new ClientMessage.SetSending(ID, call, false, false, Optional.empty()));
        timePasses();
        assertThat(audioAllowed()).endsWith(false, false);
        timePasses();
        assertThat(audioAllowed()).hasSize(2);
    }

    private List<Boolean> audioAllowed() {
        return performed.stream()
                .filter(BridgeCommand.SetSending.class::isInstance)
                .map(c -> ((BridgeCommand.SetSending) c).audioAllowed())
                .toList();
    }

    @Test
    void theEndIsSaidUntilItIsHeard() {
        lost = 2;
        happens(new ConversationEvent.CallEnded(call, CallEndReason.AGENT_HUNG_UP));
        for (int i = 0; i < 4; i++) {
            timePasses();
        }
        assertThat(performed).filteredOn(c -> c instanceof BridgeCommand.EndCall).hasSize(3);
    }
}
