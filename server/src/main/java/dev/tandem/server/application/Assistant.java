package dev.tandem.server.application;

import dev.tandem.server.conversation.Conversation;
import dev.tandem.server.conversation.ConversationCommand;
import dev.tandem.server.conversation.Transcript;
import dev.tandem.server.escalation.Reading;

import java.util.List;

/// Whoever answers first. Blocks; called on a virtual thread with a deadline outside.
public interface Assistant {
    /// The answer to that message, from the business's own pages.
    ConversationCommand.Answer answer(Conversation conversation, Transcript.Turn question);

    /// How much each earlier message asks the same as this one, 0 to 1, in the same order.
    List<Double> similarity(String text, List<String> earlier);

    /// What trained heads read in it; none without them.
    default List<Reading> readings(String text) {
        return List.of();
    }
}
