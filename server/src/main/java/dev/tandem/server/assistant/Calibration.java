package dev.tandem.server.assistant;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// From what was found to the probability that it answers the question. Logistic regression; the
/// weights were fitted by `CalibrationFit` on questions written for six sites, which no test asks.
///
/// @param weights in the order of [Evidence#features], per kind of search
/// @param answerFrom quoted as the answer from here on
/// @param suggestFrom shown with "Is it this?" from here on
public record Calibration(Map<Basis, List<Double>> weights, double answerFrom, double suggestFrom) {

    /// What was searched by; cosines of another language or none at all mean something else.
    public enum Basis {
        ENGLISH_MEANING,
        OTHER_MEANING,
        WORDS_ONLY
    }

    private static final double ANSWER_FOR_NOW_FROM = 0.65;

    public static final Calibration DEFAULT =
            new Calibration(
                    Map.of(
                            Basis.ENGLISH_MEANING,
                            List.of(
                                    -5.14, 3.98, 0.11, 3.44, 0.0, 0.0, 0.0, 0.17, 4.83, -0.04,
                                    -1.48, -22.46, -2.77),
                            Basis.OTHER_MEANING,
                            List.of(
                                    -8.99, 7.32, 2.23, 0.0, 0.70, 0.0, 1.14, 0.71, 6.05, 0.0, -1.15,
                                    -24.06, -4.43),
                            Basis.WORDS_ONLY,
                            List.of(
                                    -1.09, 0.0, 0.0, 0.0, 0.70, 0.0, 0.65, 0.37, 3.28, -0.17, -2.67,
                                    0.0, 0.0)),
                    0.55,
                    0.3);

    public Calibration {
        weights = Map.copyOf(weights);
        for (Basis basis : Basis.values()) {
            if (weights.getOrDefault(basis, List.of()).size() != Evidence.FEATURES) {
                throw new IllegalArgumentException("every feature needs its weight");
            }
        }
    }

    /// The same with another intercept. Of 0, this one.
    Calibration shifted(double shift) {
        if (shift == 0) {
            return this;
        }
        Map<Basis, List<Double>> moved = new HashMap<>();
        weights.forEach((basis, own) -> {
            List<Double> others = new ArrayList<>(own);
            others.set(Evidence.INTERCEPT, own.get(Evidence.INTERCEPT) + shift);
            moved.put(basis, List.copyOf(others));
        });
        return new Calibration(moved, answerFrom, suggestFrom);
    }

    /// The same for a site that is searched by words only until its vectors are made: what words
    /// alone are this sure of is right about as often as what is quoted by meaning.
    Calibration forNow() {
        return new Calibration(weights, Math.max(answerFrom, ANSWER_FOR_NOW_FROM), suggestFrom);
    }

    double probability(Evidence evidence) {
        return probability(logit(evidence));
    }

    static double probability(double logit) {
        return 1 / (1 + Math.exp(-logit));
    }

    /// Logarithm of the odds that it answers.
    double logit(Evidence evidence) {
        List<Double> own = weights.getOrDefault(evidence.basis(), List.of());
        double[] features = evidence.features();
        double sum = 0;
        for (int i = 0; i < features.length; i++) {
            sum += own.get(i) * features[i];
        }
        return sum;
    }
}
