package dev.tandem.signaling.timeline;

/// Why the assistant brings in a person.
public enum Trigger {
    EXPLICIT_REQUEST,
    EMOTION_URGENCY,
    AI_UNCERTAIN,
    COMPLEX,
    ACCOUNT_SPECIFIC,
    REGULATED_SAFETY,
    BUYING_INTENT,
    NONE
}
