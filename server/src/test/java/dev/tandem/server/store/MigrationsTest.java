package dev.tandem.server.store;

import static dev.tandem.server.application.SampleConversations.START;
import static dev.tandem.server.application.SampleConversations.append;
import static dev.tandem.server.application.SampleConversations.entries;
import static dev.tandem.server.application.SampleConversations.summary;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.tandem.server.application.ConversationStore.AppendResult.Appended;
import dev.tandem.server.store.DatabaseProblem.Kind;
import dev.tandem.signaling.protocol.MessageCodec;
import dev.tandem.signaling.timeline.TimelineEntry;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;

import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.postgresql.ds.PGSimpleDataSource;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/// Tables of an older program, in a database of their own.
@ExtendWith(TestDatabases.class)
class MigrationsTest {
    private Database server;
    private PGSimpleDataSource old;

    @BeforeEach
    void makeDatabase(Database server) throws SQLException {
        this.server = server;
        PGSimpleDataSource address = (PGSimpleDataSource) server.direct();
        TestDatabases.execute(server, "DROP DATABASE IF EXISTS old WITH (FORCE)");
        TestDatabases.execute(server, "CREATE DATABASE old");
        old =
                Connections.to(
                        address.getUrl().replaceFirst("/postgres\\b", "/old"),
                        address.getUser(),
                        address.getPassword());
    }

    @AfterEach
    void dropDatabase() throws SQLException {
        TestDatabases.execute(server, "DROP DATABASE old WITH (FORCE)");
    }

    @Test
    void what_an_older_program_stored_is_there_after_the_migration() throws Exception {
        Flyway.configure().dataSource(old).target("1").load().migrate();
        writeAsThen();

        Migrations.run(old);

        PostgresConversationStore store;
        try (GroupCommitWriter writer = writer()) {
            store = new PostgresConversationStore(old, writer, new MessageCodec());
            assertThat(store.read(summary("c1").id(), 0, 10)).isEqualTo(entries(0, 3));
            assertThat(store.summary(summary("c1").id()).orElseThrow().version()).isEqualTo(3);
            assertThat(store.append(append(summary("c1"), 3, 1)))
                    .as("and goes on")
                    .isEqualTo(new Appended(4));
        }
        assertThat(new PostgresSiteStore(old).all()).isEmpty();
    }

    @Test
    void processes_that_start_at_once_migrate_once() throws Exception {
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<?>> starts = new ArrayList<>();
            for (int i = 0; i < 4; i++) {
                starts.add(
                        threads.submit(() -> {
                            Migrations.run(old);
                            return null;
                        }));
            }
            for (Future<?> start : starts) {
                start.get();
            }
        }
        assertThat(new PostgresSettings(old).get("any")).isEmpty();
    }

    @Test
    void tables_of_a_tandem_that_we_cannot_follow_are_not_touched() throws Exception {
        Migrations.run(old);
        new Query(old).change("UPDATE flyway_schema_history SET checksum = 1 WHERE version = '1'");

        DatabaseProblem problem =
                catchThrowableOfType(DatabaseProblem.class, () -> Migrations.run(old));

        assertThat(problem.kind()).isEqualTo(Kind.OTHER_VERSION);
        assertThat(problem).hasMessageContaining("made by another Tandem");
    }

    @Test
    void a_user_who_may_not_make_tables_is_told_so() throws Exception {
        new Query(old).change("DROP ROLE IF EXISTS guest");
        new Query(old).change("CREATE ROLE guest LOGIN PASSWORD 'guest'");
        PGSimpleDataSource asGuest = Connections.to(old.getUrl(), "guest", "guest");

        DatabaseProblem problem =
                catchThrowableOfType(DatabaseProblem.class, () -> Migrations.run(asGuest));

        assertThat(problem.kind()).isEqualTo(Kind.NO_TABLES);
    }

    private GroupCommitWriter writer() {
        return GroupCommitWriter.start(
                old, GroupCommitWriter.Limits.DEFAULT, new SimpleMeterRegistry());
    }

    @Test
    void messages_that_were_left_before_are_found_unless_a_person_has_come_since()
            throws Exception {
        Flyway.configure().dataSource(old).target("2.7").load().migrate();
        left("waits", "customer_said", "message_left", "rated");
        left("again", "message_left", "customer_said", "message_left");
        left("met", "message_left", "agent_joined");
        left("silent", "customer_said");

        Migrations.run(old);

        Query query = new Query(old);
        assertThat(
                        query.list(
                                row -> row.getString("id") + " " + Query.instant(row, "message_at"),
                                "SELECT * FROM conversation WHERE message_at IS NOT NULL"))
                .containsExactlyInAnyOrder(
                        "waits " + START.plusSeconds(2), "again " + START.plusSeconds(1));
    }

    /// One event a second.
    private void left(String id, String... types) {
        Query query = new Query(old);
        query.change(
                """
                INSERT INTO conversation (id, site, customer, customer_name, phase, channel, version,
                    started_at, last_at, preview, problem, unanswered_version, call_seconds, on_call)
                VALUES (?, 'nordlink', ?, '', 'closed', 'text', ?, ?, ?, '', '', 0, 0, false)
                """,
                id,
                "customer-of-" + id,
                types.length,
                START,
                START);
        for (int i = 0; i < types.length; i++) {
            query.change(
                    """
                    INSERT INTO conversation_event (conversation, version, at, cause, type, body)
                    VALUES (?, ?, ?, NULL, ?, '{}')
                    """,
                    id,
                    i + 1,
                    START.plusSeconds(i + 1),
                    types[i]);
        }
    }

    /// With the columns that there were.
    private void writeAsThen() {
        Query query = new Query(old);
        query.change(
                """
                INSERT INTO conversation (id, site, customer, customer_name, phase, channel, version,
                    started_at, last_at, preview, problem, unanswered_version, call_seconds)
                VALUES ('c1', 'nordlink', 'zoe', '', 'with_assistant', 'text', 3, ?, ?, '', '', 0, 0)
                """,
                START,
                START);
        for (TimelineEntry entry : entries(0, 3)) {
            query.change(
                    """
                    INSERT INTO conversation_event (conversation, version, at, cause, type, body)
                    VALUES ('c1', ?, ?, ?, 'customer_said', ?)
                    """,
                    entry.version(),
                    entry.at(),
                    entry.cause().orElseThrow().value(),
                    new MessageCodec().encode(entry.event()));
        }
    }
}
