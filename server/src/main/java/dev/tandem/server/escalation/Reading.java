package dev.tandem.server.escalation;

import dev.tandem.signaling.timeline.Trigger;

/// What a trained head makes of a message.
///
/// @param likelihood 0 to 1
/// @param words the sentence in which it is likeliest
public record Reading(Trigger trigger, double likelihood, String words) {
    static final Reading NOTHING = new Reading(Trigger.NONE, 0, "");
}
