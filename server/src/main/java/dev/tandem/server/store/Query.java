package dev.tandem.server.store;

import dev.tandem.server.application.StoreUnavailableException;

import org.jspecify.annotations.Nullable;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import javax.sql.DataSource;

/// One SQL statement with its parameters on a connection of the pool, or several in a transaction.
final class Query {
    interface Row<T> {
        T read(ResultSet row) throws SQLException;
    }

    private interface Use<T> {
        T of(PreparedStatement statement) throws SQLException;
    }

    private final DataSource pool;

    Query(DataSource pool) {
        this.pool = pool;
    }

    <T> List<T> list(Row<T> reader, String sql, Object... parameters) {
        return run(
                sql,
                parameters,
                statement -> {
                    List<T> found = new ArrayList<>();
                    try (ResultSet rows = statement.executeQuery()) {
                        while (rows.next()) {
                            found.add(reader.read(rows));
                        }
                    }
                    return found;
                });
    }

    <T> Optional<T> first(Row<T> reader, String sql, Object... parameters) {
        return list(reader, sql, parameters).stream().findFirst();
    }

    /// Rows that were changed.
    int change(String sql, Object... parameters) {
        return run(sql, parameters, PreparedStatement::executeUpdate);
    }

    interface Work<T> {
        T on(Connection connection) throws SQLException;
    }

    /// All of it or, whatever is thrown, nothing.
    <T> T inTransaction(Work<T> work) {
        try (Connection connection = pool.getConnection()) {
            connection.setAutoCommit(false);
            boolean done = false;
            try {
                T result = work.on(connection);
                connection.commit();
                done = true;
                return result;
            } finally {
                if (!done) {
                    connection.rollback();
                }
                connection.setAutoCommit(true);
            }
        } catch (SQLException e) {
            throw unavailable(e);
        }
    }

    private static StoreUnavailableException unavailable(SQLException e) {
        return new StoreUnavailableException(
                "the database did not answer (" + e.getSQLState() + ")", e);
    }

    private <T> T run(String sql, Object[] parameters, Use<T> use) {
        try (Connection connection = pool.getConnection();
                PreparedStatement statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < parameters.length; i++) {
                statement.setObject(i + 1, toJdbc(connection, parameters[i]));
            }
            return use.of(statement);
        } catch (SQLException e) {
            throw unavailable(e);
        }
    }

    private static @Nullable Object toJdbc(Connection connection, Object parameter)
            throws SQLException {
        return switch (parameter) {
            case Optional<?> optional ->
                    optional.isEmpty() ? null : toJdbc(connection, optional.get());
            case Instant at -> OffsetDateTime.ofInstant(at, ZoneOffset.UTC);
            case List<?> texts -> connection.createArrayOf("text", texts.toArray());
            case String text -> storable(text);
            default -> parameter;
        };
    }

    /// The one character that a PostgreSQL text cannot hold is left out.
    static String storable(String text) {
        return text.indexOf('\0') < 0 ? text : text.replace("\0", "");
    }

    static Instant instant(ResultSet row, String column) throws SQLException {
        return row.getObject(column, OffsetDateTime.class).toInstant();
    }

    static Optional<Instant> optionalInstant(ResultSet row, String column) throws SQLException {
        return Optional.ofNullable(row.getObject(column, OffsetDateTime.class))
                .map(OffsetDateTime::toInstant);
    }

    static Optional<String> optionalText(ResultSet row, String column) throws SQLException {
        return Optional.ofNullable(row.getString(column));
    }

    static List<String> texts(ResultSet row, String column) throws SQLException {
        return List.of((String[]) row.getArray(column).getArray());
    }
}
