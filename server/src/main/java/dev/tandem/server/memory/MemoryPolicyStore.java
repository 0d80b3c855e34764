package dev.tandem.server.memory;

import dev.tandem.server.application.PolicyStore;
import dev.tandem.server.escalation.Comparison;
import dev.tandem.server.escalation.PolicyBook;
import dev.tandem.server.escalation.PolicyState;
import dev.tandem.server.escalation.PolicyVersion;
import dev.tandem.signaling.protocol.SiteKey;

import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;

/// Policies in memory.
public final class MemoryPolicyStore implements PolicyStore {
    private final ConcurrentHashMap<SiteKey, PolicyBook> books = new ConcurrentHashMap<>();
    private final ConcurrentHashMap<Shadow, Comparison> shadows = new ConcurrentHashMap<>();

    private record Shadow(SiteKey site, int number, Instant since) {}

    @Override
    public PolicyBook book(SiteKey site) {
        return books.getOrDefault(site, PolicyBook.empty(site));
    }

    @Override
    public Map<SiteKey, Long> editions() {
        Map<SiteKey, Long> editions = new HashMap<>();
        books.forEach((site, book) -> editions.put(site, book.edition()));
        return editions;
    }

    @Override
    public boolean replace(PolicyBook next) {
        AtomicBoolean done = new AtomicBoolean();
        books.compute(
                next.site(),
                (_, before) -> {
                    long edition = before == null ? 0 : before.edition();
                    done.set(edition == next.edition() - 1);
                    return done.get() ? next : before;
                });
        if (done.get()) {
            shadows.keySet()
                    .removeIf(s ->
                            s.site().equals(next.site())
                                    && next.shadow().filter(v -> isOf(s, v)).isEmpty());
        }
        return done.get();
    }

    private static boolean isOf(Shadow shadow, PolicyVersion version) {
        return version.number() == shadow.number() && version.since().equals(shadow.since());
    }

    @Override
    public void addShadow(SiteKey site, PolicyVersion shadow, Comparison more) {
        Shadow key = new Shadow(site, shadow.number(), shadow.since());
        if (book(site).shadow().filter(v -> isOf(key, v)).isPresent()) {
            shadows.merge(key, more, Comparison::plus);
        }
    }

    @Override
    public Comparison shadow(SiteKey site, PolicyVersion shadow) {
        return shadow.state() == PolicyState.SHADOW
                ? shadows.getOrDefault(
                        new Shadow(site, shadow.number(), shadow.since()), Comparison.NOTHING)
                : Comparison.NOTHING;
    }
}
