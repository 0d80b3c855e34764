package dev.tandem.server.assistant;

import java.util.List;

/// From what was found to the probability that it answers the question. Logistic regression; the
/// weights were fitted by `CalibrationFit` on questions written for the demo site and a public help
/// center, which no test asks.
///
/// @param answerFrom quoted as the answer from here on
/// @param suggestFrom shown with "Is it this?" from here on
public record Calibration(
        List<Double> semantic, List<Double> lexical, double answerFrom, double suggestFrom) {
    public static final Calibration DEFAULT =
            new Calibration(
                    List.of(-6.0, 3.0, 3.0, 2.0, 1.0, 0.5, 0.7, 0.3),
                    List.of(-4.0, 0.0, 0.0, 3.5, 1.0, 0.8, 0.7, 0.3),
                    0.6,
                    0.3);

    double probability(Evidence evidence) {
        List<Double> weights = evidence.semantic() ? semantic : lexical;
        double[] features = evidence.features();
        double sum = 0;
        for (int i = 0; i < features.length; i++) {
            sum += weights.get(i) * features[i];
        }
        return 1 / (1 + Math.exp(-sum));
    }
}
