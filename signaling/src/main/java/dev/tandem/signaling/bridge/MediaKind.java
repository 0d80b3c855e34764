package dev.tandem.signaling.bridge;

/// What an m-section carries.
public enum MediaKind {
    AUDIO,
    VIDEO;

    /// The word that SDP uses.
    public String sdpName() {
        return switch (this) {
            case AUDIO -> "audio";
            case VIDEO -> "video";
        };
    }
}
