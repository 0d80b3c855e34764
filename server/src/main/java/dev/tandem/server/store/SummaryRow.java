package dev.tandem.server.store;

import dev.tandem.server.conversation.ConversationSummary;
import dev.tandem.server.conversation.PhaseKind;
import dev.tandem.signaling.protocol.AgentId;
import dev.tandem.signaling.protocol.ConversationId;
import dev.tandem.signaling.protocol.CustomerId;
import dev.tandem.signaling.protocol.SiteKey;
import dev.tandem.signaling.timeline.Channel;
import dev.tandem.signaling.timeline.Disposition;
import dev.tandem.signaling.timeline.Trigger;

import org.jspecify.annotations.Nullable;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;

/// A summary as a row of the table `conversation`: its columns once, for writing and reading.
final class SummaryRow {
    /// @param name of the column in the table
    /// @param type in SQL
    /// @param forGood never changes after the first append
    /// @param value text, number or null
    record Column(
            String name,
            String type,
            boolean forGood,
            Function<ConversationSummary, @Nullable Object> value) {}

    static final List<Column> COLUMNS =
            List.of(
                    forGood("id", "text", s -> s.id().value()),
                    forGood("site", "text", s -> s.site().value()),
                    forGood("customer", "text", s -> s.customer().value()),
                    text("customer_name", ConversationSummary::customerName),
                    text("phase", s -> sql(s.phase())),
                    text("channel", s -> sql(s.channel())),
                    column("version", "bigint", ConversationSummary::version),
                    forGood("started_at", "timestamptz", s -> s.startedAt().toString()),
                    column("last_at", "timestamptz", s -> s.lastAt().toString()),
                    optional("phase_since", "timestamptz", ConversationSummary::phaseSince),
                    optional("next_deadline", "timestamptz", ConversationSummary::nextDeadline),
                    optional("agent", "text", ConversationSummary::agent),
                    optional("agent_name", "text", ConversationSummary::agentName),
                    optional("queue", "text", ConversationSummary::queue),
                    optional("queued_at", "timestamptz", ConversationSummary::queuedAt),
                    optional("joined_at", "timestamptz", ConversationSummary::joinedAt),
                    optional("ended_at", "timestamptz", ConversationSummary::endedAt),
                    optional("closed_at", "timestamptz", ConversationSummary::closedAt),
                    optional("trigger", "text", s -> s.trigger().map(SummaryRow::sql)),
                    optional("disposition", "text", s -> s.disposition().map(SummaryRow::sql)),
                    optional("topic", "text", ConversationSummary::topic),
                    column("rating", "integer", s -> s.rating().orElse(null)),
                    text("preview", ConversationSummary::preview),
                    text("problem", ConversationSummary::problem),
                    column("unanswered_version", "bigint", ConversationSummary::unansweredVersion),
                    column("call_seconds", "bigint", ConversationSummary::callSeconds),
                    column("on_call", "boolean", ConversationSummary::onCall),
                    optional("message_at", "timestamptz", ConversationSummary::messageAt));

    private SummaryRow() {}

    static ConversationSummary read(ResultSet row) throws SQLException {
        return new ConversationSummary(
                new ConversationId(row.getString("id")),
                new SiteKey(row.getString("site")),
                new CustomerId(row.getString("customer")),
                row.getString("customer_name"),
                java(PhaseKind.class, row.getString("phase")),
                java(Channel.class, row.getString("channel")),
                row.getLong("version"),
                Query.instant(row, "started_at"),
                Query.instant(row, "last_at"),
                Query.optionalInstant(row, "phase_since"),
                Query.optionalInstant(row, "next_deadline"),
                Query.optionalText(row, "agent").map(AgentId::new),
                Query.optionalText(row, "agent_name"),
                Query.optionalText(row, "queue"),
                Query.optionalInstant(row, "queued_at"),
                Query.optionalInstant(row, "joined_at"),
                Query.optionalInstant(row, "ended_at"),
                Query.optionalInstant(row, "closed_at"),
                Query.optionalText(row, "trigger").map(t -> java(Trigger.class, t)),
                Query.optionalText(row, "disposition").map(d -> java(Disposition.class, d)),
                Query.optionalText(row, "topic"),
                Optional.ofNullable(row.getObject("rating", Integer.class)),
                row.getString("preview"),
                row.getString("problem"),
                row.getLong("unanswered_version"),
                row.getLong("call_seconds"),
                row.getBoolean("on_call"),
                Query.optionalInstant(row, "message_at"));
    }

    private static Column column(
            String name, String type, Function<ConversationSummary, @Nullable Object> value) {
        return new Column(name, type, false, value);
    }

    private static Column forGood(
            String name, String type, Function<ConversationSummary, String> value) {
        return new Column(name, type, true, value::apply);
    }

    private static Column text(String name, Function<ConversationSummary, String> value) {
        return column(name, "text", s -> Query.storable(value.apply(s)));
    }

    private static Column optional(
            String name, String type, Function<ConversationSummary, ? extends Optional<?>> value) {
        return column(
                name,
                type,
                s -> value.apply(s).map(v -> Query.storable(v.toString())).orElse(null));
    }

    private static String sql(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }

    private static <E extends Enum<E>> E java(Class<E> type, String text) {
        return Enum.valueOf(type, text.toUpperCase(Locale.ROOT));
    }
}
