package dev.tandem.server.conversation;

import dev.tandem.signaling.protocol.ClientCommand;
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

/// The first events of a conversation: opened, what was said, and if a person was asked for at
/// once, the way there.
public final class Opening {
    private Opening() {}

    public static List<ConversationEvent> events(
            ConversationId id,
            SiteKey site,
            CustomerId customer,
            Details vouched,
            Optional<String> segment,
            Optional<String> user,
            ClientCommand.Start wish,
            Availability available,
            Rules rules,
            Instant at) {
        List<ConversationEvent> events =
                new ArrayList<>(
                        Conversation.open(
                                site,
                                customer,
                                wish.locale().orElse("en"),
                                wish.page(),
                                vouched,
                                segment,
                                user));
        wish.text().ifPresent(t -> events.add(new ConversationEvent.CustomerSaid(t)));
        if (wish.person().isPresent()) {
            Conversation soFar = Conversation.replay(id, entries(events, at));
            events.addAll(
                    new PersonWanted(soFar, rules, at)
                            .asked(wish.person(), available, soFar.version()));
        }
        return events;
    }

    private static List<TimelineEntry> entries(List<ConversationEvent> events, Instant at) {
        List<TimelineEntry> entries = new ArrayList<>();
        events.forEach(
                e -> entries.add(new TimelineEntry(entries.size() + 1L, at, Optional.empty(), e)));
        return entries;
    }
}
