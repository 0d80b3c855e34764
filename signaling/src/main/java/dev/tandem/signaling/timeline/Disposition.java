package dev.tandem.signaling.timeline;

/// How a conversation with a person came out, in the agent's judgement.
public enum Disposition {
    SOLVED,
    FOLLOW_UP,
    NOT_SOLVED,
    SPAM,
    /// The wrap-up time ran out.
    NOT_SAID
}
