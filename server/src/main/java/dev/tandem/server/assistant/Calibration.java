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
                                    -5.22, 4.01, 0.19, 3.17, 0.0, 0.0, 0.0, 0.21, 5.13, -0.01,
                                    -1.56, -23.11, -2.42),
                            Basis.OTHER_MEANING,
                            List.of(
                                    -8.99, 6.85, 2.58, 0.0, 0.72, 0.0, 1.13, 0.72, 6.29, 0.0, -1.20,
                                    -8.85, -8.88),
                            Basis.WORDS_ONLY,
                            List.of(
                                    -1.24, 0.0, 0.0, 0.0, 0.66, 0.0, 0.73, 0.39, 3.45, -0.14, -2.71,
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

    /// The same for a site that is searched by words only until its vectors are made: by words 0.83
    /// of what is quoted from 0.55 on was right on the questions of the demo site and the small
    /// ones, and 0.94 of what is quoted from 0.65 on.
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
