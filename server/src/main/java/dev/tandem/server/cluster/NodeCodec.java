package dev.tandem.server.cluster;

import com.fasterxml.jackson.databind.ObjectMapper;

import dev.tandem.server.application.AskOutcome;
import dev.tandem.server.conversation.ConversationCommand;
import dev.tandem.server.conversation.Phase;
import dev.tandem.signaling.bridge.Audience;
import dev.tandem.signaling.bridge.BridgeCommand;
import dev.tandem.signaling.bridge.BridgeEvent;
import dev.tandem.signaling.bridge.BridgeReply;
import dev.tandem.signaling.protocol.ClientMessage;
import dev.tandem.signaling.protocol.ServerMessage;
import dev.tandem.signaling.protocol.TaggedJson;
import dev.tandem.signaling.timeline.ConversationEvent;

import java.io.IOException;
import java.util.List;

/// What nodes say to each other, as bytes: JSON, so that nodes of two versions understand each
/// other while one replaces the other.
final class NodeCodec {
    private final ObjectMapper json =
            TaggedJson.mapper(
                    List.of(
                            NodeMessage.class,
                            ClientMessage.class,
                            ServerMessage.class,
                            ConversationEvent.class,
                            ConversationCommand.class,
                            AskOutcome.class,
                            Phase.class,
                            Audience.class,
                            BridgeCommand.class,
                            BridgeReply.class,
                            BridgeEvent.class));

    /// @param number counts what `from` sends to that node, from 1
    record Envelope(NodeId from, long number, NodeMessage message) {}

    byte[] encode(Envelope envelope) {
        try {
            return json.writeValueAsBytes(envelope);
        } catch (IOException e) {
            throw new IllegalStateException(
                    "cannot write " + envelope.message().getClass().getSimpleName(), e);
        }
    }

    /// @throws IOException if it is not what a node of this or a near version says
    Envelope decode(byte[] bytes) throws IOException {
        Envelope envelope = json.readValue(bytes, Envelope.class);
        if (envelope == null) {
            throw new IOException("a message is an object");
        }
        return envelope;
    }
}
