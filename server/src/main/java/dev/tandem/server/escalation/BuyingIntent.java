package dev.tandem.server.escalation;

import dev.tandem.server.escalation.rules.Matter;
import dev.tandem.signaling.timeline.Signal;

import java.util.Optional;

/// A sale that a person should make: an amount, a price to agree on, a purchasing department, a
/// special wish, a date, a competitor. What a plan costs and contains is no such thing.
final class BuyingIntent {
    private static final Cues CUES = Cues.of(Matter.ofRules("buying-intent"));

    private BuyingIntent() {}

    static Optional<Signal> in(String plain) {
        return CUES.strongest(plain);
    }
}
