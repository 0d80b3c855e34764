package dev.tandem.server.store;

import org.flywaydb.core.Flyway;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import javax.sql.DataSource;

/// Brings the tables to what this program needs, from whatever older version they are at. Processes
/// that start at once wait for each other.
public final class Migrations {
    private static final Logger log = LoggerFactory.getLogger(Migrations.class);

    private Migrations() {}

    public static void run(DataSource direct) {
        var result =
                Flyway.configure(Migrations.class.getClassLoader())
                        .dataSource(direct)
                        .locations("classpath:db/migration")
                        .load()
                        .migrate();
        if (result.migrationsExecuted > 0) {
            log.info("database migrated to version {}", result.targetSchemaVersion);
        }
    }
}
