package dev.tandem.server.application;

import dev.tandem.server.conversation.Conversation;
import dev.tandem.signaling.protocol.ConversationId;
import dev.tandem.signaling.timeline.TimelineEntry;

import java.util.List;

/// What follows from committed events. Called on the conversation's own thread: hands over and
/// returns at once.
///
/// Effects come from the stored state and may come twice: after a crash the new owner calls this
/// again with no entries, and whatever was promised is found in the state.
public interface Reaction {
    void after(Conversation state, List<TimelineEntry> entries, Doer doer);

    /// Another node owns the conversation now, and reacts there.
    default void released(ConversationId conversation) {}
}
