package dev.tandem.server.escalation;

import dev.tandem.server.conversation.Conversation;
import dev.tandem.signaling.protocol.ConversationId;
import dev.tandem.signaling.protocol.CustomerId;
import dev.tandem.signaling.protocol.SiteKey;
import dev.tandem.signaling.timeline.ConversationEvent;
import dev.tandem.signaling.timeline.Details;
import dev.tandem.signaling.timeline.TimelineEntry;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// A conversation in which one thing was said.
final class Opened {
    private Opened() {}

    static Conversation conversation(String text) {
        return conversation(text, Optional.empty());
    }

    static Conversation conversation(String text, Optional<String> segment) {
        List<ConversationEvent> events =
                new ArrayList<>(
                        Conversation.open(
                                new SiteKey("harbor"),
                                new CustomerId("zoe"),
                                "en",
                                Optional.empty(),
                                Details.NOTHING,
                                segment,
                                Optional.empty()));
        events.add(new ConversationEvent.CustomerSaid(text));
        List<TimelineEntry> log = new ArrayList<>();
        for (ConversationEvent event : events) {
            log.add(
                    new TimelineEntry(
                            log.size() + 1,
                            Instant.parse("2026-03-01T09:00:00Z"),
                            Optional.empty(),
                            event));
        }
        return Conversation.replay(new ConversationId("c1"), log);
    }
}
