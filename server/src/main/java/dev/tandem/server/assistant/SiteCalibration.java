package dev.tandem.server.assistant;

import java.util.Comparator;
import java.util.List;

/// What the customers of one site have taught about the assistant's confidence: how far the
/// intercept of the shipped [Calibration] is to be moved there.
///
/// Customers err, and those who were not helped are likelier to say so; how much of it is not known
/// of any one site. The shipped calibration is cautious by about as much as that costs. So the
/// assistant becomes more careful only if verdicts are worse than the shipped probabilities, bolder
/// only if they are better than [#CAUTION] above them, and between the two nothing is learned. The
/// figures were chosen with `SiteCalibrationTrial`.
///
/// @param shift added to the logit of every answer, 0 where nothing was learned
/// @param verdicts it was learned from
public record SiteCalibration(double shift, int verdicts) {
    /// Fewer verdicts change nothing.
    public static final int ENOUGH = 20;

    /// How far the assistant can become more careful: what was given from a probability of 0.55 on
    /// is given from 0.77 on.
    public static final double LOWEST = -1;

    /// And bolder: from 0.48 on. More was wrong too often on the sites we know.
    public static final double HIGHEST = 0.3;

    /// Logits by which verdicts are better than the shipped probabilities where no customer errs
    /// and all are as likely to speak. On four sites we know it was about 1.2.
    private static final double CAUTION = 1.75;

    /// Standard deviation of the shift among sites, as far as we believe in one at all.
    private static final double SPREAD = 0.35;

    /// Newton's steps: the posterior is concave, six or seven are enough.
    private static final int STEPS = 50;

    private static final double MAX_STEP = 1;

    public static final SiteCalibration NONE = new SiteCalibration(0, 0);

    /// An answer that a customer has judged.
    ///
    /// @param logit of the shipped probability that it is right
    public record Judged(double logit, boolean right) {}

    /// How the assistant differs from the shipped one.
    public enum Effect {
        /// There were not [#ENOUGH] verdicts.
        NONE_YET,
        UNCHANGED,
        BOLDER,
        CAREFUL
    }

    public SiteCalibration {
        if (!(shift >= LOWEST && shift <= HIGHEST) || verdicts < 0) {
            throw new IllegalArgumentException(
                    "no calibration: shift " + shift + " from " + verdicts + " verdicts");
        }
    }

    /// The same for the same verdicts in any order.
    public static SiteCalibration of(List<Judged> verdicts) {
        if (verdicts.size() < ENOUGH) {
            return new SiteCalibration(0, verdicts.size());
        }
        // Sums of fractions depend on their order.
        List<Judged> sorted =
                verdicts.stream()
                        .sorted(
                                Comparator.comparingDouble(Judged::logit)
                                        .thenComparing(Judged::right))
                        .toList();
        double careful = Math.min(0, likeliest(sorted, 0));
        double bolder = Math.max(0, likeliest(sorted, CAUTION));
        // At most one of them is not 0. Hundredths are finer than any verdict.
        double shift = Math.round(100 * Math.clamp(careful + bolder, LOWEST, HIGHEST)) / 100.0;
        return new SiteCalibration(shift, verdicts.size());
    }

    /// The maximum a posteriori of the shift, with a normal prior around 0.
    ///
    /// @param caution by which the shipped logits are taken to be too low
    private static double likeliest(List<Judged> verdicts, double caution) {
        double precision = 1 / (SPREAD * SPREAD);
        double shift = 0;
        for (int step = 0; step < STEPS; step++) {
            double slope = -shift * precision;
            double curve = precision;
            for (Judged verdict : verdicts) {
                double p = Calibration.probability(verdict.logit() + caution + shift);
                slope += (verdict.right() ? 1 : 0) - p;
                curve += p * (1 - p);
            }
            shift += Math.clamp(slope / curve, -MAX_STEP, MAX_STEP);
        }
        return shift;
    }

    public Effect effect() {
        if (verdicts < ENOUGH) {
            return Effect.NONE_YET;
        }
        if (shift == 0) {
            return Effect.UNCHANGED;
        }
        return shift > 0 ? Effect.BOLDER : Effect.CAREFUL;
    }

    public Calibration calibration() {
        return Calibration.DEFAULT.shifted(shift);
    }
}
