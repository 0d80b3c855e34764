package dev.tandem.server.conversation;

import dev.tandem.signaling.protocol.CallId;
import dev.tandem.signaling.protocol.ConversationId;

/// A call's id is its conversation's, a dash, and the version at which somebody was asked for it,
/// or at which it began if nobody had to be asked: unique without chance, and a bridge's event
/// finds its conversation without a table.
public final class CallIds {
    private CallIds() {}

    static CallId at(ConversationId conversation, long version) {
        return new CallId(conversation.value() + "-" + version);
    }

    public static ConversationId conversationOf(CallId call) {
        int dash = call.value().lastIndexOf('-');
        if (dash < 1) {
            throw new IllegalArgumentException("not a call of a conversation: " + call);
        }
        return new ConversationId(call.value().substring(0, dash));
    }
}
