package dev.tandem.signaling.timeline;

/// How an offer to an agent ended without being accepted.
public enum OfferEnd {
    /// The agent passed it on.
    PASSED,
    /// The agent did not answer in time.
    EXPIRED,
    /// The agent went away while it rang.
    AGENT_GONE,
    /// The customer left the queue or changed the channel.
    WITHDRAWN
}
