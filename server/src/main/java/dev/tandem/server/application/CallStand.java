package dev.tandem.server.application;

import dev.tandem.server.conversation.Conversation;
import dev.tandem.server.conversation.Media;
import dev.tandem.server.conversation.Phase;
import dev.tandem.signaling.bridge.Audience;
import dev.tandem.signaling.protocol.CallId;
import dev.tandem.signaling.protocol.LegId;
import dev.tandem.signaling.timeline.Channel;
import dev.tandem.signaling.timeline.Participant;
import dev.tandem.signaling.timeline.SupervisionMode;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// The call that legs are brought for, and who brings them: all of it follows from the
/// conversation.
///
/// @param live it is on; else it begins if the one who is asked says yes, and nobody sends anything
record CallStand(CallId id, Channel channel, boolean live, List<CallParty> parties) {
    static Optional<CallStand> of(Conversation state) {
        return state.media()
                .call()
                .map(c -> new CallStand(c.id(), c.channel(), true, parties(state, true)))
                .or(() ->
                        state.prospect()
                                .map(p ->
                                        new CallStand(
                                                p.call(),
                                                p.channel(),
                                                false,
                                                parties(state, false))));
    }

    private static List<CallParty> parties(Conversation state, boolean live) {
        List<CallParty> parties = new ArrayList<>();
        parties.add(
                new CallParty(
                        state.customerParticipant(),
                        CallParty.Part.CUSTOMER,
                        live && state.isOnHold(),
                        new Audience.Everybody()));
        Optional<Participant> agent = agent(state, live);
        Optional<Participant> colleague = colleague(state);
        List<LegId> supervisors = supervisors(state, live);
        agent.ifPresent(a ->
                parties.add(
                        new CallParty(
                                a,
                                CallParty.Part.AGENT,
                                false,
                                audience(state, colleague, supervisors))));
        colleague.ifPresent(c ->
                parties.add(
                        new CallParty(
                                c,
                                CallParty.Part.COLLEAGUE,
                                false,
                                audience(state, agent, supervisors))));
        if (live) {
            for (Media.Supervisor s : state.media().supervisors()) {
                parties.add(
                        new CallParty(
                                supervisor(s),
                                CallParty.Part.SUPERVISOR,
                                false,
                                audience(s.mode(), agent)));
            }
        }
        return List.copyOf(parties);
    }

    /// What an agent says while the customer is on hold is for the other agent alone, and for who
    /// supervises them; and so it is not recorded.
    private static Audience audience(
            Conversation state, Optional<Participant> otherAgent, List<LegId> supervisors) {
        if (!state.isOnHold() || otherAgent.isEmpty()) {
            return new Audience.Everybody();
        }
        Set<LegId> legs = new HashSet<>(supervisors);
        legs.add(CallParty.legOf(otherAgent.get()));
        return new Audience.Only(legs);
    }

    private static Optional<Participant> colleague(Conversation state) {
        return state.phase() instanceof Phase.WithAgent p
                ? p.colleague().map(c -> Participant.agent(c.agent(), c.name()))
                : Optional.empty();
    }

    private static List<LegId> supervisors(Conversation state, boolean live) {
        return live
                ? state.media().supervisors().stream()
                        .map(s -> CallParty.legOf(supervisor(s)))
                        .toList()
                : List.of();
    }

    private static Participant supervisor(Media.Supervisor s) {
        return Participant.supervisor(s.id(), s.name());
    }

    /// Who hears a supervisor. One who whispers while no agent is there is heard by nobody, and by
    /// the next agent as soon as they come.
    private static Audience audience(SupervisionMode mode, Optional<Participant> agent) {
        return switch (mode) {
            case MONITOR -> new Audience.Only(Set.of());
            case WHISPER ->
                    new Audience.Only(agent.map(CallParty::legOf).map(Set::of).orElseGet(Set::of));
            case BARGE -> new Audience.Everybody();
        };
    }

    /// The agent who brings a leg: the one who talks, or is asked to. A live call while somebody is
    /// rung is the call of an agent who was lost, not to be heard before the next one accepts.
    private static Optional<Participant> agent(Conversation state, boolean live) {
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

    Optional<CallParty> party(Participant who) {
        return parties.stream().filter(p -> p.who().isSameAs(who)).findFirst();
    }

    Optional<CallParty> party(LegId leg) {
        return parties.stream().filter(p -> p.leg().equals(leg)).findFirst();
    }

    boolean isHeld(LegId leg) {
        return party(leg).filter(CallParty::held).isPresent();
    }

    /// Everybody, for one who has no part in it.
    Audience audienceOf(LegId leg) {
        return party(leg).map(CallParty::audience).orElseGet(Audience.Everybody::new);
    }
}
