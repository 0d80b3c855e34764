package dev.tandem.server.store;

import static dev.tandem.server.application.SampleConversations.append;
import static dev.tandem.server.application.SampleConversations.entries;
import static dev.tandem.server.application.SampleConversations.summary;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.tandem.server.application.ConversationStore.AppendResult.Appended;
import dev.tandem.server.store.DatabaseProblem.Kind;
import dev.tandem.signaling.protocol.MessageCodec;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.postgresql.ds.PGSimpleDataSource;

import java.sql.SQLException;

/// A database that somebody else runs; here, another embedded one plays it.
@ExtendWith(TestDatabases.class)
class ExternalDatabaseTest {
    @Test
    void the_same_stores_work_on_it(Database other) throws Exception {
        TestDatabases.empty(other);
        PGSimpleDataSource address = (PGSimpleDataSource) other.direct();
        try (ExternalDatabase database =
                        ExternalDatabase.open(
                                address.getUrl(), address.getUser(), address.getPassword());
                PostgresStores stores =
                        PostgresStores.open(
                                database,
                                GroupCommitWriter.Limits.DEFAULT,
                                new MessageCodec(),
                                new SimpleMeterRegistry())) {
            assertThat(stores.conversations().append(append(summary("c1"), 0, 3)))
                    .isEqualTo(new Appended(3));
            assertThat(stores.conversations().read(summary("c1").id(), 0, 10))
                    .isEqualTo(entries(0, 3));
        }
        TestDatabases.execute(other, "SELECT 'closing ours leaves theirs running'");
    }

    @Test
    void a_database_without_durability_is_used_and_known_to_lack_it(Database other)
            throws Exception {
        PGSimpleDataSource address = (PGSimpleDataSource) other.direct();
        try (var connection = other.direct().getConnection();
                var statement = connection.createStatement()) {
            assertThat(Durability.missing(connection)).isEmpty();
            statement.execute("SET synchronous_commit = off");
            assertThat(Durability.missing(connection)).containsExactly("synchronous_commit");
        }
        String url = address.getUrl() + "&options=-c%20synchronous_commit=off";
        ExternalDatabase.open(url, address.getUser(), address.getPassword()).close();
    }

    @Test
    void who_cannot_be_reached_or_does_not_let_us_in_is_a_problem_with_a_sentence(Database other)
            throws SQLException {
        PGSimpleDataSource address = (PGSimpleDataSource) other.direct();

        assertThat(problemOf("jdbc:postgresql://127.0.0.1:1/postgres", "secret"))
                .hasMessageContaining("check its address");
        assertThat(problemOf(address.getUrl(), "wrong")).hasMessageContaining("28P01");
        assertThat(problemOf("mysql://elsewhere", "secret"))
                .hasMessageContaining("jdbc:postgresql://");
    }

    private static DatabaseProblem problemOf(String url, String password) {
        DatabaseProblem problem =
                catchThrowableOfType(
                        DatabaseProblem.class,
                        () -> ExternalDatabase.open(url, Postmaster.USER, password).close());
        assertThat(problem.kind()).isEqualTo(Kind.UNREACHABLE);
        assertThat(problem.getMessage()).doesNotContain(password);
        return problem;
    }
}
