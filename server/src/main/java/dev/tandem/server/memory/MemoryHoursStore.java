package dev.tandem.server.memory;

import dev.tandem.server.application.HoursStore;
import dev.tandem.server.routing.OpeningHours;
import dev.tandem.signaling.protocol.SiteKey;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/// Opening hours in memory.
public final class MemoryHoursStore implements HoursStore {
    private final ConcurrentHashMap<SiteKey, Hours> hours = new ConcurrentHashMap<>();

    @Override
    public Map<SiteKey, Hours> all() {
        return Map.copyOf(hours);
    }

    @Override
    public boolean replace(SiteKey site, long before, Optional<OpeningHours> next) {
        Hours made = new Hours(before + 1, next);
        return before == 0
                ? hours.putIfAbsent(site, made) == null
                : Optional.ofNullable(hours.get(site))
                        .filter(h -> h.edition() == before && hours.replace(site, h, made))
                        .isPresent();
    }
}
