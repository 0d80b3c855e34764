package dev.tandem.signaling.timeline;

/// How a supervisor is in a call. They hear everybody in each of them.
public enum SupervisionMode {
    /// Heard by nobody.
    MONITOR,
    /// Heard by the agent alone; not by the customer, and not in the recording.
    WHISPER,
    /// Heard by everybody.
    BARGE
}
