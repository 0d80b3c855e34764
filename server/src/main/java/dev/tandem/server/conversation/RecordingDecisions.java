package dev.tandem.server.conversation;

import static dev.tandem.server.conversation.Decision.accepted;
import static dev.tandem.server.conversation.Decision.rejected;

import dev.tandem.signaling.protocol.AgentId;
import dev.tandem.signaling.protocol.CallId;
import dev.tandem.signaling.protocol.ClientCommand;
import dev.tandem.signaling.protocol.RejectionCode;
import dev.tandem.signaling.timeline.Channel;
import dev.tandem.signaling.timeline.ConversationEvent;
import dev.tandem.signaling.timeline.RecordingState;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Whether a call is recorded, and what becomes of it. A call that ends takes its recording with
/// it.
final class RecordingDecisions {
    private final Conversation now;
    private final RecordingPolicy policy;

    RecordingDecisions(Conversation conversation, Rules rules) {
        now = conversation;
        policy = rules.recordings().of(conversation.site());
    }

    /// How a call begins: with its recording, where the site wants that.
    List<ConversationEvent> started(CallId call, Channel channel) {
        List<ConversationEvent> events = new ArrayList<>();
        events.add(new ConversationEvent.CallStarted(call, channel));
        if (policy == RecordingPolicy.ALWAYS) {
            events.add(new ConversationEvent.RecordingStarted(call, Optional.empty()));
        }
        return events;
    }

    Decision set(AgentId agent, ClientCommand.SetRecording w) {
        if (!isOn(w.call())) {
            return rejected(RejectionCode.CALL_GONE, "that call is over");
        }
        if (policy == RecordingPolicy.OFF) {
            return rejected(RejectionCode.FORBIDDEN, "calls of this site are not recorded");
        }
        RecordingState before = now.media().recording();
        if (before == w.state()) {
            return accepted();
        }
        return switch (w.state()) {
            case ON ->
                    accepted(
                            before == RecordingState.PAUSED
                                    ? new ConversationEvent.RecordingResumed(w.call(), agent)
                                    : new ConversationEvent.RecordingStarted(
                                            w.call(), Optional.of(agent)));
            case PAUSED ->
                    before == RecordingState.ON
                            ? accepted(new ConversationEvent.RecordingPaused(w.call(), agent))
                            : rejected(RejectionCode.NOT_NOW, "the call is not recorded");
            case OFF ->
                    policy == RecordingPolicy.ALWAYS
                            ? rejected(
                                    RejectionCode.FORBIDDEN,
                                    "every call of this site is recorded; it may be paused")
                            : accepted(new ConversationEvent.RecordingStopped(w.call(), agent));
        };
    }

    Decision decide(ConversationCommand.FailRecording fail) {
        return isOn(fail.call()) && now.media().recording() != RecordingState.OFF
                ? accepted(new ConversationEvent.RecordingFailed(fail.call()))
                : accepted();
    }

    Decision decide(ConversationCommand.DeleteRecording delete) {
        return isOn(delete.call())
                ? rejected(RejectionCode.NOT_NOW, "the call is still on")
                : accepted(new ConversationEvent.RecordingDeleted(delete.call(), delete.by()));
    }

    private boolean isOn(CallId call) {
        return now.media().call().filter(c -> c.id().equals(call)).isPresent();
    }
}
