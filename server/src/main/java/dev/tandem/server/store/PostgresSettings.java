package dev.tandem.server.store;

import dev.tandem.server.application.Settings;

import java.util.Optional;

import javax.sql.DataSource;

/// Settings in PostgreSQL.
public final class PostgresSettings implements Settings {
    private final Query query;

    public PostgresSettings(DataSource pool) {
        this.query = new Query(pool);
    }

    @Override
    public Optional<String> get(String key) {
        return query.first(
                row -> row.getString("value"), "SELECT value FROM setting WHERE key = ?", key);
    }

    @Override
    public void put(String key, String value) {
        query.change(
                """
                INSERT INTO setting (key, value) VALUES (?, ?)
                ON CONFLICT (key) DO UPDATE SET value = excluded.value
                """,
                key,
                value);
    }

    @Override
    public String putIfAbsent(String key, String value) {
        query.change(
                "INSERT INTO setting (key, value) VALUES (?, ?) ON CONFLICT DO NOTHING",
                key,
                value);
        return get(key).orElseThrow();
    }
}
