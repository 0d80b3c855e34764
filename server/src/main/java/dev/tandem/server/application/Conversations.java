package dev.tandem.server.application;

import dev.tandem.signaling.protocol.ClientCommand;
import dev.tandem.signaling.protocol.ClientMessage;
import dev.tandem.signaling.protocol.ConversationId;
import dev.tandem.signaling.timeline.Participant;

import java.util.concurrent.CompletionStage;

/// The conversations, as the gateway sees them: in this process or on the node that owns them. No
/// method blocks; stages complete on any thread and never exceptionally for what a client did.
public interface Conversations {
    /// Opens a conversation, or goes on with the customer's open one.
    CompletionStage<AskOutcome> start(CustomerIdentity who, ClientCommand.Start wish);

    /// @param socket the id of the follower that it came by; a call begins where somebody acted
    CompletionStage<AskOutcome> ask(
            Participant by, String socket, ClientCommand.InConversation wish);

    /// Tells everything after that version, then `caught_up`, then what is new, until [#unfollow].
    /// Following again with another version starts over from there.
    void follow(ConversationId conversation, long afterVersion, Follower follower);

    void unfollow(ConversationId conversation, String followerId);

    /// Typing, SDP offers, muting: for those who are here now.
    void signal(ConversationId conversation, String followerId, ClientMessage.ForSocket message);
}
