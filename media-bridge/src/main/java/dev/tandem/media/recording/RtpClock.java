package dev.tandem.media.recording;

/// Turns RTP timestamps into time: as even as the sender's clock, beginning with the arrival of the
/// first packet. Wraps are followed; where the sender's clock has jumped, it begins again.
final class RtpClock {
    /// Further from the arrival than this is no jitter.
    static final long JUMP_NANOS = 2_000_000_000L;

    private final int rate;
    private boolean begun;
    private int lastTimestamp;
    private long ticks;
    private long base;

    /// @param rate ticks per second
    RtpClock(int rate) {
        this.rate = rate;
    }

    /// When this was sent, on the clock of arrivals.
    long nanos(int timestamp, long arrivedAt) {
        if (begun) {
            ticks += timestamp - lastTimestamp;
        }
        long at = base + ticks * 1_000_000_000L / rate;
        if (!begun || Math.abs(at - arrivedAt) > JUMP_NANOS) {
            begun = true;
            ticks = 0;
            base = arrivedAt;
            at = arrivedAt;
        }
        lastTimestamp = timestamp;
        return at;
    }
}
