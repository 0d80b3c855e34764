package dev.tandem.server.application;

import dev.tandem.server.assistant.AnswerReader;
import dev.tandem.server.conversation.Conversation;
import dev.tandem.server.conversation.ConversationCommand;
import dev.tandem.server.conversation.Transcript;
import dev.tandem.server.escalation.Reading;
import dev.tandem.signaling.timeline.Trigger;

import java.util.List;

/// Whoever answers first. Blocks; called on a virtual thread with a deadline outside.
public interface Assistant {
    /// The answer to that message, from the business's own pages.
    ConversationCommand.Answer answer(Conversation conversation, Transcript.Turn question);

    /// The same, for a customer who reads what is written of it before it is whole.
    default ConversationCommand.Answer answer(
            Conversation conversation, Transcript.Turn question, AnswerReader customer) {
        return answer(conversation, question);
    }

    /// The question, to be answered with yes or no, whether that is the reason why a person should
    /// come.
    ConversationCommand.Answer asksBack(
            Conversation conversation, Transcript.Turn question, Trigger about);

    /// After "no" to that.
    ConversationCommand.Answer goesOn(Conversation conversation, Transcript.Turn no);

    /// How much each earlier message asks the same as this one, 0 to 1, in the same order.
    List<Double> similarity(String text, List<String> earlier);

    /// What trained heads read in it; none without them.
    default List<Reading> readings(String text) {
        return List.of();
    }
}
