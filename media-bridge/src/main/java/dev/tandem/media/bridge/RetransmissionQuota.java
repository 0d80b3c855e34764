package dev.tandem.media.bridge;

/// How much a leg may ask for again: else one broken receiver makes the bridge send without end.
final class RetransmissionQuota {
    /// Twice what 2 Mbit/s of video have in packets.
    static final int PER_SECOND = 500;

    private static final long SECOND_NANOS = 1_000_000_000;

    private long windowStart;
    private int used;

    boolean take(long now) {
        if (now - windowStart >= SECOND_NANOS) {
            windowStart = now;
            used = 0;
        }
        if (used == PER_SECOND) {
            return false;
        }
        used++;
        return true;
    }
}
