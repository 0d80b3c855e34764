package dev.tandem.server.application;

import dev.tandem.signaling.protocol.ConversationId;
import dev.tandem.signaling.protocol.RejectionCode;

/// What became of a command.
public sealed interface AskOutcome {
    /// Committed, now or when it was sent the first time.
    record Accepted(ConversationId conversation, long version) implements AskOutcome {}

    record Rejected(RejectionCode code, String message) implements AskOutcome {}
}
