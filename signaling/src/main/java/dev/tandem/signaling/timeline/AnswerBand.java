package dev.tandem.signaling.timeline;

/// How sure the assistant is; each band looks different to the customer.
public enum AnswerBand {
    /// Quoted, with its source.
    ANSWER,
    /// "Is it this?" with one to three quotes.
    SUGGEST,
    /// The site does not say.
    NONE,
    /// Greeting, thanks, goodbye: nothing was asked.
    TALK
}
