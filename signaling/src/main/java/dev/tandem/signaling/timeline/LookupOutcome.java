package dev.tandem.signaling.timeline;

/// What became of a question to the business's own system.
public enum LookupOutcome {
    TOLD,
    /// It has nothing of this customer's under that.
    NOTHING,
    FAILED,
    TOO_SLOW,
    TOO_LARGE
}
