package dev.tandem.signaling.timeline;

/// Why talking stopped.
public enum EndReason {
    CUSTOMER_ENDED,
    AGENT_ENDED,
    /// Nobody said anything for the site's idle time.
    IDLE,
    /// The customer left a message, no person came since, and nobody said anything for the idle
    /// time.
    MESSAGE_LEFT
}
