package dev.tandem.server.application;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tandem.server.conversation.ConversationCommand;
import dev.tandem.signaling.bridge.BridgeEvent;
import dev.tandem.signaling.bridge.LegSound;
import dev.tandem.signaling.protocol.CallId;
import dev.tandem.signaling.protocol.ClientMessage;
import dev.tandem.signaling.protocol.LegId;
import dev.tandem.signaling.protocol.ServerMessage;
import dev.tandem.signaling.timeline.CallEndReason;
import dev.tandem.signaling.timeline.CallHeard;
import dev.tandem.signaling.timeline.ConversationEvent;

import org.junit.jupiter.api.Test;

import java.util.List;
import java.util.Optional;

/// How a call was is told for the whole of it, whatever became of the bridges that carried it.
class MeasuredCallTest extends CallScene {
    private static final LegId ADAS_LEG = new LegId("agent-ada");

    @Test
    void whatTheOldBridgeOfAMoveHasSaidCountsBesideWhatTheLastOneSays() {
        CallId call = inACall();
        elsewhere = true;
        calls.bridges().draining(BRIDGE);
        signal(zoe, new ClientMessage.LegMoved(ID, call, NEXT));
        signal(ada, new ClientMessage.LegMoved(ID, call, NEXT));
        assertThat(ada.last(ServerMessage.JoinCall.class).bridge()).isEqualTo(NEXT);
        settled();

        whole.put(NEXT, List.of(sound(ZOES_LEG, 0.0525, 1), sound(ADAS_LEG, 0.5, 2)));
        List<CallHeard> heard = ends(call);
        assertThat(heard).hasSize(2);
        assertThat(heard.getLast().lossPercent())
                .as("three reports of 1.25 and one of 5.25 percent")
                .isEqualTo(2.25);
        assertThat(heard.getFirst().lossPercent()).as("heard by the last one only").isEqualTo(50);
        assertThat(heard.getFirst().who()).contains(ada.who());
        assertThat(heard.getFirst().receivedKbps()).as("its browser said nothing").isEmpty();
    }

    /// Nobody knows which bridge says it.
    @Test
    void whatIsHeardDuringAMoveIsLeftToTheBridgesOwnWord() {
        CallId call = inACall();
        elsewhere = true;
        tells(call, sound(ADAS_LEG, 0.1, 1));
        calls.bridges().draining(BRIDGE);
        tells(call, sound(ADAS_LEG, 0.9, 1));
        passes(CallMove.WITHIN); // given up
        tells(call, sound(ADAS_LEG, 0.1, 1));
        whole.put(BRIDGE, List.of());
        assertThat(ends(call)).extracting(CallHeard::lossPercent).containsExactly(10.0);
    }

    @Test
    void whatWasHeardBeforeABridgeWasKilledIsInItToo() {
        CallId call = inACall();
        elsewhere = true;
        tells(call, sound(ZOES_LEG, 0.3, 3));
        tells(call, sound(ZOES_LEG, 0.1, 1));
        tells(call, sound(ADAS_LEG, 0.2, 4));
        chosen = NEXT;
        calls.bridges().gone(BRIDGE);
        assertThat(zoe.last(ServerMessage.JoinCall.class).bridge()).isEqualTo(NEXT);

        whole.put(NEXT, List.of(sound(ZOES_LEG, 0.05, 4)));
        List<CallHeard> heard = ends(call);
        assertThat(heard).extracting(CallHeard::lossPercent).containsExactly(20.0, 15.0);
    }

    @Test
    void ofACallThatEndsWithItsBridgeStandsWhatWasHeardUntilThen() {
        CallId call = inACall();
        tells(call, sound(ZOES_LEG, 0.125, 3));
        toLegs = Optional.empty();
        calls.bridges().gone(BRIDGE);
        assertThat(ends(call)).extracting(CallHeard::lossPercent).containsExactly(12.5);
    }

    @Test
    void theBridgesOwnSumReplacesItsSecondsAndWhatItHasForgottenStays() {
        CallId call = inACall();
        tells(call, sound(ZOES_LEG, 0.9, 2));
        tells(call, sound(ADAS_LEG, 0.4, 5));
        whole.put(BRIDGE, List.of(sound(ZOES_LEG, 0.1, 3), sound(ADAS_LEG, 0, 1)));
        assertThat(ends(call)).extracting(CallHeard::lossPercent).containsExactly(40.0, 10.0);
    }

    @Test
    void strangersAndOtherCallsAreNotCountedAndWhereNothingWasHeardNothingIsTold() {
        CallId call = inACall();
        tells(new CallId("another"), sound(ZOES_LEG, 0.5, 3));
        tells(call, sound(new LegId("agent-nobody"), 0.5, 3));
        whole.put(BRIDGE, List.of());
        assertThat(ends(call)).isEmpty();
    }

    @Test
    void howMuchCameIsTheMeanOfWhatTheBrowserSaid() {
        CallId call = inACall();
        signal(zoe, new ClientMessage.ReportQuality(ID, call, FAIR));
        signal(zoe, new ClientMessage.ReportQuality(ID, call, FAIR));
        CallHeard zoes = ends(call).getFirst();
        assertThat(zoes.receivedKbps()).contains(FAIR.receivedKbps());
        assertThat(zoes.who().map(w -> w.id())).contains(zoe.who().id());
    }

    private CallId inACall() {
        rings();
        CallId call = zoe.last(ServerMessage.PrepareCall.class).call();
        accepts(call);
        return call;
    }

    private void tells(CallId call, LegSound sound) {
        calls.heard(new BridgeEvent.LegHeard(call, sound));
    }

    private List<CallHeard> ends(CallId call) {
        after(new ConversationEvent.CallEnded(call, CallEndReason.CUSTOMER_HUNG_UP));
        settled();
        return asked.stream()
                .filter(ConversationCommand.MeasureCall.class::isInstance)
                .map(c -> ((ConversationCommand.MeasureCall) c).heard())
                .reduce((_, last) -> last)
                .orElseThrow();
    }

    private static LegSound sound(LegId leg, double loss, int reports) {
        return new LegSound(leg, loss, 3, 40, 20, Optional.of(reports));
    }
}
