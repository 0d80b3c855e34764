package dev.tandem.server.application;

import dev.tandem.server.routing.OpeningHours;
import dev.tandem.signaling.protocol.SiteKey;

import java.util.Map;
import java.util.Optional;

/// When the people of each site serve customers. Methods block, with a deadline; they throw
/// [StoreUnavailableException].
public interface HoursStore {
    /// @param edition counted up by every change; 0: nothing was ever said
    /// @param hours empty: whenever somebody is there
    record Hours(long edition, Optional<OpeningHours> hours) {
        public static final Hours NEVER_SAID = new Hours(0, Optional.empty());
    }

    /// Of every site of which something was ever said. Cheap enough to be asked every second.
    Map<SiteKey, Hours> all();

    /// Stored as the next edition. False, and nothing changes, unless the stored one is `before`.
    boolean replace(SiteKey site, long before, Optional<OpeningHours> hours);
}
