package dev.tandem.signaling.timeline;

import dev.tandem.signaling.protocol.CommandId;

import java.time.Instant;
import java.util.Optional;

/// One event at its place on the timeline.
///
/// @param version 1 for the first event of the conversation, then one more each
/// @param at when the owner decided it
/// @param cause the client's command it came from; a client finds its own message by it
public record TimelineEntry(
        long version, Instant at, Optional<CommandId> cause, ConversationEvent event) {
    public TimelineEntry {
        if (version < 1) {
            throw new IllegalArgumentException("version starts at 1");
        }
    }
}
