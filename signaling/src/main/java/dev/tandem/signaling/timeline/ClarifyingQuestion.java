package dev.tandem.signaling.timeline;

/// The one question asked before a person comes; its words are in the message catalogue.
public enum ClarifyingQuestion {
    /// What is it about?
    PROBLEM,
    /// What have you tried already?
    TRIED,
    /// Since when, or by when?
    WHEN
}
