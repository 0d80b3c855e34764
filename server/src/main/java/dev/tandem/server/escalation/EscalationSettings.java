package dev.tandem.server.escalation;

/// What a business may tune. The explicit request is not here: nothing can switch it off.
///
/// @param version named in every decision
/// @param angerFrom score from which anger brings a person, 0 to 1
/// @param failures answers in a row that did not help
/// @param rephrases times that the same question was asked again
/// @param sameQuestionFrom similarity from which two messages are one question
public record EscalationSettings(
        String version, double angerFrom, int failures, int rephrases, double sameQuestionFrom) {
    public static final EscalationSettings DEFAULT =
            new EscalationSettings("default-1", 0.6, 2, 2, 0.72);
}
