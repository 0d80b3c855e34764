package dev.tandem.server.application;

import dev.tandem.server.conversation.Conversation;
import dev.tandem.server.conversation.Phase;
import dev.tandem.signaling.protocol.CallId;
import dev.tandem.signaling.timeline.Channel;
import dev.tandem.signaling.timeline.Participant;

import java.util.Optional;

/// The call that legs are brought for.
///
/// @param live it is on; else it begins if the one who is asked says yes, and nobody sends anything
/// @param held the customer hears music
record CallStand(CallId id, Channel channel, boolean live, boolean held) {
    static Optional<CallStand> of(Conversation state) {
        return state.media()
                .call()
                .map(c -> new CallStand(c.id(), c.channel(), true, state.isOnHold()))
                .or(() ->
                        state.prospect()
                                .map(p -> new CallStand(p.call(), p.channel(), false, false)));
    }

    /// The follower's part in the call.
    Optional<Participant> party(Conversation state, Follower follower) {
        return switch (follower.who().role()) {
            case CUSTOMER -> Optional.of(state.customerParticipant());
            case AGENT -> agent(state).filter(a -> a.isSameAs(follower.who()));
            case ASSISTANT -> Optional.empty();
        };
    }

    /// The agent who brings a leg: the one who talks, or is asked to. A live call while somebody is
    /// rung is the call of an agent who was lost, not to be heard before the next one accepts.
    Optional<Participant> agent(Conversation state) {
        return switch (state.phase()) {
            case Phase.WithAgent p -> Optional.of(Participant.agent(p.agent(), p.agentName()));
            case Phase.Ringing p when !live ->
                    Optional.of(Participant.agent(p.agent(), p.agentName()));
            case Phase.Ringing _,
                    Phase.WithAssistant _,
                    Phase.Gathering _,
                    Phase.Waiting _,
                    Phase.WrapUp _,
                    Phase.Closed _ ->
                    Optional.empty();
        };
    }
}
