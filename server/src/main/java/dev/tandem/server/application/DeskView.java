package dev.tandem.server.application;

import dev.tandem.server.conversation.Conversation;
import dev.tandem.server.conversation.HandoffComposer;
import dev.tandem.server.conversation.Phase;
import dev.tandem.signaling.protocol.AgentId;
import dev.tandem.signaling.protocol.ConversationId;
import dev.tandem.signaling.protocol.ServerMessage;
import dev.tandem.signaling.protocol.SiteKey;
import dev.tandem.signaling.timeline.Handoff;

import java.time.Instant;
import java.util.Optional;
import java.util.stream.Stream;

/// What the desk of a site needs to know of one of its conversations, as of `version`. The
/// conversation's owner makes it; the desk may live on another node.
///
/// @param onCall voice or video is on
/// @param line as it stands in the inbox
/// @param handoff present while it rings: what the agent is shown
public record DeskView(
        ConversationId id,
        SiteKey site,
        long version,
        Phase phase,
        boolean onCall,
        Instant phaseSince,
        ServerMessage.InboxItem line,
        Optional<Handoff> handoff) {

    public static DeskView of(Conversation c) {
        return new DeskView(
                c.id(),
                c.site(),
                c.version(),
                c.phase(),
                c.media().call().isPresent(),
                c.phaseSince(),
                InboxItems.of(c),
                c.phase().ring().isPresent()
                        ? Optional.of(HandoffComposer.compose(c))
                        : Optional.empty());
    }

    Optional<Phase.Waiting> waiting() {
        return phase.queued();
    }

    /// The desk that rings for it.
    Optional<Phase.Ring> ring() {
        return phase.ring();
    }

    /// The colleague who is asked to take over and whose desk does not ring yet.
    Optional<AgentId> asks() {
        return phase instanceof Phase.WithAgent p
                ? p.transfer().filter(t -> t.ring().isEmpty()).map(Phase.Transfer::to)
                : Optional.empty();
    }

    /// Whether it takes a place of this agent's: served, in its call for a colleague, or rung.
    boolean takes(AgentId agent) {
        return isWith(agent) || ringsAt(agent);
    }

    boolean isWith(AgentId agent) {
        return Stream.of(phase.servedBy(), phase.consulted())
                .flatMap(Optional::stream)
                .anyMatch(agent::equals);
    }

    boolean ringsAt(AgentId agent) {
        return ring().filter(r -> r.agent().equals(agent)).isPresent();
    }

    /// As its agent, or as the colleague in its call.
    boolean talksTo(AgentId agent) {
        return phase instanceof Phase.WithAgent && isWith(agent);
    }

    boolean concernsTheDesk() {
        return phase.queued().isPresent() || phase.servedBy().isPresent();
    }
}
