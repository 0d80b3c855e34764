package dev.tandem.signaling.bridge;

import dev.tandem.signaling.protocol.LegId;

import java.util.Optional;

/// How well a leg has heard the others over some time, by its browser's own reports.
///
/// @param lossShare 0 to 1, from the speaker's browser to this one
/// @param jitterMillis as in receiver reports (RFC 3550 section 6.4.1)
/// @param roundTripMillis between bridge and browser; -1: not known
/// @param othersRoundTripMillis the longest of those who speak to it; -1: not known
/// @param reports of its browser of which this is the mean: what it weighs beside another time.
///   Absent: from an older bridge, and weighs as one
public record LegSound(
        LegId leg,
        double lossShare,
        double jitterMillis,
        double roundTripMillis,
        double othersRoundTripMillis,
        Optional<Integer> reports) {

    public int weight() {
        return reports.orElse(1);
    }

    /// Of both times together: the mean of the reports of both, as if one had counted them. Of
    /// round trips only what is known counts.
    public LegSound and(LegSound more) {
        int mine = weight();
        int others = more.weight();
        return new LegSound(
                leg,
                mean(lossShare, mine, more.lossShare, others),
                mean(jitterMillis, mine, more.jitterMillis, others),
                known(roundTripMillis, mine, more.roundTripMillis, others),
                known(othersRoundTripMillis, mine, more.othersRoundTripMillis, others),
                Optional.of(mine + others));
    }

    private static double known(double a, int weightOfA, double b, int weightOfB) {
        if (a < 0) {
            return b;
        }
        return b < 0 ? a : mean(a, weightOfA, b, weightOfB);
    }

    private static double mean(double a, int weightOfA, double b, int weightOfB) {
        return (a * weightOfA + b * weightOfB) / (weightOfA + weightOfB);
    }
}
