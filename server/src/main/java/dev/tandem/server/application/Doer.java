package dev.tandem.server.application;

import dev.tandem.server.conversation.ConversationCommand;
import dev.tandem.signaling.protocol.ConversationId;
import dev.tandem.signaling.protocol.ServerMessage;
import dev.tandem.signaling.timeline.Role;

import java.util.concurrent.CompletionStage;

/// How reactions act on a conversation: by commands to its owner, like everybody else.
public interface Doer {
    CompletionStage<AskOutcome> act(ConversationId conversation, ConversationCommand command);

    /// Something about now, for those of that role who follow; nobody following, nobody told.
    void tell(ConversationId conversation, Role role, ServerMessage message);
}
