package dev.tandem.media.bridge;

/// How much one loop and one call may carry.
///
/// @param maxCalls per loop
/// @param maxLegs per call
public record BridgeLimits(int maxCalls, int maxLegs) {
    /// Two who talk, and who consults, monitors or joins.
    public static final int DEFAULT_MAX_LEGS = 8;

    public BridgeLimits {
        if (maxCalls < 1 || maxLegs < 2) {
            throw new IllegalArgumentException("a bridge carries at least one call of two legs");
        }
    }
}
