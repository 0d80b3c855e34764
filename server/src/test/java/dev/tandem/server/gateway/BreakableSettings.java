package dev.tandem.server.gateway;

import dev.tandem.server.application.Settings;
import dev.tandem.server.application.StoreUnavailableException;
import dev.tandem.server.memory.MemorySettings;

import java.util.Optional;

/// Settings of a database that stores nothing for a while.
final class BreakableSettings implements Settings {
    private final Settings whole = new MemorySettings();
    volatile boolean broken;

    @Override
    public Optional<String> get(String key) {
        return whole.get(key);
    }

    @Override
    public void put(String key, String value) {
        if (broken) {
            throw new StoreUnavailableException("gone", new IllegalStateException(key));
        }
        whole.put(key, value);
    }

    @Override
    public String putIfAbsent(String key, String value) {
        return whole.putIfAbsent(key, value);
    }
}
