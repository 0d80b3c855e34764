package dev.tandem.server.memory;

import dev.tandem.server.application.PolicyStore;
import dev.tandem.server.application.PolicyStoreContract;

class MemoryPolicyStoreTest extends PolicyStoreContract {
    private final PolicyStore store = new MemoryPolicyStore();

    @Override
    protected PolicyStore store() {
        return store;
    }
}
