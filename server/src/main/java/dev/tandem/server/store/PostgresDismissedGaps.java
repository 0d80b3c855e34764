package dev.tandem.server.store;

import dev.tandem.server.application.DismissedGaps;
import dev.tandem.signaling.protocol.SiteKey;

import java.util.List;

import javax.sql.DataSource;

/// Dismissed questions in PostgreSQL.
public final class PostgresDismissedGaps implements DismissedGaps {
    private final Query query;

    public PostgresDismissedGaps(DataSource pool) {
        this.query = new Query(pool);
    }

    @Override
    public List<Dismissed> of(SiteKey site) {
        return query.list(
                row ->
                        new Dismissed(
                                row.getString("question"),
                                row.getString("dismissed_by"),
                                Query.instant(row, "dismissed_at")),
                """
                SELECT * FROM dismissed_gap WHERE site = ?
                ORDER BY dismissed_at DESC, question COLLATE "C"
                """,
                site.value());
    }

    /// Two supervisors at the same moment may bring it to one over the limit each: harmless.
    @Override
    public boolean add(SiteKey site, Dismissed dismissed) {
        String question = Query.storable(dismissed.question());
        query.change(
                """
                INSERT INTO dismissed_gap (site, question, dismissed_by, dismissed_at)
                SELECT ?, ?, ?, ?
                WHERE (SELECT count(*) FROM dismissed_gap WHERE site = ?) < ?
                ON CONFLICT DO NOTHING
                """,
                site.value(),
                question,
                Query.storable(dismissed.by()),
                dismissed.at(),
                site.value(),
                AT_MOST);
        return query.first(
                        row -> row.getInt(1),
                        "SELECT 1 FROM dismissed_gap WHERE site = ? AND question = ?",
                        site.value(),
                        question)
                .isPresent();
    }

    @Override
    public void remove(SiteKey site, String question) {
        query.change(
                "DELETE FROM dismissed_gap WHERE site = ? AND question = ?",
                site.value(),
                Query.storable(question));
    }
}
