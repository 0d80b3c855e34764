package dev.tandem.tests.simulation;

import dev.tandem.signaling.protocol.ConversationId;
import dev.tandem.signaling.protocol.RejectionCode;

/// What an owner says to a command.
sealed interface Answer {
    record Yes(ConversationId conversation, long version) implements Answer {}

    record No(RejectionCode code) implements Answer {}

    Answer UNAVAILABLE = new No(RejectionCode.UNAVAILABLE);

    default boolean isUnavailable() {
        return equals(UNAVAILABLE);
    }
}
