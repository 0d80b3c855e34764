package dev.tandem.server.memory;

import dev.tandem.server.application.CalibrationStore;
import dev.tandem.server.application.CalibrationStoreContract;

class MemoryCalibrationStoreTest extends CalibrationStoreContract {
    private final CalibrationStore store = new MemoryCalibrationStore();

    @Override
    protected CalibrationStore store() {
        return store;
    }
}
