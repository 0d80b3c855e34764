package dev.tandem.server.store;

import com.zaxxer.hikari.HikariDataSource;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

import javax.sql.DataSource;

/// A PostgreSQL that somebody else runs, given by its JDBC address. It is used as it is; if it
/// could lose what it has committed, the log says so.
public final class ExternalDatabase implements Database {
    /// The oldest major version that the tests have seen is 17; older than this lacks what we use.
    private static final int OLDEST_VERSION = 14;

    private static final Logger log = LoggerFactory.getLogger(ExternalDatabase.class);

    private final DataSource direct;
    private final HikariDataSource pool;

    private ExternalDatabase(DataSource direct, HikariDataSource pool) {
        this.direct = direct;
        this.pool = pool;
    }

    /// @param jdbcUrl `jdbc:postgresql://host:port/database`, with any parameters of the driver
    public static ExternalDatabase open(String jdbcUrl, String user, String password)
            throws DatabaseProblem {
        DataSource direct;
        try {
            direct = Connections.to(jdbcUrl, user, password);
        } catch (IllegalArgumentException e) {
            throw new DatabaseProblem(
                    DatabaseProblem.Kind.UNREACHABLE,
                    "The database address is not of the form jdbc:postgresql://host:port/name:"
                            + " correct it.",
                    e);
        }
        try (Connection connection = direct.getConnection()) {
            int version = connection.getMetaData().getDatabaseMajorVersion();
            if (version < OLDEST_VERSION) {
                throw new DatabaseProblem(
                        DatabaseProblem.Kind.OTHER_VERSION,
                        "The database is PostgreSQL %d: Tandem needs %d or newer."
                                .formatted(version, OLDEST_VERSION));
            }
            List<String> off = Durability.missing(connection);
            if (!off.isEmpty()) {
                log.warn(
                        "the database runs with {} off: a crash of its machine can lose"
                                + " acknowledged messages",
                        String.join(", ", off));
            }
        } catch (SQLException e) {
            throw new DatabaseProblem(
                    DatabaseProblem.Kind.UNREACHABLE,
                    ("The database cannot be used as user %s (%s): check its address, user and"
                                    + " password, and that it is up.")
                            .formatted(user, e.getSQLState()),
                    e);
        }
        return new ExternalDatabase(direct, Connections.pool(jdbcUrl, user, password));
    }

    @Override
    public DataSource pool() {
        return pool;
    }

    @Override
    public DataSource direct() {
        return direct;
    }

    @Override
    public void close() {
        pool.close();
    }
}
