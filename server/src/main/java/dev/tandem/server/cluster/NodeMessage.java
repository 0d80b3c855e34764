package dev.tandem.server.cluster;

import dev.tandem.server.application.AgentProfile;
import dev.tandem.server.application.AskOutcome;
import dev.tandem.server.application.CustomerIdentity;
import dev.tandem.server.application.DeskView;
import dev.tandem.server.conversation.Availability;
import dev.tandem.server.conversation.ConversationCommand;
import dev.tandem.signaling.bridge.BridgeCommand;
import dev.tandem.signaling.bridge.BridgeEvent;
import dev.tandem.signaling.bridge.BridgeLoad;
import dev.tandem.signaling.bridge.BridgeReply;
import dev.tandem.signaling.protocol.AgentId;
import dev.tandem.signaling.protocol.BridgeId;
import dev.tandem.signaling.protocol.CallId;
import dev.tandem.signaling.protocol.ClientCommand;
import dev.tandem.signaling.protocol.ClientMessage;
import dev.tandem.signaling.protocol.ConversationId;
import dev.tandem.signaling.protocol.Presence;
import dev.tandem.signaling.protocol.RejectionCode;
import dev.tandem.signaling.protocol.ServerMessage;
import dev.tandem.signaling.protocol.SiteKey;
import dev.tandem.signaling.timeline.Participant;
import dev.tandem.signaling.timeline.Role;

import java.util.Optional;

/// What nodes say to each other. Everything may be lost on the way: requests have a deadline and
/// may be sent again, the rest is made good by attaching again.
sealed interface NodeMessage {

    /// Said every second, so that the loss of the last message is noticed, too.
    ///
    /// @param bridge of this node, if it has one
    record Pulse(Optional<Carrying> bridge) implements NodeMessage {}

    /// @param draining takes no new calls
    record Carrying(BridgeId id, BridgeLoad load, boolean draining) {}

    /// Something that you sent has not arrived: say again what concerns me.
    record Missed() implements NodeMessage {}

    // Requests and what answers them

    sealed interface Request extends NodeMessage {
        /// Chosen by the asking node.
        long request();
    }

    sealed interface Reply extends NodeMessage {
        long request();
    }

    record Begin(
            long request,
            ConversationId conversation,
            CustomerIdentity who,
            ClientCommand.Start wish)
            implements Request {}

    record Ask(long request, Participant by, String socket, ClientCommand.InConversation wish)
            implements Request {}

    record Act(long request, ConversationId conversation, ConversationCommand command)
            implements Request {}

    record Perform(long request, BridgeCommand command) implements Request {}

    record Outcome(long request, AskOutcome outcome) implements Reply {}

    record Performed(long request, BridgeReply reply) implements Reply {}

    /// Another node owns that, or nobody here can do it: look again and ask there.
    record NotHere(long request) implements Reply {}

    // A conversation's followers

    record Follow(
            ConversationId conversation,
            long afterVersion,
            String follower,
            Participant who,
            SiteKey site,
            String page,
            Optional<CallId> carries)
            implements NodeMessage {}

    record Unfollow(ConversationId conversation, String follower) implements NodeMessage {}

    record Signal(ConversationId conversation, String follower, ClientMessage.ForSocket message)
            implements NodeMessage {}

    record Tell(ConversationId conversation, Role role, ServerMessage message)
            implements NodeMessage {}

    /// To the node of the socket.
    record Hear(String follower, ServerMessage message) implements NodeMessage {}

    record Refused(String follower, ConversationId conversation, RejectionCode code, String why)
            implements NodeMessage {}

    record AttachAgain(String follower, ConversationId conversation) implements NodeMessage {}

    // A site's desk

    record DeskConnect(AgentProfile agent, String follower) implements NodeMessage {}

    record DeskDisconnect(SiteKey site, AgentId agent, String follower) implements NodeMessage {}

    record DeskPresence(SiteKey site, AgentId agent, Presence presence) implements NodeMessage {}

    record DeskChanged(DeskView conversation) implements NodeMessage {}

    /// From a site's owner to everybody.
    record AvailabilityNow(SiteKey site, Availability availability) implements NodeMessage {}

    // Bridges

    /// To the node that drives the call.
    record BridgeHappened(BridgeEvent event) implements NodeMessage {}
}
