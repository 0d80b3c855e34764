package dev.tandem.server.store;

import dev.tandem.server.application.ConversationStore;
import dev.tandem.server.conversation.ConversationSummary;
import dev.tandem.signaling.protocol.CommandId;
import dev.tandem.signaling.protocol.ConversationId;
import dev.tandem.signaling.protocol.CustomerId;
import dev.tandem.signaling.protocol.MessageCodec;
import dev.tandem.signaling.protocol.SiteKey;
import dev.tandem.signaling.timeline.ConversationEvent;
import dev.tandem.signaling.timeline.TimelineEntry;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

import javax.sql.DataSource;

/// The event log in PostgreSQL: written by the group-commit writer, read over the pool.
public final class PostgresConversationStore implements ConversationStore {
    private final Query query;
    private final GroupCommitWriter writer;
    private final MessageCodec codec;

    public PostgresConversationStore(
            DataSource pool, GroupCommitWriter writer, MessageCodec codec) {
        this.query = new Query(pool);
        this.writer = writer;
        this.codec = codec;
    }

    @Override
    public AppendResult append(Append append) {
        List<String> bodies =
                append.entries().stream().map(entry -> codec.encode(entry.event())).toList();
        return writer.append(new AppendStatement.Encoded(append, bodies));
    }

    @Override
    public List<TimelineEntry> read(ConversationId id, long afterVersion, int max) {
        return query.list(
                this::entry,
                """
                SELECT version, at, cause, body FROM conversation_event
                WHERE conversation = ? AND version > ? ORDER BY version LIMIT ?
                """,
                id.value(),
                afterVersion,
                max);
    }

    /// The types stand in the text, as they do in the index that finds them.
    @Override
    public List<ConversationEvent> recordings(ConversationId id) {
        return query.list(
                row -> codec.decodeEvent(row.getString("body")),
                """
                SELECT body FROM conversation_event
                WHERE conversation = ? AND type IN ('recording_started', 'recording_deleted')
                ORDER BY version
                """,
                id.value());
    }

    private TimelineEntry entry(ResultSet row) throws SQLException {
        return new TimelineEntry(
                row.getLong("version"),
                Query.instant(row, "at"),
                Query.optionalText(row, "cause").map(CommandId::new),
                codec.decodeEvent(row.getString("body")));
    }

    @Override
    public Optional<ConversationSummary> summary(ConversationId id) {
        return query.first(SummaryRow::read, "SELECT * FROM conversation WHERE id = ?", id.value());
    }

    @Override
    public Optional<ConversationSummary> openOf(SiteKey site, CustomerId customer) {
        return query.first(
                SummaryRow::read,
                """
                SELECT * FROM conversation
                WHERE site = ? AND customer = ? AND phase NOT IN ('wrap_up', 'closed')
                """,
                site.value(),
                customer.value());
    }

    @Override
    public int countOf(SiteKey site, CustomerId customer) {
        return query.first(
                        row -> row.getInt(1),
                        """
                        SELECT count(*) FROM conversation
                        WHERE site = ? AND customer = ? AND phase IN ('wrap_up', 'closed')
                        """,
                        site.value(),
                        customer.value())
                .orElseThrow();
    }

    @Override
    public List<ConversationSummary> overdue(Instant now, int max) {
        return query.list(
                SummaryRow::read,
                """
                SELECT * FROM conversation
                WHERE phase <> 'closed' AND next_deadline <= ? ORDER BY next_deadline LIMIT ?
                """,
                now,
                max);
    }

    @Override
    public List<ConversationSummary> unfinished(SiteKey site) {
        return query.list(
                SummaryRow::read,
                """
                SELECT * FROM conversation
                WHERE site = ? AND phase <> 'closed' ORDER BY started_at
                """,
                site.value());
    }

    @Override
    public GoingOn goingOn(SiteKey site, int max) {
        List<ConversationSummary> first =
                query.list(
                        SummaryRow::read,
                        """
                        SELECT * FROM conversation
                        WHERE site = ? AND phase <> 'closed' AND phase <> 'wrap_up'
                        ORDER BY CASE phase WHEN 'waiting' THEN 0 WHEN 'ringing' THEN 0
                                 WHEN 'with_agent' THEN 1 ELSE 2 END,
                            coalesce(CASE WHEN phase IN ('waiting', 'ringing') THEN queued_at
                                ELSE phase_since END, started_at), id COLLATE "C"
                        LIMIT ?
                        """,
                        site.value(),
                        max);
        return new GoingOn(first, first.size() < max ? first.size() : countGoingOn(site));
    }

    private int countGoingOn(SiteKey site) {
        return query.first(
                        row -> row.getInt(1),
                        """
                        SELECT count(*) FROM conversation
                        WHERE site = ? AND phase <> 'closed' AND phase <> 'wrap_up'
                        """,
                        site.value())
                .orElseThrow();
    }

    @Override
    public Messages messages(SiteKey site, int max) {
        List<ConversationSummary> first =
                query.list(
                        SummaryRow::read,
                        """
                        SELECT * FROM conversation
                        WHERE site = ? AND message_at IS NOT NULL
                        ORDER BY message_at, id COLLATE "C" LIMIT ?
                        """,
                        site.value(),
                        max);
        return new Messages(first, first.size() < max ? first.size() : countMessages(site));
    }

    private int countMessages(SiteKey site) {
        return query.first(
                        row -> row.getInt(1),
                        """
                        SELECT count(*) FROM conversation
                        WHERE site = ? AND message_at IS NOT NULL
                        """,
                        site.value())
                .orElseThrow();
    }

    @Override
    public List<ConversationSummary> history(
            SiteKey site, Optional<Instant> startedBefore, int limit) {
        return startedBefore.isPresent()
                ? query.list(
                        SummaryRow::read,
                        """
                        SELECT * FROM conversation
                        WHERE site = ? AND started_at < ? ORDER BY started_at DESC LIMIT ?
                        """,
                        site.value(),
                        startedBefore.get(),
                        limit)
                : query.list(
                        SummaryRow::read,
                        """
                        SELECT * FROM conversation
                        WHERE site = ? ORDER BY started_at DESC LIMIT ?
                        """,
                        site.value(),
                        limit);
    }

    @Override
    public List<ConversationSummary> historyOf(
            SiteKey site, CustomerId customer, Optional<Instant> startedBefore, int limit) {
        return startedBefore.isPresent()
                ? query.list(
                        SummaryRow::read,
                        """
                        SELECT * FROM conversation
                        WHERE site = ? AND customer = ? AND started_at < ?
                        ORDER BY started_at DESC LIMIT ?
                        """,
                        site.value(),
                        customer.value(),
                        startedBefore.get(),
                        limit)
                : query.list(
                        SummaryRow::read,
                        """
                        SELECT * FROM conversation
                        WHERE site = ? AND customer = ? ORDER BY started_at DESC LIMIT ?
                        """,
                        site.value(),
                        customer.value(),
                        limit);
    }
}
