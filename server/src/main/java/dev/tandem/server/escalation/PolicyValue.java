package dev.tandem.server.escalation;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/// What a business sets in a version of its policy, one number each, with its least and its most.
public enum PolicyValue {
    AGENT_MINUTE(0, 1_000),
    HANDLING_MINUTES(1, 240),
    WAIT_MINUTE(0, 1_000),
    CUSTOMER_VALUE(0, 1_000_000),
    LEAVES(0, 1),
    RISK(0, 1_000_000),
    DEAL_VALUE(0, 10_000_000),
    SALE_LOST(0, 1),
    ANGER_FROM(0.05, 1),
    FAILURES(1, 10),
    REPHRASES(1, 10),
    SAME_QUESTION_FROM(0.3, 1);

    private final double least;
    private final double most;

    PolicyValue(double least, double most) {
        this.least = least;
        this.most = most;
    }

    public double least() {
        return least;
    }

    public double most() {
        return most;
    }

    /// A count, not an amount or a share.
    public boolean isWhole() {
        return this == FAILURES || this == REPHRASES;
    }

    public double in(EscalationSettings settings) {
        return switch (this) {
            case AGENT_MINUTE -> settings.values().agentMinute();
            case HANDLING_MINUTES -> settings.values().handlingMinutes();
            case WAIT_MINUTE -> settings.values().waitMinute();
            case CUSTOMER_VALUE -> settings.values().customerValue();
            case LEAVES -> settings.values().leaves();
            case RISK -> settings.values().risk();
            case DEAL_VALUE -> settings.values().dealValue();
            case SALE_LOST -> settings.values().saleLost();
            case ANGER_FROM -> settings.angerFrom();
            case FAILURES -> settings.failures();
            case REPHRASES -> settings.rephrases();
            case SAME_QUESTION_FROM -> settings.sameQuestionFrom();
        };
    }

    boolean allows(double value) {
        return value >= least && value <= most && (!isWhole() || value == Math.rint(value));
    }

    public static Map<PolicyValue, Double> all(EscalationSettings settings) {
        Map<PolicyValue, Double> all = new EnumMap<>(PolicyValue.class);
        for (PolicyValue value : values()) {
            all.put(value, value.in(settings));
        }
        return all;
    }

    /// Those that are not allowed.
    static List<PolicyValue> wrong(Map<PolicyValue, Double> given) {
        List<PolicyValue> wrong = new ArrayList<>();
        given.forEach((value, number) -> {
            if (!value.allows(number)) {
                wrong.add(value);
            }
        });
        return List.copyOf(wrong);
    }

    /// What is not given is as in the configuration.
    ///
    /// @param customerValues by segment
    public static EscalationSettings settings(
            String version, Map<PolicyValue, Double> given, Map<String, Double> customerValues) {
        ToDoubleFunction<PolicyValue> number =
                value -> given.getOrDefault(value, value.in(EscalationSettings.DEFAULT));
        return new EscalationSettings(
                version,
                number.applyAsDouble(ANGER_FROM),
                (int) number.applyAsDouble(FAILURES),
                (int) number.applyAsDouble(REPHRASES),
                number.applyAsDouble(SAME_QUESTION_FROM),
                new BusinessValues(
                        number.applyAsDouble(AGENT_MINUTE),
                        number.applyAsDouble(HANDLING_MINUTES),
                        number.applyAsDouble(WAIT_MINUTE),
                        number.applyAsDouble(CUSTOMER_VALUE),
                        number.applyAsDouble(LEAVES),
                        number.applyAsDouble(RISK),
                        number.applyAsDouble(DEAL_VALUE),
                        number.applyAsDouble(SALE_LOST),
                        customerValues));
    }
}
