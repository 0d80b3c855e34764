package dev.tandem.server.escalation;

import dev.tandem.server.escalation.rules.Matter;
import dev.tandem.signaling.timeline.Signal;

import java.util.Optional;

/// Fear and haste: the customer is worried, or the time is short. Anger is in [Anger].
final class Distress {
    private static final Cues CUES = Cues.of(Matter.ofRules("distress"));

    private Distress() {}

    static Optional<Signal> in(String plain) {
        return CUES.strongest(plain);
    }
}
