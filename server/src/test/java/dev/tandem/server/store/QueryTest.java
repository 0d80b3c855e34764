package dev.tandem.server.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tandem.server.application.StoreUnavailableException;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;

/// A transaction is all of it or nothing, whatever goes wrong in its middle.
@ExtendWith(TestDatabases.class)
class QueryTest {
    private Query query;

    @BeforeEach
    void open(Database database) throws SQLException {
        TestDatabases.execute(database, "TRUNCATE policy_book CASCADE");
        query = new Query(database.pool());
    }

    private static void insert(Connection connection, String site) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.executeUpdate("INSERT INTO policy_book VALUES ('" + site + "', 1)");
        }
    }

    private List<String> sites() {
        return query.list(row -> row.getString(1), "SELECT site FROM policy_book ORDER BY site");
    }

    @Test
    void allOfItIsThere() {
        int answer =
                query.inTransaction(connection -> {
                    insert(connection, "a");
                    insert(connection, "b");
                    return 2;
                });
        assertThat(answer).isEqualTo(2);
        assertThat(sites()).containsExactly("a", "b");
    }

    @Test
    void nothingIsThereAfterAStatementThatTheDatabaseRefuses() {
        assertThatThrownBy(() ->
                        query.inTransaction(connection -> {
                            insert(connection, "a");
                            insert(connection, "a");
                            return 0;
                        }))
                .isInstanceOf(StoreUnavailableException.class);
        assertThat(sites()).isEmpty();
    }

    @Test
    void nothingIsThereAfterAMistakeOfOurs() {
        assertThatThrownBy(() ->
                        query.inTransaction(connection -> {
                            insert(connection, "a");
                            throw new IllegalStateException("ours");
                        }))
                .hasMessage("ours");
        assertThat(sites()).isEmpty();
        query.inTransaction(connection -> {
            insert(connection, "b");
            return 0;
        });
        assertThat(sites()).containsExactly("b");
    }
}
