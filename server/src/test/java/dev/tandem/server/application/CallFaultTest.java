package dev.tandem.server.application;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tandem.server.conversation.ConversationCommand;
import dev.tandem.signaling.bridge.BridgeCommand;
import dev.tandem.signaling.bridge.BridgeRefusal;
import dev.tandem.signaling.bridge.BridgeReply;
import dev.tandem.signaling.protocol.CallId;
import dev.tandem.signaling.protocol.ClientMessage;
import dev.tandem.signaling.protocol.ServerMessage;
import dev.tandem.signaling.timeline.CallEndReason;
import dev.tandem.signaling.timeline.Channel;
import dev.tandem.signaling.timeline.ConversationEvent;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/// What goes wrong with a call has a name for whoever caused it, and never ends the conversation.
class CallFaultTest extends CallScene {
    @Test
    void withoutAnyBridgeTheCallIsOverAndTheConversationIsNot() {
        rings();
        CallId call = zoe.last(ServerMessage.PrepareCall.class).call();
        toLegs = Optional.empty();
        calls.bridges().gone(BRIDGE);
        accepts(call);
        assertThat(asked).contains(new ConversationCommand.EndCall(call, CallEndReason.NO_BRIDGE));
        assertThat(state().phase().servedBy()).contains(ADA);
    }

    @Test
    void anOfferForAnotherCallIsToldThatItIsGone() throws IOException {
        inACall();
        performed.clear();
        signal(zoe, new CallId("another"), 7, goodOffer());
        assertProblem(zoe, 7, "call_gone");
        assertThat(performed).isEmpty();
    }

    @Test
    void aDefectOfAnOfferIsNamedAndTheLegFromBeforeStays() throws IOException {
        CallId call = inACall();
        signal(zoe, call, 1, goodOffer());
        assertThat(zoe.last(ServerMessage.SdpAnswer.class).number()).isEqualTo(1);
        performed.clear();
        signal(zoe, call, 2, "v=0\r\nnot a line");
        assertThat(zoe.last(ServerMessage.CallProblem.class).number()).isEqualTo(2);
        assertThat(performed).isEmpty();
    }

    /// Nobody would hear them, and they would hear nobody.
    @Test
    void anOfferOfPicturesAloneIsRefusedByNameAndTheLegFromBeforeStays() throws IOException {
        CallId call = inACall();
        signal(zoe, call, 1, goodOffer());
        performed.clear();
        String good = goodOffer();
        String pictures =
                good.substring(0, good.indexOf("m=audio"))
                        + good.substring(good.indexOf("m=video"));
        signal(zoe, call, 2, pictures);
        assertProblem(zoe, 2, "no_audio");
        assertThat(performed).isEmpty();
        assertThat(asked).as("the call goes on").isEmpty();
    }

    /// The bridge takes addresses from the checks themselves.
    @Test
    void inACallByVoiceNoCameraIsSentWhateverABrowserWants() {
        CallId call = inACall();
        signal(zoe, new ClientMessage.SetSending(ID, call, true, true));
        assertThat(cameraAllowed()).isFalse();
        after(new ConversationEvent.MediaChanged(call, Channel.VIDEO));
        assertThat(cameraAllowed()).isTrue();
        after(new ConversationEvent.MediaChanged(call, Channel.VOICE));
        assertThat(cameraAllowed()).isFalse();
    }

    private boolean cameraAllowed() {
        return performed.reversed().stream()
                .filter(BridgeCommand.SetSending.class::isInstance)
                .map(BridgeCommand.SetSending.class::cast)
                .findFirst()
                .orElseThrow()
                .videoAllowed();
    }

    @Test
    void twoHundredCandidatesInAnOfferChangeNothing() throws IOException {
        CallId call = inACall();
        signal(zoe, call, 1, goodOffer() + candidates(200));
        assertThat(zoe.last(ServerMessage.SdpAnswer.class).number()).isEqualTo(1);
    }

    @Test
    void whatABridgeRefusesAndThatItFailedIsToldByName() throws IOException {
        CallId call = inACall();
        toLegs =
                Optional.of(
                        CompletableFuture.completedStage(
                                new BridgeReply.Refused(
                                        new BridgeRefusal(
                                                BridgeRefusal.Code.NO_COMMON_CODEC, "None."))));
        signal(zoe, call, 1, goodOffer());
        assertProblem(zoe, 1, "no_common_codec");
        toLegs = Optional.of(CompletableFuture.failedStage(new IllegalStateException("a bug")));
        signal(zoe, call, 2, goodOffer());
        for (int tries = 1; tries < LegOffers.TRIES; tries++) {
            settled(); // it is asked again before the browser is told
        }
        assertProblem(zoe, 2, "bridge_failed");
    }

