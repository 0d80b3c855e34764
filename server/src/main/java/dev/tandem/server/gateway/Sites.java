package dev.tandem.server.gateway;

import dev.tandem.server.application.Site;
import dev.tandem.server.application.SiteStore;
import dev.tandem.server.application.StoreUnavailableException;
import dev.tandem.server.conversation.RecordingPolicy;
import dev.tandem.signaling.protocol.SiteKey;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;

/// The sites as every request needs them: in memory, refreshed from the store.
public final class Sites {
    private static final Logger log = LoggerFactory.getLogger(Sites.class);
    private final SiteStore store;
    private final AtomicReference<Map<SiteKey, Site>> known = new AtomicReference<>(Map.of());

    private final boolean canRecord;

    /// @param canRecord there is a place for recordings
    public Sites(SiteStore store, boolean canRecord) {
        this.store = store;
        this.canRecord = canRecord;
    }

    /// What is really done: without a place for recordings, nothing.
    public RecordingPolicy recordingOf(SiteKey key) {
        return find(key).filter(_ -> canRecord).map(Site::recording).orElse(RecordingPolicy.OFF);
    }

    /// Blocks. What was known stays if the store does not answer.
    public void refresh() {
        try {
            Map<SiteKey, Site> fresh = new HashMap<>();
            store.all().forEach(s -> fresh.put(s.key(), s));
            known.set(Map.copyOf(fresh));
        } catch (StoreUnavailableException e) {
            log.warn("The sites could not be read again: {}", e.getMessage());
        }
    }

    Optional<Site> find(SiteKey key) {
        return Optional.ofNullable(known.get().get(key));
    }

    /// As people read it; the key if the site is not known.
    public String nameOf(SiteKey key) {
        return find(key).map(Site::name).orElse(key.value());
    }

    boolean anyAllows(String origin) {
        return known.get().values().stream().anyMatch(s -> s.allowedOrigins().contains(origin));
    }
}
