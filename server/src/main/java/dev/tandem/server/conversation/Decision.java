package dev.tandem.server.conversation;

import dev.tandem.signaling.protocol.RejectionCode;
import dev.tandem.signaling.timeline.ConversationEvent;

import java.util.List;

/// The answer of a conversation to a command. Deciding changes nothing.
public sealed interface Decision {
    /// These happen. An empty list: it is so already.
    record Accepted(List<ConversationEvent> events) implements Decision {
        public Accepted {
            events = List.copyOf(events);
        }
    }

    /// The command was done before; `version` is the conversation's then.
    record Repeated(long version) implements Decision {}

    record Rejected(RejectionCode code, String message) implements Decision {}

    static Decision accepted(ConversationEvent... events) {
        return new Accepted(List.of(events));
    }

    static Decision rejected(RejectionCode code, String message) {
        return new Rejected(code, message);
    }
}
