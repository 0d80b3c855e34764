package dev.tandem.signaling.timeline;

/// How a colleague who was asked into a call came to leave it.
public enum ConsultEnd {
    /// The agent who has asked them goes on alone.
    DROPPED,
    /// By their own wish.
    LEFT,
    /// Their connection did not come back.
    LOST
}
