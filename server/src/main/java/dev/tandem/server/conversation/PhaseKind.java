package dev.tandem.server.conversation;

/// Where a conversation is, without the details: what lists, indexes and reports ask for.
public enum PhaseKind {
    WITH_ASSISTANT,
    GATHERING,
    WAITING,
    RINGING,
    WITH_AGENT,
    WRAP_UP,
    CLOSED;

    /// Talking is over. It never starts again in the same conversation.
    public boolean isOver() {
        return this == WRAP_UP || this == CLOSED;
    }
}
