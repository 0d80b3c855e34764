package dev.tandem.server.conversation;

/// Which calls of a site are recorded.
public enum RecordingPolicy {
    /// None.
    OFF,
    /// Those that the agent chooses to.
    AGENT,
    /// All of them, from their first word; the agent may pause.
    ALWAYS
}
