package dev.tandem.media.pipeline;

/// How much later than their turn the pictures of one source come that had to be asked for again,
/// so that whoever shows them can wait as long and does not stand still.
///
/// A browser adds the round trip to whom it asks to its own waiting as soon as it misses packets.
/// Behind a bridge it asks the bridge, which is near, and cannot know how far the sender is.
final class RepairDelay {
    /// Fewer lost packets are not worth that everything is seen later; browsers count so, too.
    static final int FEW = 3;

    /// Since the last one: then the network is good again.
    static final long FORGOTTEN_NANOS = 30_000_000_000L;

    /// Nobody talks well with more; what comes later stands still for as much as it is later.
    static final long LONGEST_NANOS = 400_000_000;

    /// Mean and deviation as a sender's timeout has them (RFC 6298 section 2), with less of the
    /// deviation: the few that come a second round trip later may stand still.
    private static final double NEWEST_IN_MEAN = 0.125;

    private static final double NEWEST_IN_DEVIATION = 0.25;
    private static final double DEVIATIONS = 2;

    /// It falls by a hundredth of the time that passes: each change of how long is waited is a
    /// small stop or leap in what is seen.
    private static final double LEAKS_IN = 100;

    private static final long MILLI_NANOS = 1_000_000;
    private static final int GRAIN_MILLIS = 10;

    private int repaired;
    private double mean;
    private double deviation;
    private double held;
    private long lastAt;

    /// @param lateNanos behind the packets that were not lost
    void repaired(long lateNanos, long now) {
        double late = Math.clamp(lateNanos, 0, LONGEST_NANOS);
        if (repaired > 0 && now - lastAt >= FORGOTTEN_NANOS) {
            repaired = 0;
        }
        if (repaired == 0) {
            mean = late;
            deviation = 0;
        } else {
            deviation += NEWEST_IN_DEVIATION * (Math.abs(late - mean) - deviation);
            mean += NEWEST_IN_MEAN * (late - mean);
        }
        double leaked = held - (now - lastAt) / LEAKS_IN;
        double wanted = Math.min(mean + DEVIATIONS * deviation, LONGEST_NANOS);
        held = repaired == 0 ? wanted : Math.max(wanted, leaked);
        repaired = Math.min(repaired + 1, FEW);
        lastAt = now;
    }

    /// In milliseconds, in steps of ten; 0: nobody has to wait.
    int millis(long now) {
        if (repaired < FEW || now - lastAt >= FORGOTTEN_NANOS) {
            return 0;
        }
        return (int) Math.ceil(held / (GRAIN_MILLIS * MILLI_NANOS)) * GRAIN_MILLIS;
    }
}
