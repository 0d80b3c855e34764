package dev.tandem.signaling.timeline;

/// Why a supervisor is not in a call any more that goes on.
public enum SupervisionEnd {
    LEFT,
    /// Their connection stayed away for longer than a place is kept.
    LOST,
    /// They serve the customer themselves now, as the agent or as a colleague in the call.
    TOOK_OVER
}
