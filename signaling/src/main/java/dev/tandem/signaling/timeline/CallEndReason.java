package dev.tandem.signaling.timeline;

/// Why a call ended. The conversation goes on in text in every case.
public enum CallEndReason {
    CUSTOMER_HUNG_UP,
    AGENT_HUNG_UP,
    CONVERSATION_ENDED,
    /// A party stayed away for longer than the time a call is held for it.
    PARTY_LOST,
    /// No bridge could carry it.
    NO_BRIDGE
}
