package dev.tandem.server.application;

import dev.tandem.server.application.HoursStore.Hours;
import dev.tandem.server.conversation.Availability;
import dev.tandem.server.routing.OpeningHours;
import dev.tandem.signaling.protocol.SiteKey;

import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/// Who could come now, as the staff is there and the business is open: outside its hours nobody is
/// offered, whoever sits at a desk. Who waits already is served all the same, and so is who is
/// passed on.
///
/// A change made here is in force at once; one of another node after the next [#look]. While the
/// store does not answer, what was last known stays.
public final class SiteHours implements AvailabilitySource {
    private final HoursStore store;
    private final AvailabilitySource staff;
    private final InstantSource clock;
    private final ConcurrentHashMap<SiteKey, Hours> known = new ConcurrentHashMap<>();

    public SiteHours(HoursStore store, AvailabilitySource staff, InstantSource clock) {
        this.store = store;
        this.staff = staff;
        this.clock = clock;
    }

    @Override
    public Availability of(SiteKey site) {
        Instant now = clock.instant();
        return known(site)
                .hours()
                .filter(hours -> !hours.isOpen(now))
                .map(hours -> Availability.closedUntil(hours.opensAfter(now)))
                .orElseGet(() -> staff.of(site));
    }

    private Hours known(SiteKey site) {
        return known.getOrDefault(site, Hours.NEVER_SAID);
    }

    /// Takes what is new in the store; what was read before a change made meanwhile is not. Blocks.
    public void look() {
        store.all()
                .forEach((site, stored) ->
                        known.merge(
                                site,
                                stored,
                                (before, read) ->
                                        read.edition() > before.edition() ? read : before));
    }

    /// What is stored now. Blocks.
    public Hours stored(SiteKey site) {
        look();
        return known(site);
    }

    /// False if somebody else has changed it since that edition. Blocks.
    public boolean change(SiteKey site, long edition, Optional<OpeningHours> hours) {
        boolean mine = store.replace(site, edition, hours);
        look();
        return mine;
    }
}
