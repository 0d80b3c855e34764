package dev.tandem.server.store;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;

import dev.tandem.server.application.PolicyStore;
import dev.tandem.server.escalation.Comparison;
import dev.tandem.server.escalation.EscalationSettings;
import dev.tandem.server.escalation.PolicyBook;
import dev.tandem.server.escalation.PolicyState;
import dev.tandem.server.escalation.PolicyValue;
import dev.tandem.server.escalation.PolicyVersion;
import dev.tandem.signaling.protocol.SiteKey;
import dev.tandem.signaling.protocol.TaggedJson;
import dev.tandem.signaling.timeline.EscalationOutcome;
import dev.tandem.signaling.timeline.Trigger;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.ZoneOffset;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;

import javax.sql.DataSource;

/// Policies in PostgreSQL.
public final class PostgresPolicyStore implements PolicyStore {
    private static final ObjectMapper JSON = TaggedJson.mapper(List.of());
    private static final TypeReference<Map<PolicyValue, Double>> VALUES = new TypeReference<>() {};
    private static final TypeReference<Map<String, Double>> SEGMENTS = new TypeReference<>() {};

    private final Query query;

    public PostgresPolicyStore(DataSource pool) {
        this.query = new Query(pool);
    }

    @Override
    public PolicyBook book(SiteKey site) {
        // One statement, so that edition and versions are of one moment.
        record Row(long edition, List<PolicyVersion> version) {}
        List<Row> rows =
                query.list(
                        row ->
                                new Row(
                                        row.getLong("edition"),
                                        row.getString("state") == null
                                                ? List.of()
                                                : List.of(version(row))),
                        """
                        SELECT b.edition, v.number, v.state, v.name, v.note, v.author,
                            v.saved_at, v.since, v.settings, v.customer_values
                        FROM policy_book b
                        LEFT JOIN policy_version v ON v.site = b.site
                        WHERE b.site = ?
                        ORDER BY v.number
                        """,
                        site.value());
        return rows.isEmpty()
                ? PolicyBook.empty(site)
                : new PolicyBook(
                        site,
                        rows.getFirst().edition(),
                        rows.stream().flatMap(r -> r.version().stream()).toList());
    }

    private static PolicyVersion version(ResultSet row) throws SQLException {
        int number = row.getInt("number");
        return new PolicyVersion(
                number,
                PolicyState.valueOf(row.getString("state").toUpperCase(Locale.ROOT)),
                row.getString("name"),
                row.getString("note"),
                row.getString("author"),
                Query.instant(row, "saved_at"),
                Query.instant(row, "since"),
                settings(number, row.getString("settings"), row.getString("customer_values")));
    }

    @Override
    public Map<SiteKey, Long> editions() {
        Map<SiteKey, Long> editions = new HashMap<>();
        query.list(
                        row -> Map.entry(new SiteKey(row.getString(1)), row.getLong(2)),
                        "SELECT site, edition FROM policy_book")
                .forEach(e -> editions.put(e.getKey(), e.getValue()));
        return editions;
    }

    @Override
    public boolean replace(PolicyBook next) {
        return query.inTransaction(connection -> {
            boolean mine = countUp(connection, next);
            if (mine) {
                deleteOthers(connection, next);
                upsert(connection, next);
                forgetShadows(connection, next);
            }
            return mine;
        });
    }

