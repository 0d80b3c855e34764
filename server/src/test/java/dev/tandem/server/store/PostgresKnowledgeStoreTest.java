package dev.tandem.server.store;

import dev.tandem.server.knowledge.KnowledgeStore;
import dev.tandem.server.knowledge.KnowledgeStoreContract;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.extension.ExtendWith;

import java.sql.SQLException;

@ExtendWith(TestDatabases.class)
class PostgresKnowledgeStoreTest extends KnowledgeStoreContract {
    private KnowledgeStore store;

    @BeforeEach
    void open(Database database) throws SQLException {
        TestDatabases.execute(
                database, "TRUNCATE knowledge_file, knowledge_page, knowledge_vectors");
        store = new PostgresKnowledgeStore(database.pool());
    }

    @Override
    protected KnowledgeStore store() {
        return store;
    }
}
