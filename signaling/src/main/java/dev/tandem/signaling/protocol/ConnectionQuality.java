package dev.tandem.signaling.protocol;

import java.util.Optional;

/// How a call has reached one browser in the last seconds, by its own counters.
///
/// @param lossPercent of the packets that it should have got, 0 to 100
/// @param jitterMillis of the sound
/// @param sentLossPercent of the packets that it has sent, those the bridge has not got: what of
///   the others' losses is this browser's
/// @param sentJitterMillis of its sound, at the bridge
/// @param roundTripMillis to the bridge; empty: not known yet
/// @param receivedKbps sound and pictures, in 1,000 bits a second
/// @param freezes how often the picture stood still since the report before
/// @param frozenMillis for how long together
public record ConnectionQuality(
        QualityGrade grade,
        double lossPercent,
        int jitterMillis,
        double sentLossPercent,
        int sentJitterMillis,
        Optional<Integer> roundTripMillis,
        int receivedKbps,
        int sentKbps,
        int freezes,
        int frozenMillis) {
    /// Milliseconds that a delay is told up to; a browser that sees more says this.
    public static final int LONGEST_MILLIS = 60_000;

    /// A gigabit a second: no browser's call is near it.
    public static final int MOST_KBPS = 1_000_000;

    /// Between two reports; a picture cannot stand still more often than frames come.
    public static final int MOST_FREEZES = 1_000;

    public ConnectionQuality {
        Limits.requireBetween("lossPercent", lossPercent, 0, 100);
        Limits.requireBetween("jitterMillis", jitterMillis, 0, LONGEST_MILLIS);
        Limits.requireBetween("sentLossPercent", sentLossPercent, 0, 100);
        Limits.requireBetween("sentJitterMillis", sentJitterMillis, 0, LONGEST_MILLIS);
        roundTripMillis.ifPresent(
                r -> Limits.requireBetween("roundTripMillis", r, 0, LONGEST_MILLIS));
        Limits.requireBetween("receivedKbps", receivedKbps, 0, MOST_KBPS);
        Limits.requireBetween("sentKbps", sentKbps, 0, MOST_KBPS);
        Limits.requireBetween("freezes", freezes, 0, MOST_FREEZES);
        Limits.requireBetween("frozenMillis", frozenMillis, 0, LONGEST_MILLIS);
    }
}
