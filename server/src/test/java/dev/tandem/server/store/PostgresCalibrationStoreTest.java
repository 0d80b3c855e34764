package dev.tandem.server.store;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tandem.server.application.CalibrationStore;
import dev.tandem.server.application.CalibrationStoreContract;
import dev.tandem.signaling.protocol.SiteKey;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import java.sql.SQLException;

@ExtendWith(TestDatabases.class)
class PostgresCalibrationStoreTest extends CalibrationStoreContract {
    private CalibrationStore store;

    @BeforeEach
    void open(Database database) throws SQLException {
        TestDatabases.execute(database, "TRUNCATE site_calibration");
        store = new PostgresCalibrationStore(database.pool());
    }

    @Override
    protected CalibrationStore store() {
        return store;
    }

    @Test
    void what_another_program_stored_beyond_the_limits_is_not_taken(Database database)
            throws SQLException {
        TestDatabases.execute(database, "INSERT INTO site_calibration VALUES ('odd', 'NaN', 30)");
        TestDatabases.execute(database, "INSERT INTO site_calibration VALUES ('far', 7, 30)");

        assertThatThrownBy(() -> store.of(new SiteKey("odd")))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> store.of(new SiteKey("far")))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
