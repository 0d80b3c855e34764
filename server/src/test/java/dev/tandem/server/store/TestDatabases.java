package dev.tandem.server.store;

import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;

/// One embedded database for all test classes of a run, given as a parameter; it ends with the run.
public final class TestDatabases implements ParameterResolver {
    /// PostgreSQL is unpacked once for all tests.
    static final Path PROGRAMS = Path.of("target", "postgres").toAbsolutePath();

    private record Shared(EmbeddedDatabase database, Path folder) implements AutoCloseable {
        @Override
        public void close() throws IOException {
            database.close();
            PostgresBinaries.deleteRecursively(folder);
        }
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext extension) {
        return parameter.getParameter().getType() == Database.class;
    }

    @Override
    public Database resolveParameter(ParameterContext parameter, ExtensionContext extension) {
        return extension
                .getRoot()
                .getStore(ExtensionContext.Namespace.GLOBAL)
                .getOrComputeIfAbsent(TestDatabases.class, _ -> start(), Shared.class)
                .database();
    }

    private static Shared start() {
        try {
            Path folder = Files.createTempDirectory("tandem-test-database");
            EmbeddedDatabase database = EmbeddedDatabase.start(folder, PROGRAMS);
            Migrations.run(database.direct());
            return new Shared(database, folder);
        } catch (IOException | DatabaseProblem e) {
            throw new IllegalStateException("no database for the tests", e);
        }
    }

    static void empty(Database database) throws SQLException {
        execute(
                database,
                "TRUNCATE conversation, conversation_event, site, agent, agent_session, setting");
    }

    static void execute(Database database, String sql) throws SQLException {
        try (Connection connection = database.direct().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