    private static boolean countUp(Connection connection, PolicyBook next) throws SQLException {
        String sql =
                next.edition() == 1
                        ? """
                        INSERT INTO policy_book (edition, site) VALUES (?, ?)
                        ON CONFLICT (site) DO UPDATE SET edition = excluded.edition
                        WHERE policy_book.edition = ?
                        """
                        : "UPDATE policy_book SET edition = ? WHERE site = ? AND edition = ?";
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setLong(1, next.edition());
            statement.setString(2, next.site().value());
            statement.setLong(3, next.edition() - 1);
            return statement.executeUpdate() == 1;
        }
    }

    private static void deleteOthers(Connection connection, PolicyBook next) throws SQLException {
        try (PreparedStatement statement =
                connection.prepareStatement(
                        "DELETE FROM policy_version WHERE site = ? AND NOT number = ANY (?)")) {
            statement.setString(1, next.site().value());
            statement.setArray(
                    2,
                    connection.createArrayOf(
                            "integer",
                            next.versions().stream().map(PolicyVersion::number).toArray()));
            statement.executeUpdate();
        }
    }

    private static void upsert(Connection connection, PolicyBook next) throws SQLException {
        // Whoever leaves a state that only one can have goes before the one who comes.
        List<PolicyVersion> ordered =
                next.versions().stream()
                        .sorted(
                                Comparator.comparing((PolicyVersion v) ->
                                        v.state() == PolicyState.LIVE
                                                || v.state() == PolicyState.SHADOW))
                        .toList();
        try (PreparedStatement statement =
                connection.prepareStatement(
                        """
                        INSERT INTO policy_version
                            (site, number, state, name, note, author, saved_at, since, settings,
                            customer_values)
                        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                        ON CONFLICT (site, number) DO UPDATE SET
                            state = excluded.state,
                            name = excluded.name,
                            note = excluded.note,
                            author = excluded.author,
                            saved_at = excluded.saved_at,
                            since = excluded.since,
                            settings = excluded.settings,
                            customer_values = excluded.customer_values
                        """)) {
            for (PolicyVersion version : ordered) {
                statement.setString(1, next.site().value());
                statement.setInt(2, version.number());
                statement.setString(3, lower(version.state()));
                statement.setString(4, Query.storable(version.name()));
                statement.setString(5, Query.storable(version.note()));
                statement.setString(6, version.author());
                statement.setObject(7, version.savedAt().atOffset(ZoneOffset.UTC));
                statement.setObject(8, version.since().atOffset(ZoneOffset.UTC));
                statement.setString(9, json(PolicyValue.all(version.settings())));
                statement.setString(10, json(version.settings().values().customerValues()));
                statement.addBatch();
            }
            statement.executeBatch();
        }
    }

    private static void forgetShadows(Connection connection, PolicyBook next) throws SQLException {
        for (String table : List.of("policy_shadow_count", "policy_shadow_example")) {
            try (PreparedStatement statement =
                    connection.prepareStatement(
                            "DELETE FROM "
                                    + table
                                    + " s USING policy_version v WHERE s.site = ?"
                                    + " AND v.site = s.site AND v.number = s.number"
                                    + " AND (v.since <> s.since OR v.state <> 'shadow')")) {
                statement.setString(1, next.site().value());
                statement.executeUpdate();
            }
        }
    }

    @Override
    public void addShadow(SiteKey site, PolicyVersion shadow, Comparison more) {
        // Examples first: adding them again changes nothing, and the counts are one statement.
        for (Comparison.Example example : more.examples()) {
            query.change(
                    """
                    INSERT INTO policy_shadow_example
                        (site, number, since, conversation, at, live, tried, body)
                    SELECT site, number, since, ?, ?, ?, ?, ?
                    FROM policy_version
                    WHERE site = ? AND number = ? AND since = ? AND state = 'shadow'
                    ON CONFLICT DO NOTHING
                    """,
                    example.conversation().value(),
                    example.at(),
                    lower(example.live().outcome()),
                    lower(example.tried().outcome()),
                    json(example),
                    site.value(),
                    shadow.number(),
                    shadow.since());
        }
        if (!more.examples().isEmpty()) {
            deleteOldExamples(site, shadow);
        }
        List<Comparison.Pairing> pairings = List.copyOf(more.counts().keySet());
        query.change(
                """
                INSERT INTO policy_shadow_count
                    (site, number, since, live, live_trigger, tried, tried_trigger, times)
                SELECT v.site, v.number, v.since, p.*
                FROM policy_version v,
                    unnest(?::text[], ?::text[], ?::text[], ?::text[], ?::text[]::bigint[]) AS p
                WHERE v.site = ? AND v.number = ? AND v.since = ? AND v.state = 'shadow'
                ON CONFLICT (site, number, since, live, live_trigger, tried, tried_trigger)
                    DO UPDATE SET times = policy_shadow_count.times + excluded.times
                """,
                column(pairings, p -> lower(p.live())),
                column(pairings, p -> lower(p.liveTrigger())),
                column(pairings, p -> lower(p.tried())),
                column(pairings, p -> lower(p.triedTrigger())),
                column(pairings, p -> String.valueOf(more.counts().get(p))),
                site.value(),
                shadow.number(),
                shadow.since());
    }

    private static List<String> column(
            List<Comparison.Pairing> pairings, Function<Comparison.Pairing, String> value) {
        return pairings.stream().map(value).toList();
    }

    private void deleteOldExamples(SiteKey site, PolicyVersion shadow) {
        query.change(
                """
                DELETE FROM policy_shadow_example e
                USING (
                    SELECT conversation, at, row_number() OVER (
                        PARTITION BY live, tried ORDER BY at DESC) AS place
                    FROM policy_shadow_example
                    WHERE site = ? AND number = ?) old
                WHERE e.site = ? AND e.number = ? AND old.place > ?
                    AND e.conversation = old.conversation AND e.at = old.at
                """,
                site.value(),
                shadow.number(),
                site.value(),
                shadow.number(),
                Comparison.EXAMPLES_EACH);
    }

    @Override
    public Comparison shadow(SiteKey site, PolicyVersion shadow) {
        Map<Comparison.Pairing, Long> counts = new HashMap<>();
        query.list(
                        row -> Map.entry(pairing(row), row.getLong("times")),
                        """
                        SELECT live, live_trigger, tried, tried_trigger, times
                        FROM policy_shadow_count
                        WHERE site = ? AND number = ? AND since = ?
                        """,
                        site.value(),
                        shadow.number(),
                        shadow.since())
                .forEach(e -> counts.put(e.getKey(), e.getValue()));
        return new Comparison(
                counts,
                query.list(
                        row -> read(row.getString(1)),
                        """
                        SELECT body FROM policy_shadow_example
                        WHERE site = ? AND number = ? AND since = ?
                        ORDER BY at DESC
                        """,
                        site.value(),
                        shadow.number(),
                        shadow.since()));
    }

    private static Comparison.Pairing pairing(ResultSet row) throws SQLException {
        return new Comparison.Pairing(
                EscalationOutcome.valueOf(row.getString("live").toUpperCase(Locale.ROOT)),
                Trigger.valueOf(row.getString("live_trigger").toUpperCase(Locale.ROOT)),
                EscalationOutcome.valueOf(row.getString("tried").toUpperCase(Locale.ROOT)),
                Trigger.valueOf(row.getString("tried_trigger").toUpperCase(Locale.ROOT)));
    }

    private static String lower(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }

    private static String json(Object value) {
        try {
            return JSON.writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("policies are plain records", e);
        }
    }

    private static EscalationSettings settings(int number, String json, String customerValues) {
        try {
            return PolicyValue.settings(
                    PolicyVersion.named(number),
                    JSON.readValue(json, VALUES),
                    JSON.readValue(customerValues, SEGMENTS));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a stored version was not written by us", e);
        }
    }

    private static Comparison.Example read(String json) {
        try {
            return JSON.readValue(json, Comparison.Example.class);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a stored example was not written by us", e);
        }
    }
}
