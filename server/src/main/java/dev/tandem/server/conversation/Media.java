package dev.tandem.server.conversation;

import dev.tandem.signaling.protocol.CallId;
import dev.tandem.signaling.timeline.Channel;
import dev.tandem.signaling.timeline.RecordingState;
import dev.tandem.signaling.timeline.Role;

import java.time.Instant;
import java.util.Optional;

/// The voice or video part of a conversation, and the question whether there should be one.
///
/// @param next the id under which the next call begins, once somebody has been asked for one
/// @param recording of the call; off without one
public record Media(
        Optional<LiveCall> call,
        Optional<Proposal> proposal,
        Optional<CallId> next,
        RecordingState recording) {
    static final Media NONE =
            new Media(Optional.empty(), Optional.empty(), Optional.empty(), RecordingState.OFF);

    /// @param held the agent has put the customer on hold
    public record LiveCall(CallId id, Channel channel, Instant since, boolean held) {
        LiveCall by(Channel other) {
            return new LiveCall(id, other, since, held);
        }

        LiveCall held(boolean now) {
            return new LiveCall(id, channel, since, now);
        }
    }

    public record Proposal(Role by, Channel channel, Instant expiresAt) {}

    /// A call that begins if the one who is asked says yes. Both sides can bring their legs before
    /// that, so that only sound has to travel after it.
    public record Prospect(CallId call, Channel channel) {}

    Media with(LiveCall live) {
        return new Media(Optional.of(live), Optional.empty(), Optional.empty(), recording);
    }

    Media held(boolean now) {
        return new Media(call.map(c -> c.held(now)), proposal, next, recording);
    }

    Media proposing(Proposal open) {
        return new Media(call, Optional.of(open), next, recording);
    }

    Media settled() {
        return new Media(call, Optional.empty(), next, recording);
    }

    /// Somebody is asked, for the call of this id if there is none yet.
    Media asking(CallId id) {
        return new Media(call, proposal, Optional.of(id), recording);
    }

    Media recorded(RecordingState state) {
        return new Media(call, proposal, next, state);
    }

    public Channel channel() {
        return call.map(LiveCall::channel).orElse(Channel.TEXT);
    }
}
