package dev.tandem.server.store;

import dev.tandem.server.application.CalibrationStore;
import dev.tandem.server.assistant.SiteCalibration;
import dev.tandem.signaling.protocol.SiteKey;

import java.util.Optional;

import javax.sql.DataSource;

/// What was learned of the assistant's confidence, in PostgreSQL.
public final class PostgresCalibrationStore implements CalibrationStore {
    private final Query query;

    public PostgresCalibrationStore(DataSource pool) {
        this.query = new Query(pool);
    }

    @Override
    public Optional<SiteCalibration> of(SiteKey site) {
        return query.first(
                row -> new SiteCalibration(row.getDouble("shift"), row.getInt("verdicts")),
                "SELECT shift, verdicts FROM site_calibration WHERE site = ?",
                site.value());
    }

    @Override
    public void keep(SiteKey site, SiteCalibration learned) {
        query.change(
                """
                INSERT INTO site_calibration (site, shift, verdicts) VALUES (?, ?, ?)
                ON CONFLICT (site) DO UPDATE SET
                    shift = excluded.shift,
                    verdicts = excluded.verdicts
                """,
                site.value(),
                learned.shift(),
                learned.verdicts());
    }
}
