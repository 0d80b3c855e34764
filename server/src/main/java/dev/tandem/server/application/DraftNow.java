package dev.tandem.server.application;

import dev.tandem.server.conversation.Conversation;
import dev.tandem.server.conversation.Phase;
import dev.tandem.signaling.protocol.ServerMessage;

import java.util.Optional;

/// What the assistant has written so far in one conversation, at its owner: the one place where a
/// draft meets the events in their order, so that none is shown after the floor has passed. Kept
/// for sockets that come back in the middle; gone with the owner, on purpose.
final class DraftNow {
    private Optional<ServerMessage.AssistantDrafting> newest = Optional.empty();

    /// Whether it may be told. What takes a draft back always may; it says which one.
    boolean takes(ServerMessage.AssistantDrafting draft, Optional<Conversation> state) {
        if (draft.text().isEmpty()) {
            newest = newest.filter(d -> d.inReplyTo() != draft.inReplyTo());
            return true;
        }
        newest = Optional.of(draft).filter(d -> state.filter(c -> stands(d, c)).isPresent());
        return newest.isPresent();
    }

    /// What somebody who begins to follow now should read.
    Optional<ServerMessage.AssistantDrafting> in(Conversation state) {
        return newest.filter(d -> stands(d, state));
    }

    private static boolean stands(ServerMessage.AssistantDrafting draft, Conversation state) {
        return state.phase() instanceof Phase.WithAssistant p
                && p.question().filter(q -> q.version() == draft.inReplyTo()).isPresent();
    }
}
