package dev.tandem.signaling.protocol;

/// What a browser makes of its connection in a call, in the words that people are shown.
public enum QualityGrade {
    GOOD,
    FAIR,
    POOR
}
