package dev.tandem.server.memory;

import dev.tandem.server.application.Settings;

import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/// Settings in memory.
public final class MemorySettings implements Settings {
    private final ConcurrentHashMap<String, String> values = new ConcurrentHashMap<>();

    @Override
    public Optional<String> get(String key) {
        return Optional.ofNullable(values.get(key));
    }

    @Override
    public void put(String key, String value) {
        values.put(key, value);
    }

    @Override
    public String putIfAbsent(String key, String value) {
        return values.computeIfAbsent(key, _ -> value);
    }
}
