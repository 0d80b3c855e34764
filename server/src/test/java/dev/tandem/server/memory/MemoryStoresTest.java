package dev.tandem.server.memory;

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

import org.junit.jupiter.api.Nested;

/// The contracts, kept by the adapters in memory.
class MemoryStoresTest {
    @Nested
    class SampleConversations extends ConversationStoreContract {
        private final ConversationStore store = new MemoryConversationStore();

        @Override
        protected ConversationStore store() {
            return store;
        }
    }

    @Nested
    class Agents extends AgentStoreContract {
        private final AgentStore store = new MemoryAgentStore();

        @Override
        protected AgentStore store() {
            return store;
        }
    }

    @Nested
    class Sessions extends SessionStoreContract {
        private final SessionStore store = new MemorySessionStore();

        @Override
        protected SessionStore store() {
            return store;
        }
    }

    @Nested
    class Sites extends SiteStoreContract {
        private final SiteStore store = new MemorySiteStore();

        @Override
        protected SiteStore store() {
            return store;
        }
    }

    @Nested
    class AllSettings extends SettingsContract {
        private final Settings settings = new MemorySettings();

        @Override
        protected Settings settings() {
            return settings;
        }
    }
}
