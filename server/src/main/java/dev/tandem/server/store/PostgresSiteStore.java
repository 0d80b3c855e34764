package dev.tandem.server.store;

import dev.tandem.server.application.Site;
import dev.tandem.server.application.SiteStore;
import dev.tandem.server.conversation.RecordingPolicy;
import dev.tandem.signaling.protocol.SiteKey;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

import javax.sql.DataSource;

/// Sites in PostgreSQL.
public final class PostgresSiteStore implements SiteStore {
    private final Query query;

    public PostgresSiteStore(DataSource pool) {
        this.query = new Query(pool);
    }

    @Override
    public void save(Site site) {
        query.change(
                """
                INSERT INTO site (key, name, locale, allowed_origins, identity_secret, start_url, recording)
                VALUES (?, ?, ?, ?, ?, ?, ?)
                ON CONFLICT (key) DO UPDATE SET
                    name = excluded.name,
                    locale = excluded.locale,
                    allowed_origins = excluded.allowed_origins,
                    identity_secret = excluded.identity_secret,
                    start_url = excluded.start_url,
                    recording = excluded.recording
                """,
                site.key().value(),
                site.name(),
                site.locale(),
                site.allowedOrigins(),
                site.identitySecret(),
                site.startUrl(),
                site.recording().name().toLowerCase(Locale.ROOT));
    }

    @Override
    public Optional<Site> find(SiteKey key) {
        return query.first(
                PostgresSiteStore::site, "SELECT * FROM site WHERE key = ?", key.value());
    }

    @Override
    public List<Site> all() {
        return query.list(PostgresSiteStore::site, "SELECT * FROM site ORDER BY key COLLATE \"C\"");
    }

    private static Site site(ResultSet row) throws SQLException {
        return new Site(
                new SiteKey(row.getString("key")),
                row.getString("name"),
                row.getString("locale"),
                Query.texts(row, "allowed_origins"),
                row.getString("identity_secret"),
                Query.optionalText(row, "start_url"),
                RecordingPolicy.valueOf(row.getString("recording").toUpperCase(Locale.ROOT)));
    }
}
