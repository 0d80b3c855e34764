package dev.tandem.server.memory;

import dev.tandem.server.application.CalibrationStore;
import dev.tandem.server.assistant.SiteCalibration;
import dev.tandem.signaling.protocol.SiteKey;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/// What was learned of the assistant's confidence, in memory.
public final class MemoryCalibrationStore implements CalibrationStore {
    private final Map<SiteKey, SiteCalibration> sites = new ConcurrentHashMap<>();

    @Override
    public Optional<SiteCalibration> of(SiteKey site) {
        return Optional.ofNullable(sites.get(site));
    }

    @Override
    public void keep(SiteKey site, SiteCalibration learned) {
        sites.put(site, learned);
    }
}
