package dev.tandem.server.escalation;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/// What a business knows about its own money, in its own currency. The limits of the policy follow
/// from it: a person comes when going on without one is expected to cost more.
///
/// @param agentMinute an agent's minute
/// @param handlingMinutes that a conversation takes an agent
/// @param waitMinute what a minute of waiting costs in goodwill
/// @param customerValue what a customer is worth
/// @param leaves share of customers who leave when they are not helped, 0 to 1
/// @param risk expected damage of a wrong word on a regulated matter
/// @param dealValue what a sale is worth that a person makes
/// @param saleLost share of those sales that are lost without a person, 0 to 1
/// @param customerValues what a customer of a segment is worth, where it is not `customerValue`
public record BusinessValues(
        double agentMinute,
        double handlingMinutes,
        double waitMinute,
        double customerValue,
        double leaves,
        double risk,
        double dealValue,
        double saleLost,
        Map<String, Double> customerValues) {
    /// Segments with a value of their own.
    public static final int SEGMENTS_AT_MOST = 20;

    public static final BusinessValues DEFAULT =
            new BusinessValues(1, 6, 0.1, 200, 0.055, 11, 140, 0.08, Map.of());

    public BusinessValues {
        for (double amount :
                new double[] {
                    agentMinute, handlingMinutes, waitMinute, customerValue, risk, dealValue
                }) {
            if (!(amount >= 0) || Double.isInfinite(amount)) {
                throw new IllegalArgumentException("values are amounts of at least 0");
            }
        }
        customerValues = Map.copyOf(customerValues);
        if (customerValues.size() > SEGMENTS_AT_MOST
                || customerValues.values().stream().anyMatch(v -> !(v >= 0) || v.isInfinite())) {
            throw new IllegalArgumentException(
                    "at most " + SEGMENTS_AT_MOST + " segments have values of at least 0");
        }
        for (double share : new double[] {leaves, saleLost}) {
            if (!(share >= 0 && share <= 1)) {
                throw new IllegalArgumentException("shares are from 0 to 1");
            }
        }
    }

    double agentCost(Duration expectedWait) {
        return agentMinute * handlingMinutes + waitMinute * expectedWait.toSeconds() / 60.0;
    }

    /// The wait that made an agent cost so much; none where waiting costs nothing.
    Duration waitIn(double agentCost) {
        double minutes =
                waitMinute == 0 ? 0 : (agentCost - agentMinute * handlingMinutes) / waitMinute;
        return Duration.ofSeconds(Math.max(0, Math.round(minutes * 60)));
    }

    double customerLost(Optional<String> segment) {
        return segment.map(s -> customerValues.getOrDefault(s, customerValue)).orElse(customerValue)
                * leaves;
    }

    double dealLost() {
        return dealValue * saleLost;
    }
}
