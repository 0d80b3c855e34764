package dev.tandem.server.memory;

import dev.tandem.server.knowledge.KnowledgeStore;
import dev.tandem.server.knowledge.KnowledgeStoreContract;

class MemoryKnowledgeStoreTest extends KnowledgeStoreContract {
    private final KnowledgeStore store = new MemoryKnowledgeStore();

    @Override
    protected KnowledgeStore store() {
        return store;
    }
}
