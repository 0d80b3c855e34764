package dev.tandem.server.escalation;

import dev.tandem.server.escalation.rules.Matter;
import dev.tandem.signaling.timeline.Signal;

import java.util.Optional;

/// What a machine must not decide: danger to life and health, advice of a profession, liability,
/// rights over personal data, fraud. Danger, the law and medicine are known in every language.
final class Risk {
    /// Somebody may be in danger now; nothing outweighs that but the wish for a person itself.
    static final double DANGER = 1;

    private static final Cues CUES = Cues.of(Matter.ofRules("risk"));

    private Risk() {}

    static Optional<Signal> in(String plain) {
        return CUES.strongest(plain);
    }
}
