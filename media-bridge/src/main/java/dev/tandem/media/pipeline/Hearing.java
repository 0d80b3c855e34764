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

    private final Sum recent = new Sum();
    private final Sum whole = new Sum();
    private long since = Long.MIN_VALUE;
    private double latestRoundTripMillis = -1;
    private int latestFraction;
    private long latestAt;

    private static final class Sum {
        private int reports;
        private double lost;
        private double jitterMillis;
        private int roundTrips;
        private double roundTripMillis;

        void add(double lossShare, double jitter, double roundTrip) {
            reports++;
            lost += lossShare;
            jitterMillis += jitter;
            if (roundTrip >= 0) {
                roundTrips++;
                roundTripMillis += roundTrip;
            }
        }

        @Nullable Heard mean() {
            if (reports == 0) {
                return null;
            }
            return new Heard(
                    lost / reports,
                    jitterMillis / reports,
                    roundTrips == 0 ? -1 : roundTripMillis / roundTrips,
                    reports);
        }

        void clear() {
            reports = 0;
            lost = 0;
            jitterMillis = 0;
            roundTrips = 0;
            roundTripMillis = 0;
        }
    }

    /// @param lossShare of the packets sent, those that were lost before the bridge included, 0 to
    ///   1
    /// @param roundTripMillis between the bridge and this leg; -1 when no report told it
    /// @param reports of which this is the mean
    public record Heard(
            double lossShare, double jitterMillis, double roundTripMillis, int reports) {}

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
        latestFraction = fractionLost;
        latestAt = now;
        double roundTrip = -1;
        if (roundTripNanos >= 0 && roundTripNanos <= LONGEST_ROUND_TRIP_NANOS) {
            roundTrip = (double) roundTripNanos / MILLI_NANOS;
            latestRoundTripMillis = roundTrip;
        }
        double lossShare = fractionLost / WHOLE;
        double jitterMillis = jitter * 1_000.0 / clockRate;
        recent.add(lossShare, jitterMillis, roundTrip);
        whole.add(lossShare, jitterMillis, roundTrip);
    }

    /// Somebody else is heard from now on.
    void begins() {
        latestFraction = 0;
    }

    /// What the leg last said it has lost, in 1/256; 0 when it has said nothing for long.
    public int latestFraction(long now) {
        return now - latestAt < ReceivedStream.HEARD_NANOS ? latestFraction : 0;
    }

    /// -1 until a report has told it.
    public double latestRoundTripMillis() {
        return latestRoundTripMillis;
    }

    /// -1 until a report has told it.
    public long latestRoundTripNanos() {
        return latestRoundTripMillis < 0 ? -1 : (long) (latestRoundTripMillis * MILLI_NANOS);
    }

    /// The mean since the last one, when it is time for it; else null.
    public @Nullable Heard takeDue(long now) {
        if (since == Long.MIN_VALUE || now - since < MEASURE_NANOS) {
            return null;
        }
        Heard mean = recent.mean();
        since = now;
        recent.clear();
        return mean;
    }

    /// The mean of all there was; null if there was nothing.
    public @Nullable Heard whole() {
        return whole.mean();
    }
}
