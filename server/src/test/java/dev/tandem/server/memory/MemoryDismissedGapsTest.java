package dev.tandem.server.memory;

import dev.tandem.server.application.DismissedGaps;
import dev.tandem.server.application.DismissedGapsContract;

class MemoryDismissedGapsTest extends DismissedGapsContract {
    private final DismissedGaps store = new MemoryDismissedGaps();

    @Override
    protected DismissedGaps store() {
        return store;
    }
}
