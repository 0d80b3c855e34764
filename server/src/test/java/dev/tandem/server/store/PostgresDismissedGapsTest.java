package dev.tandem.server.store;

import dev.tandem.server.application.DismissedGaps;
import dev.tandem.server.application.DismissedGapsContract;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.extension.ExtendWith;

import java.sql.SQLException;

@ExtendWith(TestDatabases.class)
class PostgresDismissedGapsTest extends DismissedGapsContract {
    private DismissedGaps store;

    @BeforeEach
    void open(Database database) throws SQLException {
        TestDatabases.execute(database, "TRUNCATE dismissed_gap");
        store = new PostgresDismissedGaps(database.pool());
    }

    @Override
    protected DismissedGaps store() {
        return store;
    }
}
