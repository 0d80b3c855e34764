package dev.tandem.server.store;

import dev.tandem.server.store.DatabaseProblem.Kind;

import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.exception.FlywayValidateException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import javax.sql.DataSource;

/// Brings the tables to what this program needs, from whatever older version they are at. Processes
/// that start at once wait for each other.
public final class Migrations {
    private static final Logger log = LoggerFactory.getLogger(Migrations.class);

    private Migrations() {}

    public static void run(DataSource direct) throws DatabaseProblem {
        try {
            var result =
                    Flyway.configure(Migrations.class.getClassLoader())
                            .dataSource(direct)
                            .locations("classpath:db/migration")
                            .load()
                            .migrate();
            if (result.migrationsExecuted > 0) {
                log.info("database migrated to version {}", result.targetSchemaVersion);
            }
        } catch (FlywayValidateException e) {
            throw new DatabaseProblem(
                    Kind.OTHER_VERSION,
                    "The tables in the database were made by another Tandem, which this one cannot"
                            + " follow: use that one, or choose another data folder or database.",
                    e);
        } catch (FlywayException e) {
            throw new DatabaseProblem(
                    Kind.NO_TABLES,
                    "The tables could not be made or changed: let the database's user create tables"
                            + " in its schema.",
                    e);
        }
    }
}
