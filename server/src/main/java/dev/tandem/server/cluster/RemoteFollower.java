package dev.tandem.server.cluster;

import dev.tandem.server.application.Follower;
import dev.tandem.signaling.protocol.CallId;
import dev.tandem.signaling.protocol.ConversationId;
import dev.tandem.signaling.protocol.RejectionCode;
import dev.tandem.signaling.protocol.ServerMessage;
import dev.tandem.signaling.protocol.SiteKey;
import dev.tandem.signaling.timeline.Participant;

import java.util.Optional;

/// A socket of another node, as the owner of what it follows sees it.
record RemoteFollower(
        String id,
        Participant who,
        SiteKey site,
        String page,
        Optional<CallId> carries,
        NodeId node,
        NodeBus bus)
        implements Follower {
    @Override
    public void hear(ServerMessage message) {
        bus.send(node, new NodeMessage.Hear(id, message));
    }

    @Override
    public void refused(ConversationId conversation, RejectionCode code, String why) {
        bus.send(node, new NodeMessage.Refused(id, conversation, code, why));
    }

    @Override
    public void attachAgain(ConversationId conversation) {
        bus.send(node, new NodeMessage.AttachAgain(id, conversation));
    }
}
