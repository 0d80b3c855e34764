package dev.tandem.server.escalation;

import dev.tandem.server.escalation.rules.Matter;
import dev.tandem.signaling.timeline.Signal;

import java.util.Optional;

/// The customer says that the last answer missed: it counts as a failed answer, and what is asked
/// now is the same question again.
final class NotHelped {
    private static final Cues CUES = Cues.of(Matter.ofRules("not-helped"));

    private NotHelped() {}

    static Optional<Signal> in(String plain) {
        return CUES.strongest(plain);
    }
}
