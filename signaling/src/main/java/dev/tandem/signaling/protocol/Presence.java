package dev.tandem.signaling.protocol;

/// Whether an agent takes conversations. Offline is what everyone without a socket is.
public enum Presence {
    AVAILABLE,
    BREAK,
    OFFLINE
}
