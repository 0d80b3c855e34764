package dev.tandem.server.escalation;

/// What a business may tune. The explicit request is not here: nothing can switch it off.
///
/// @param version named in every decision
/// @param angerFrom score from which anger brings a person, 0 to 1
/// @param failures answers in a row that did not help
/// @param rephrases times that the same question was asked again
/// @param sameQuestionFrom similarity from which two messages are one question
/// @param values from which the limit of everything else follows
public record EscalationSettings(
        String version,
        double angerFrom,
        int failures,
        int rephrases,
        double sameQuestionFrom,
        BusinessValues values) {
    public static final EscalationSettings DEFAULT =
            new EscalationSettings("default-2", 0.6, 2, 2, 0.72);

    public EscalationSettings {
        requireShare("angerFrom", angerFrom);
        requireShare("sameQuestionFrom", sameQuestionFrom);
        if (failures < 1 || rephrases < 1) {
            throw new IllegalArgumentException("failures and rephrases are at least 1");
        }
    }

    public EscalationSettings(
            String version,
            double angerFrom,
            int failures,
            int rephrases,
            double sameQuestionFrom) {
        this(version, angerFrom, failures, rephrases, sameQuestionFrom, BusinessValues.DEFAULT);
    }

    private static void requireShare(String what, double value) {
        if (!(value > 0 && value <= 1)) {
            throw new IllegalArgumentException(what + " must be over 0 and at most 1");
        }
    }
}
