package dev.tandem.server.conversation;

import dev.tandem.signaling.protocol.AgentId;
import dev.tandem.signaling.protocol.CallId;
import dev.tandem.signaling.timeline.Channel;
import dev.tandem.signaling.timeline.RecordingState;
import dev.tandem.signaling.timeline.Role;
import dev.tandem.signaling.timeline.SupervisionMode;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// The voice or video part of a conversation, and the question whether there should be one.
///
/// @param next the id under which the next call begins, once somebody has been asked for one
/// @param recording of the call; off without one
/// @param supervisors who are in the call, in the order in which they came
public record Media(
        Optional<LiveCall> call,
        Optional<Proposal> proposal,
        Optional<CallId> next,
        RecordingState recording,
        List<Supervisor> supervisors) {
    static final Media NONE =
            new Media(
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    RecordingState.OFF,
                    List.of());

    public Media {
        supervisors = List.copyOf(supervisors);
    }

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

    public record Supervisor(AgentId id, String name, SupervisionMode mode) {}

    Media with(LiveCall live) {
        return new Media(
                Optional.of(live), Optional.empty(), Optional.empty(), recording, supervisors);
    }

    Media held(boolean now) {
        return new Media(call.map(c -> c.held(now)), proposal, next, recording, supervisors);
    }

    Media proposing(Proposal open) {
        return new Media(call, Optional.of(open), next, recording, supervisors);
    }

    Media settled() {
        return new Media(call, Optional.empty(), next, recording, supervisors);
    }

    /// Somebody is asked, for the call of this id if there is none yet.
    Media asking(CallId id) {
        return new Media(call, proposal, Optional.of(id), recording, supervisors);
    }

    Media recorded(RecordingState state) {
        return new Media(call, proposal, next, state, supervisors);
    }

    /// Who changes how they are in it keeps their place.
    Media supervised(Supervisor now) {
        List<Supervisor> all =
                supervisor(now.id()).isPresent()
                        ? supervisors.stream().map(s -> s.id().equals(now.id()) ? now : s).toList()
                        : Stream.concat(supervisors.stream(), Stream.of(now)).toList();
        return new Media(call, proposal, next, recording, all);
    }

    Media unsupervised(AgentId supervisor) {
        return new Media(
                call,
                proposal,
                next,
                recording,
                supervisors.stream().filter(s -> !s.id().equals(supervisor)).toList());
    }

    public Optional<Supervisor> supervisor(AgentId id) {
        return supervisors.stream().filter(s -> s.id().equals(id)).findFirst();
    }

    public Channel channel() {
        return call.map(LiveCall::channel).orElse(Channel.TEXT);
    }
}
