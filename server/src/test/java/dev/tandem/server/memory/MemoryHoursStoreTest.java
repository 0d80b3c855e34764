package dev.tandem.server.memory;

import dev.tandem.server.application.HoursStore;
import dev.tandem.server.application.HoursStoreContract;

class MemoryHoursStoreTest extends HoursStoreContract {
    private final MemoryHoursStore store = new MemoryHoursStore();

    @Override
    protected HoursStore store() {
        return store;
    }
}
