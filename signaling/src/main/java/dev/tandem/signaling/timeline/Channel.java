package dev.tandem.signaling.timeline;

/// How customer and agent talk. Ordered: each one includes those before it.
public enum Channel {
    TEXT,
    VOICE,
    VIDEO;

    public boolean isCall() {
        return this != TEXT;
    }
}
