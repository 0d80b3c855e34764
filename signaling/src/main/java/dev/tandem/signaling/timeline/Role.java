package dev.tandem.signaling.timeline;

/// Who somebody is in a conversation.
public enum Role {
    CUSTOMER,
    ASSISTANT,
    AGENT,
    /// An agent who may also listen to the calls of others, whisper to them and join.
    SUPERVISOR;

    /// Whether they work at a desk.
    public boolean isAtDesk() {
        return this == AGENT || this == SUPERVISOR;
    }
}
