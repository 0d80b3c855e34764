package dev.tandem.media.pipeline;

/// How long packets wait in a queue on their way to one leg that does not empty any more.
///
/// A network that is only uneven lets one or another packet through as fast as ever; one that is
/// full lets none. So the least delay of a short time is compared with the least that was seen
/// lately (as CoDel does, RFC 8289 section 3.2). The two clocks need not agree: only differences
/// count.
final class StandingQueue {
    /// How long the least delay ever is remembered, at least; at most twice as long. Then the way
    /// may be another one.
    static final long REMEMBERED_NANOS = 15_000_000_000L;

    /// The other clock was set, or its count has begun anew.
    static final long IMPOSSIBLE_NANOS = 20_000_000_000L;

    private static final long UNKNOWN = Long.MAX_VALUE;

    private long leastNow = UNKNOWN;
    private int packets;
    private long least = UNKNOWN;
    private long leastBefore = UNKNOWN;
    private long turnedAt;

    /// @param arrivedAt by the leg's clock
    void packet(long sentAt, long arrivedAt) {
        leastNow = Math.min(leastNow, arrivedAt - sentAt);
        packets++;
    }

    int packets() {
        return packets;
    }

    /// What looks like a queue is the way's own: it has become longer.
    void wayIsLonger() {
        least = UNKNOWN;
        leastBefore = UNKNOWN;
    }

    /// How long the packets since the last look waited at least, and begins anew; 0 at first.
    long take(long now) {
        long base = Math.min(least, leastBefore);
        if (base == UNKNOWN || Math.abs(leastNow - base) > IMPOSSIBLE_NANOS) {
            least = leastNow;
            leastBefore = UNKNOWN;
            turnedAt = now;
        } else if (now - turnedAt >= REMEMBERED_NANOS) {
            leastBefore = least;
            least = leastNow;
            turnedAt = now;
        } else {
            least = Math.min(least, leastNow);
        }
        long standing = leastNow - Math.min(least, leastBefore);
        leastNow = UNKNOWN;
        packets = 0;
        return standing;
    }
}
