package dev.tandem.media.pipeline;

import org.jspecify.annotations.Nullable;

/// How well one leg hears, by its own receiver reports (RFC 3550 section 6.4) about the sound that
/// the bridge sends to it: a mean over some seconds, so that one report is not a judgement.
public final class Hearing {
    public static final long MEASURE_NANOS = 5_000_000_000L;

    /// A longer round trip than this is a report that answers another clock, not a path.
    static final long LONGEST_ROUND_TRIP_NANOS = 10_000_000_000L;

    private static final double WHOLE = 256;
    private static final long MILLI_NANOS = 1_000_000;

    private long since = Long.MIN_VALUE;
    private int reports;
    private double lost;
    private double jitterMillis;
    private int roundTrips;
    private double roundTripMillis;
    private double latestRoundTripMillis = -1;

    /// @param lossShare of the packets sent, those that were lost before the bridge included, 0 to
    ///   1
    /// @param roundTripMillis between the bridge and this leg; -1 when no report told it
    public record Heard(double lossShare, double jitterMillis, double roundTripMillis) {}

    /// Takes note of a report block.
    ///
    /// @param fractionLost in 1/256
    /// @param jitter in ticks of the clock rate
    /// @param roundTripNanos -1 when the report does not tell
    public void reported(
            int fractionLost, long jitter, int clockRate, long roundTripNanos, long now) {
        if (since == Long.MIN_VALUE) {
            since = now;
        }
        reports++;
        lost += fractionLost / WHOLE;
        jitterMillis += jitter * 1_000.0 / clockRate;
        if (roundTripNanos >= 0 && roundTripNanos <= LONGEST_ROUND_TRIP_NANOS) {
            roundTrips++;
            latestRoundTripMillis = (double) roundTripNanos / MILLI_NANOS;
            roundTripMillis += latestRoundTripMillis;
        }
    }

    /// -1 until a report has told it.
    public double latestRoundTripMillis() {
        return latestRoundTripMillis;
    }

    /// The mean since the last one, when it is time for it; else null.
    public @Nullable Heard takeDue(long now) {
        if (reports == 0 || now - since < MEASURE_NANOS) {
            return null;
        }
        Heard mean =
                new Heard(
                        lost / reports,
                        jitterMillis / reports,
                        roundTrips == 0 ? -1 : roundTripMillis / roundTrips);
        since = now;
        reports = 0;
        lost = 0;
        jitterMillis = 0;
        roundTrips = 0;
        roundTripMillis = 0;
        return mean;
    }
}
