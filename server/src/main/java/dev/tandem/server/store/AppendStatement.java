package dev.tandem.server.store;

import static java.util.stream.Collectors.joining;

import dev.tandem.server.application.ConversationStore.Append;
import dev.tandem.server.store.SummaryRow.Column;
import dev.tandem.signaling.protocol.CommandId;
import dev.tandem.signaling.protocol.ConversationId;
import dev.tandem.signaling.protocol.TaggedJson;
import dev.tandem.signaling.timeline.TimelineEntry;

import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// Many appends as one SQL statement, and so as one transaction and one round trip: it begins or
/// advances each conversation that is still at the expected version, adds the events of those, and
/// says which they were. The others change nothing and disturb nobody.
///
/// It is right against other processes that write at the same moment (in `READ COMMITTED`): whoever
/// comes second waits for the row, sees its new version, and matches no more.
final class AppendStatement implements AutoCloseable {
    /// An append with its events as JSON.
    record Encoded(Append append, List<String> bodies) {}

    private record EventColumn(String name, String type, Function<Event, @Nullable Object> value) {}

    private record Event(ConversationId conversation, TimelineEntry entry, String body) {}

    private static final List<EventColumn> EVENT_COLUMNS =
            List.of(
                    new EventColumn("conversation", "text", e -> e.conversation().value()),
                    new EventColumn("version", "bigint", e -> e.entry().version()),
                    new EventColumn("at", "timestamptz", e -> e.entry().at().toString()),
                    new EventColumn(
                            "cause",
                            "text",
                            e -> e.entry().cause().map(CommandId::value).orElse(null)),
                    new EventColumn(
                            "type", "text", e -> TaggedJson.typeName(e.entry().event().getClass())),
                    new EventColumn("body", "text", Event::body));

    /// `IS TRUE` makes PostgreSQL look the winners up in a hash table of its own, however wrong its
    /// guess of their number.
    private static final String SQL =
            """
            WITH append AS (
                SELECT * FROM unnest(?::bigint[], %s) AS a (expected, %s)
            ), begun AS (
                INSERT INTO conversation (%s) SELECT %s FROM append WHERE expected = 0
                ON CONFLICT DO NOTHING RETURNING id
            ), advanced AS (
                UPDATE conversation AS c SET %s FROM append AS a
                WHERE a.expected > 0 AND c.id = a.id AND c.version = a.expected
                RETURNING c.id
            ), won AS (
                SELECT id FROM begun UNION ALL SELECT id FROM advanced
            ), logged AS (
                INSERT INTO conversation_event (%s)
                SELECT %s FROM unnest(%s) AS e (%s)
                WHERE (conversation IN (SELECT id FROM won)) IS TRUE
            )
            SELECT id FROM won
            """
                    .formatted(
                            list(SummaryRow.COLUMNS, c -> "?::" + c.type() + "[]"),
                            list(SummaryRow.COLUMNS, Column::name),
                            list(SummaryRow.COLUMNS, Column::name),
                            list(SummaryRow.COLUMNS, Column::name),
                            list(
                                    SummaryRow.COLUMNS.stream().filter(c -> !c.forGood()).toList(),
                                    c -> c.name() + " = a." + c.name()),
                            list(EVENT_COLUMNS, EventColumn::name),
                            list(EVENT_COLUMNS, EventColumn::name),
                            list(EVENT_COLUMNS, c -> "?::" + c.type() + "[]"),
                            list(EVENT_COLUMNS, EventColumn::name));

    private final Connection connection;
    private final PreparedStatement statement;

    /// Takes the connection over.
    AppendStatement(Connection connection, Duration timeout, Duration silence) throws SQLException {
        this.connection = connection;
        connection.setNetworkTimeout(Runnable::run, (int) silence.toMillis());
        try (Statement session = connection.createStatement()) {
            session.execute("SET statement_timeout = " + timeout.toMillis());
            // One plan for ever: rows are found by key, in the order of the ids, so that writers
            // in two processes lock in the same order.
            session.execute("SET plan_cache_mode = force_generic_plan");
            session.execute("SET enable_seqscan = off");
        }
        connection.unwrap(PGConnection.class).setPrepareThreshold(1);
        statement = connection.prepareStatement(SQL);
    }

    /// @param appends at most one per conversation
    /// @return the conversations whose append is committed; of the others nothing is
    Set<ConversationId> run(List<Encoded> appends) throws SQLException {
        List<Encoded> ordered =
                appends.stream()
                        .sorted((a, b) ->
                                a.append().id().value().compareTo(b.append().id().value()))
                        .toList();
        int parameter = 1;
        set(parameter++, "bigint", ordered, e -> e.append().expectedVersion());
        for (Column column : SummaryRow.COLUMNS) {
            set(
                    parameter++,
                    column.type(),
                    ordered,
                    e -> column.value().apply(e.append().summary()));
        }
        List<Event> events = ordered.stream().flatMap(AppendStatement::events).toList();
        for (EventColumn column : EVENT_COLUMNS) {
            set(parameter++, column.type(), events, column.value());
        }
        Set<ConversationId> won = HashSet.newHashSet(appends.size());
        try (ResultSet rows = statement.executeQuery()) {
            while (rows.next()) {
                won.add(new ConversationId(rows.getString(1)));
            }
        }
        return won;
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }

    private <T> void set(
            int parameter, String type, List<T> rows, Function<T, @Nullable Object> value)
            throws SQLException {
        @Nullable Object[] values = new @Nullable Object[rows.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = value.apply(rows.get(i));
        }
        statement.setArray(parameter, connection.createArrayOf(type, values));
    }

    private static Stream<Event> events(Encoded encoded) {
        List<TimelineEntry> entries = encoded.append().entries();
        return IntStream.range(0, entries.size())
                .mapToObj(i ->
                        new Event(encoded.append().id(), entries.get(i), encoded.bodies().get(i)));
    }

    private static <T> String list(List<T> columns, Function<T, String> text) {
        return columns.stream().map(text).collect(joining(", "));
    }
}
