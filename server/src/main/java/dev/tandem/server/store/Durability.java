package dev.tandem.server.store;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/// Whether what a PostgreSQL has committed survives a crash: asked of the database itself, never
/// assumed from what it was started with.
final class Durability {
    /// All three must not be off, or "committed" is a hope.
    static final List<String> SETTINGS = List.of("fsync", "synchronous_commit", "full_page_writes");

    private Durability() {}

    /// The settings that are off.
    static List<String> missing(Connection connection) throws SQLException {
        List<String> off = new ArrayList<>();
        for (String setting : SETTINGS) {
            if (show(connection, setting).equals("off")) {
                off.add(setting);
            }
        }
        return off;
    }

    static String show(Connection connection, String setting) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SHOW " + setting)) {
            rows.next();
            return rows.getString(1);
        }
    }
}
