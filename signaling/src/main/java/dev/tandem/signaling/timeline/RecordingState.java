package dev.tandem.signaling.timeline;

/// Whether a call is recorded.
public enum RecordingState {
    OFF,
    ON,
    /// Begun, and not for now: of what is said nothing is written.
    PAUSED
}
