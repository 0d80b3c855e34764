package dev.tandem.signaling.timeline;

import java.util.Optional;

/// What the costs of one reason were held against: a person's, `factor` times.
///
/// @param trigger the reason; the others do not add to it
/// @param because why it is more or less than a person's cost, or not enough to reach it
public record Threshold(Trigger trigger, double factor, Optional<Because> because) {
    public enum Because {
        /// A person was offered for the same reason, and not taken.
        OFFERED_BEFORE,
        /// The customer was just asked whether that is the reason, and says it again.
        ASKED_BEFORE,
        /// A wish for a person that is not sure enough is asked about, whatever it costs.
        WISH_UNSURE
    }
}
