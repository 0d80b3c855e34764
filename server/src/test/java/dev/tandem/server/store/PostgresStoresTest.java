package dev.tandem.server.store;

import dev.tandem.server.application.AgentStore;
import dev.tandem.server.application.AgentStoreContract;
import dev.tandem.server.application.ConversationStore;
import dev.tandem.server.application.ConversationStoreContract;
import dev.tandem.server.application.SessionStore;
import dev.tandem.server.application.SessionStoreContract;
import dev.tandem.server.application.Settings;
import dev.tandem.server.application.SettingsContract;
import dev.tandem.server.application.SiteStore;
import dev.tandem.server.application.SiteStoreContract;
import dev.tandem.signaling.protocol.MessageCodec;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.extension.ExtendWith;

/// The contracts, kept by the adapters for PostgreSQL.
@ExtendWith(TestDatabases.class)
class PostgresStoresTest {
    private PostgresStores stores;

    @BeforeEach
    void open(Database database) throws Exception {
        TestDatabases.empty(database);
        stores =
                PostgresStores.open(
                        database,
                        GroupCommitWriter.Limits.DEFAULT,
                        new MessageCodec(),
                        new SimpleMeterRegistry());
    }

    @AfterEach
    void close() {
        stores.close();
    }

    @Nested
    class SampleConversations extends ConversationStoreContract {
        @Override
        protected ConversationStore store() {
            return stores.conversations();
        }
    }

    @Nested
    class Agents extends AgentStoreContract {
        @Override
        protected AgentStore store() {
            return stores.agents();
        }
    }

    @Nested
    class Sessions extends SessionStoreContract {
        @Override
        protected SessionStore store() {
            return stores.sessions();
        }
    }

    @Nested
    class Sites extends SiteStoreContract {
        @Override
        protected SiteStore store() {
            return stores.sites();
        }
    }

    @Nested
    class AllSettings extends SettingsContract {
        @Override
        protected Settings settings() {
            return stores.settings();
        }
    }
}
