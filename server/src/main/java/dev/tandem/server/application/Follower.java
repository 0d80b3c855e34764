package dev.tandem.server.application;

import dev.tandem.server.conversation.Conversation;
import dev.tandem.signaling.protocol.CallId;
import dev.tandem.signaling.protocol.ConversationId;
import dev.tandem.signaling.protocol.RejectionCode;
import dev.tandem.signaling.protocol.ServerMessage;
import dev.tandem.signaling.protocol.SiteKey;
import dev.tandem.signaling.timeline.Participant;

import java.util.Optional;

/// One socket of one participant, wherever it is, as a conversation or a desk sees it.
public interface Follower {
    /// Unique among all sockets of all nodes.
    String id();

    Participant who();

    SiteKey site();

    /// The page behind the socket, by its own word: the same for all its sockets, and after its
    /// reload. One that names none is known by its socket.
    default String page() {
        return id();
    }

    /// Whether the page has said who it is; a program that is no page need not.
    default boolean isNamed() {
        return !page().equals(id());
    }

    /// Whose leg the page carries, by its own word when it asked to follow.
    default Optional<CallId> carries() {
        return Optional.empty();
    }

    /// A customer their own conversations, who works at a desk those of the site.
    default boolean maySee(Conversation c) {
        return switch (who().role()) {
            case CUSTOMER -> c.customer().value().equals(who().id()) && c.site().equals(site());
            case AGENT, SUPERVISOR -> c.site().equals(site());
            case ASSISTANT -> false;
        };
    }

    /// Takes the message and returns at once; messages come in the order in which they were told.
    void hear(ServerMessage message);

    /// Asked to follow, the owner said no; what is not there or not theirs stays so, anything else
    /// may be asked again. Returns at once.
    void refused(ConversationId conversation, RejectionCode code, String why);

    /// The conversation has another owner now, or something of it may have been lost on the way:
    /// follow it again from the last version heard. Returns at once.
    void attachAgain(ConversationId conversation);
}
