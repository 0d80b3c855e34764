package dev.tandem.server.conversation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tandem.signaling.protocol.AgentId;
import dev.tandem.signaling.protocol.CallId;
import dev.tandem.signaling.protocol.ClientCommand;
import dev.tandem.signaling.timeline.ConversationEvent;
import dev.tandem.signaling.timeline.RecordingState;

import org.junit.jupiter.api.Test;

import java.util.Optional;

/// Who may record which call, and what is remembered of it.
class RecordingTest {
    private static Story calling(RecordingPolicy policy) {
        return Stage.CALLING.reached().under(Rules.DEFAULT.recording(_ -> policy));
    }

    private static ClientCommand.SetRecording set(Story s, RecordingState state) {
        return new ClientCommand.SetRecording(s.next(), Story.ID, s.call(), state);
    }

    @Test
    void theAgentStartsPausesResumesAndStops() {
        Story s = calling(RecordingPolicy.AGENT);
        assertThat(s.ada(set(s, RecordingState.ON)).outcome()).isEqualTo("RecordingStarted");
        assertThat(s.event(ConversationEvent.RecordingStarted.class).agent()).contains(Story.ADA);
        assertThat(s.ada(set(s, RecordingState.ON)).outcome()).isEqualTo("nothing");
        assertThat(s.ada(set(s, RecordingState.PAUSED)).outcome()).isEqualTo("RecordingPaused");
        assertThat(s.state().media().recording()).isEqualTo(RecordingState.PAUSED);
        assertThat(s.ada(set(s, RecordingState.ON)).outcome()).isEqualTo("RecordingResumed");
        assertThat(s.ada(set(s, RecordingState.OFF)).outcome()).isEqualTo("RecordingStopped");
        assertThat(s.ada(set(s, RecordingState.PAUSED)).outcome()).isEqualTo("rejected NOT_NOW");
    }

    @Test
    void nobodyElseDecidesAndNothingIsRecordedWhereTheSiteDoesNotWantIt() {
        Story s = calling(RecordingPolicy.AGENT);
        assertThat(s.zoe(set(s, RecordingState.ON)).outcome()).isEqualTo("rejected FORBIDDEN");
        assertThat(s.by(Story.agent(Story.BOB), set(s, RecordingState.ON)).outcome())
                .isEqualTo("rejected FORBIDDEN");
        Story off = calling(RecordingPolicy.OFF);
        assertThat(off.ada(set(off, RecordingState.ON)).outcome()).isEqualTo("rejected FORBIDDEN");
        ClientCommand.SetRecording other =
                new ClientCommand.SetRecording(
                        s.next(), Story.ID, new CallId("another"), RecordingState.ON);
        assertThat(s.ada(other).outcome()).isEqualTo("rejected CALL_GONE");
    }

    @Test
    void aSiteThatRecordsEveryCallBeginsWithItAndMayOnlyPause() {
        Story s =
                Stage.PROPOSED
                        .reached()
                        .under(Rules.DEFAULT.recording(_ -> RecordingPolicy.ALWAYS));
        s.ada(new ClientCommand.AnswerProposal(s.next(), Story.ID, true));
        assertThat(s.outcome()).isEqualTo("CallStarted RecordingStarted");
        assertThat(s.event(ConversationEvent.RecordingStarted.class).agent()).isEmpty();
        assertThat(s.ada(set(s, RecordingState.OFF)).outcome()).isEqualTo("rejected FORBIDDEN");
        assertThat(s.ada(set(s, RecordingState.PAUSED)).outcome()).isEqualTo("RecordingPaused");
    }

    @Test
    void whatCannotBeStoredIsSaidOnceAndTheCallGoesOn() {
        Story s = calling(RecordingPolicy.AGENT);
        CallId call = s.call();
        s.ada(set(s, RecordingState.ON));
        assertThat(s.when(new ConversationCommand.FailRecording(call)).outcome())
                .isEqualTo("RecordingFailed");
        assertThat(s.state().media().recording()).isEqualTo(RecordingState.OFF);
        assertThat(s.state().media().call()).isPresent();
        assertThat(s.when(new ConversationCommand.FailRecording(call)).outcome())
                .isEqualTo("nothing");
    }

    @Test
    void theEndOfTheCallEndsItsRecordingWhichMayBeDeletedFromThenOn() {
        Story s = calling(RecordingPolicy.AGENT);
        CallId call = s.call();
        s.ada(set(s, RecordingState.ON));
        ConversationCommand.DeleteRecording delete =
                new ConversationCommand.DeleteRecording(call, Optional.of(new AgentId("ada")));
        assertThat(s.when(delete).outcome()).isEqualTo("rejected NOT_NOW");
        s.ada(new ClientCommand.EndCall(s.next(), Story.ID, call));
        assertThat(s.state().media().recording()).isEqualTo(RecordingState.OFF);
        assertThat(s.when(delete).outcome()).isEqualTo("RecordingDeleted");
    }
}
