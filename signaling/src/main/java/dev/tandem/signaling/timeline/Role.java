package dev.tandem.signaling.timeline;

/// Who somebody is in a conversation.
public enum Role {
    CUSTOMER,
    ASSISTANT,
    AGENT
}
