package dev.tandem.server.application;

import dev.tandem.server.conversation.Availability;
import dev.tandem.signaling.protocol.SiteKey;

import java.util.concurrent.ConcurrentHashMap;

/// What the desk of each site last said about who could come, for everybody who has to answer at
/// once.
public final class AvailabilityBoard implements AvailabilitySource {
    private final ConcurrentHashMap<SiteKey, Availability> known = new ConcurrentHashMap<>();

    @Override
    public Availability of(SiteKey site) {
        return known.getOrDefault(site, Availability.NOBODY);
    }

    /// True if it is not what was known.
    public boolean put(SiteKey site, Availability now) {
        return !now.equals(known.put(site, now));
    }
}