    /// What it says of its room is a moment old.
    @Test
    void aBridgeThatHasNoRoomAfterAllLeavesTheCallToAnotherOne() throws IOException {
        CallId call = inACall();
        elsewhere = true;
        isFull();
        signal(zoe, call, 1, goodOffer());
        assertThat(zoe.last(ServerMessage.JoinCall.class).bridge()).isEqualTo(NEXT);
        assertThat(ada.last(ServerMessage.JoinCall.class).bridge()).isEqualTo(NEXT);
        assertThat(zoe.has(ServerMessage.CallProblem.class)).isFalse();
        assertThat(asked).isEmpty();
    }

    @Test
    void whereNoBridgeHasRoomTheCallIsOver() throws IOException {
        CallId call = inACall();
        isFull();
        signal(zoe, call, 1, goodOffer());
        assertThat(asked)
                .containsExactly(new ConversationCommand.EndCall(call, CallEndReason.NO_BRIDGE));
    }

    @Test
    void bridgesThatSayThatTheyHaveRoomAndHaveNoneAreNotAskedForEver() throws IOException {
        CallId call = inACall();
        elsewhere = true;
        isFull();
        for (int number = 1; number <= CallCarrier.MAX_REFUSALS; number++) {
            signal(zoe, call, number, goodOffer());
            assertThat(asked).isEmpty();
        }
        signal(zoe, call, 9, goodOffer());
        assertThat(asked)
                .containsExactly(new ConversationCommand.EndCall(call, CallEndReason.NO_BRIDGE));
    }

    private void isFull() {
        toLegs =
                Optional.of(
                        CompletableFuture.completedStage(
                                new BridgeReply.Refused(
                                        new BridgeRefusal(BridgeRefusal.Code.FULL, "Full."))));
    }

    @Test
    void aSecondTabIsToldWhereTheCallIsUntilItTakesIt() throws IOException {
        CallId call = inACall();
        followers.add(adasOtherTab);
        calls.joined(state(), adasOtherTab, List.copyOf(followers));
        assertThat(adasOtherTab.last(ServerMessage.CallElsewhere.class).call()).isEqualTo(call);
        performed.clear();
        signal(adasOtherTab, call, 1, goodOffer());
        assertThat(adasOtherTab.has(ServerMessage.SdpAnswer.class)).isFalse();
        assertThat(performed).noneMatch(c -> c instanceof BridgeCommand.AddLeg);

        signal(adasOtherTab, new ClientMessage.TakeCall(ID, call));
        assertThat(adasOtherTab.last(ServerMessage.JoinCall.class).call()).isEqualTo(call);
        assertThat(ada.last(ServerMessage.CallElsewhere.class).call()).isEqualTo(call);
    }

    @Test
    void whoStaysAwayEndsTheCallAndWhoComesBackInTimeDoesNot() {
        CallId call = inACall();
        calls.left(zoe);
        Ear again = zoe.again("zoe-2");
        followers.add(again);
        calls.joined(state(), again, List.copyOf(followers));
        passes(CallControl.AWAY_AT_MOST);
        assertThat(asked).isEmpty();

        calls.left(again);
        passes(CallControl.AWAY_AT_MOST);
        assertThat(asked)
                .containsExactly(new ConversationCommand.EndCall(call, CallEndReason.PARTY_LOST));
    }

    private CallId inACall() {
        rings();
        CallId call = zoe.last(ServerMessage.PrepareCall.class).call();
        accepts(call);
        return call;
    }

    private static String candidates(int count) {
        StringBuilder lines = new StringBuilder();
        for (int i = 0; i < count; i++) {
            lines.append(
                    "a=candidate:%d 1 udp 2 10.0.0.%d 4%03d typ host\r\n".formatted(i % 8, i, i));
        }
        return lines.toString();
    }

    private static void assertProblem(Ear who, int number, String code) {
        ServerMessage.CallProblem problem = who.last(ServerMessage.CallProblem.class);
        assertThat(problem.number()).isEqualTo(number);
        assertThat(problem.code()).isEqualTo(code);
    }
}
