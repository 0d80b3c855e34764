package dev.tandem.signaling.timeline;

/// What the escalation policy decided for one customer message.
public enum EscalationOutcome {
    CONTINUE,
    CLARIFY,
    /// Text, voice or video? The customer chooses.
    OFFER,
    /// The same choice, and the assistant does not try to answer first.
    ESCALATE
}
