package dev.tandem.signaling.bridge;

/// What an m-section carries. SDP knows no screen: the second section of pictures is one.
public enum MediaKind {
    AUDIO,
    VIDEO,
    SCREEN;

    /// The word that SDP uses.
    public String sdpName() {
        return switch (this) {
            case AUDIO -> "audio";
            case VIDEO, SCREEN -> "video";
        };
    }

    /// Of frames that need a keyframe to begin with: a camera's, or a screen's.
    public boolean isPicture() {
        return switch (this) {
            case AUDIO -> false;
            case VIDEO, SCREEN -> true;
        };
    }
}
