package dev.tandem.server.escalation;

/// What a version of the policy is used for.
public enum PolicyState {
    /// Being written; decides nothing.
    DRAFT,
    /// Decides beside the live one and is compared with it; nobody notices.
    SHADOW,
    /// Decides.
    LIVE,
    /// Has been live. Stored decisions name it, so it stays as it was.
    RETIRED
}
