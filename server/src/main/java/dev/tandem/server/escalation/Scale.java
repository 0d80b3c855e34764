package dev.tandem.server.escalation;

import dev.tandem.signaling.timeline.Channel;
import dev.tandem.signaling.timeline.Contribution;
import dev.tandem.signaling.timeline.Threshold;
import dev.tandem.signaling.timeline.Trigger;
import dev.tandem.signaling.timeline.Weighing;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// What each way is expected to cost.
final class Scale {
    /// From here a mood goes before the matter: first the person, then the order.
    private static final double MOODY = 0.6;

    /// Unless only a head has read the mood, and a rule as sure as this says the matter.
    private static final double SAID = 0.9;

    private static final List<Trigger> MATTERS =
            List.of(
                    Trigger.REGULATED_SAFETY,
                    Trigger.BUYING_INTENT,
                    Trigger.ACCOUNT_SPECIFIC,
                    Trigger.COMPLEX);

    private final BusinessValues values;
    private final double agentCost;
    private final Seen seen;
    private final double uncertain;
    private final double customerLost;

    Scale(
            BusinessValues values,
            Optional<String> segment,
            Duration expectedWait,
            Seen seen,
            double uncertain) {
        this.values = values;
        this.customerLost = values.customerLost(segment);
        this.agentCost = values.agentCost(expectedWait);
        this.seen = seen;
        this.uncertain = uncertain;
    }

    private double strength(Trigger trigger) {
        return trigger == Trigger.AI_UNCERTAIN ? uncertain : seen.strength(trigger);
    }

    private double loss(Trigger trigger) {
        return switch (trigger) {
            case REGULATED_SAFETY -> values.risk();
            case BUYING_INTENT -> values.dealLost();
            case EXPLICIT_REQUEST, EMOTION_URGENCY, AI_UNCERTAIN, COMPLEX, ACCOUNT_SPECIFIC ->
                    customerLost;
            case NONE -> 0;
        };
    }

    /// Expected, if that is left to the assistant.
    private double cost(Trigger trigger) {
        return strength(trigger) * loss(trigger);
    }

    /// Going on alone costs more than a person, `factor` times.
    boolean isWorthIt(Trigger trigger, double factor) {
        return cost(trigger) >= agentCost * factor;
    }

    /// The mood if there is one, else the matter that is surest.
    Optional<Trigger> foremost(Seen all) {
        boolean onlyRead = all.saying(Trigger.EMOTION_URGENCY).isEmpty();
        boolean said =
                MATTERS.stream()
                        .anyMatch(t -> all.saying(t).filter(s -> s.value() >= SAID).isPresent());
        if (all.strength(Trigger.EMOTION_URGENCY) >= MOODY && !(onlyRead && said)) {
            return Optional.of(Trigger.EMOTION_URGENCY);
        }
        return MATTERS.stream()
                .filter(t -> all.strength(t) > 0)
                .max(Comparator.comparingDouble(all::strength));
    }

    Trigger heaviest() {
        return Stream.of(Trigger.values())
                .filter(t -> strength(t) > 0)
                .max(Comparator.comparingDouble(this::cost))
                .orElse(Trigger.NONE);
    }

    /// A customer can be lost once: the costs of several reasons are not added.
    ///
    /// @param threshold that the costs were held against, if they decided
    Weighing weighing(Trigger trigger, Optional<Threshold> threshold) {
        List<Contribution> contributions = new ArrayList<>();
        double unlikely = 1;
        for (Trigger each : Trigger.values()) {
            if (strength(each) > 0) {
                contributions.add(new Contribution(each, strength(each), cost(each)));
                unlikely *= 1 - strength(each);
            }
        }
        return new Weighing(
                contributions,
                1 - unlikely,
                cost(threshold.map(Threshold::trigger).orElseGet(this::heaviest)),
                agentCost,
                channels(trigger),
                threshold);
    }

    /// Best first: who looks into a fault sees it, who is upset hears a voice.
    private static List<Channel> channels(Trigger trigger) {
        return switch (trigger) {
            case COMPLEX -> List.of(Channel.VIDEO, Channel.VOICE, Channel.TEXT);
            case EMOTION_URGENCY, REGULATED_SAFETY, BUYING_INTENT ->
                    List.of(Channel.VOICE, Channel.TEXT, Channel.VIDEO);
            case EXPLICIT_REQUEST, AI_UNCERTAIN, ACCOUNT_SPECIFIC ->
                    List.of(Channel.TEXT, Channel.VOICE, Channel.VIDEO);
            case NONE -> List.of();
        };
    }
}
