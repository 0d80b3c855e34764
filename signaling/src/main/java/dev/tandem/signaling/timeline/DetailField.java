package dev.tandem.signaling.timeline;

/// What the short form before a person may ask for. Only what is missing is asked.
public enum DetailField {
    NAME,
    /// Email or phone.
    CONTACT,
    /// The one clarifying question.
    QUESTION
}
