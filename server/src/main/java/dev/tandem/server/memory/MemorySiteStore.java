package dev.tandem.server.memory;

import dev.tandem.server.application.Site;
import dev.tandem.server.application.SiteStore;
import dev.tandem.signaling.protocol.SiteKey;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/// Sites in memory.
public final class MemorySiteStore implements SiteStore {
    private final ConcurrentHashMap<SiteKey, Site> sites = new ConcurrentHashMap<>();

    @Override
    public void save(Site site) {
        sites.put(site.key(), site);
    }

    @Override
    public Optional<Site> find(SiteKey key) {
        return Optional.ofNullable(sites.get(key));
    }

    @Override
    public List<Site> all() {
        return sites.values().stream().sorted(Comparator.comparing(s -> s.key().value())).toList();
    }
}
