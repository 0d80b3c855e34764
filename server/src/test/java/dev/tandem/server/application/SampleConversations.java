package dev.tandem.server.application;

import dev.tandem.server.application.ConversationStore.Append;
import dev.tandem.server.conversation.ConversationSummary;
import dev.tandem.server.conversation.PhaseKind;
import dev.tandem.signaling.protocol.AgentId;
import dev.tandem.signaling.protocol.CommandId;
import dev.tandem.signaling.protocol.ConversationId;
import dev.tandem.signaling.protocol.CustomerId;
import dev.tandem.signaling.protocol.SiteKey;
import dev.tandem.signaling.timeline.Channel;
import dev.tandem.signaling.timeline.ConversationEvent;
import dev.tandem.signaling.timeline.Disposition;
import dev.tandem.signaling.timeline.TimelineEntry;
import dev.tandem.signaling.timeline.Trigger;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.LongStream;

/// What tests of the store write: conversations that say numbered sentences.
public final class SampleConversations {
    public static final Instant START = Instant.parse("2026-03-01T09:00:00Z");
    public static final SiteKey SITE = new SiteKey("nordlink");

    private SampleConversations() {}

    /// A conversation of a customer of its own.
    public static ConversationSummary summary(String id) {
        return summary(id, SITE, "customer-of-" + id, PhaseKind.WITH_ASSISTANT, START);
    }

    public static ConversationSummary summary(
            String id, SiteKey site, String customer, PhaseKind phase, Instant startedAt) {
        return new ConversationSummary(
                new ConversationId(id),
                site,
                new CustomerId(customer),
                "",
                phase,
                Channel.TEXT,
                1,
                startedAt,
                startedAt,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                "",
                "",
                0,
                0,
                false,
                Optional.empty());
    }

    /// Every field says something.
    public static ConversationSummary fullSummary(String id) {
        return new ConversationSummary(
                new ConversationId(id),
                SITE,
                new CustomerId("customer-of-" + id),
                "Zoë O'Neil",
                PhaseKind.WRAP_UP,
                Channel.VIDEO,
                1,
                START,
                START.plusMillis(1),
                Optional.of(START.plusMillis(2)),
                Optional.of(START.plusMillis(3)),
                Optional.of(new AgentId("ada")),
                Optional.of("Ada"),
                Optional.of("support"),
                Optional.of(START.plusMillis(4)),
                Optional.of(START.plusMillis(5)),
                Optional.of(START.plusMillis(6)),
                Optional.of(START.plusNanos(7_000)),
                Optional.of(Trigger.EMOTION_URGENCY),
                Optional.of(Disposition.FOLLOW_UP),
                Optional.of("Router"),
                Optional.of(5),
                "It blinks red 🔴",
                "No internet since Monday",
                1,
                73,
                true,
                Optional.of(START.plusMillis(8)));
    }

    public static ConversationSummary at(
            ConversationSummary s, long version, PhaseKind phase, Optional<Instant> deadline) {
        return with(s, version, phase, deadline, s.messageAt());
    }

    public static ConversationSummary withMessage(
            ConversationSummary s, Optional<Instant> messageAt) {
        return with(s, s.version(), s.phase(), s.nextDeadline(), messageAt);
    }

    private static ConversationSummary with(
            ConversationSummary s,
            long version,
            PhaseKind phase,
            Optional<Instant> deadline,
            Optional<Instant> messageAt) {
        return new ConversationSummary(
                s.id(),
                s.site(),
                s.customer(),
                s.customerName(),
                phase,
                s.channel(),
                version,
                s.startedAt(),
                s.lastAt(),
                s.phaseSince(),
                deadline,
                s.agent(),
                s.agentName(),
                s.queue(),
                s.queuedAt(),
                s.joinedAt(),
                s.endedAt(),
                s.closedAt(),
                s.trigger(),
                s.disposition(),
                s.topic(),
                s.rating(),
                s.preview(),
                s.problem(),
                s.unansweredVersion(),
                s.callSeconds(),
                s.onCall(),
                messageAt);
    }

    /// The events `after + 1` to `after + count`, and the summary in the given state after them.
    public static Append append(ConversationSummary summary, long after, int count) {
        ConversationSummary next =
                at(summary, after + count, summary.phase(), summary.nextDeadline());
        return new Append(summary.id(), after, entries(after, count), next);
    }

    public static List<TimelineEntry> entries(long after, int count) {
        return LongStream.rangeClosed(after + 1, after + count)
                .mapToObj(version -> said(version, "sentence " + version))
                .toList();
    }

    public static TimelineEntry said(long version, String text) {
        return new TimelineEntry(
                version,
                START.plusMillis(version),
                Optional.of(new CommandId("command-" + version)),
                new ConversationEvent.CustomerSaid(text));
    }
}
