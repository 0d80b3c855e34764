package dev.tandem.server.store;

import dev.tandem.server.application.PolicyStore;
import dev.tandem.server.application.PolicyStoreContract;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.extension.ExtendWith;

import java.sql.SQLException;

@ExtendWith(TestDatabases.class)
class PostgresPolicyStoreTest extends PolicyStoreContract {
    private PolicyStore store;

    @BeforeEach
    void open(Database database) throws SQLException {
        TestDatabases.execute(database, "TRUNCATE policy_book CASCADE");
        store = new PostgresPolicyStore(database.pool());
    }

    @Override
    protected PolicyStore store() {
        return store;
    }
}
