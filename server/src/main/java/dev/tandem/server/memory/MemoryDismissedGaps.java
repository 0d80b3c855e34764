package dev.tandem.server.memory;

import dev.tandem.server.application.DismissedGaps;
import dev.tandem.signaling.protocol.SiteKey;

import java.util.Comparator;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/// Dismissed questions in memory.
public final class MemoryDismissedGaps implements DismissedGaps {
    private final ConcurrentHashMap<SiteKey, List<Dismissed>> sites = new ConcurrentHashMap<>();

    @Override
    public List<Dismissed> of(SiteKey site) {
        return sites.getOrDefault(site, List.of()).stream()
                .sorted(
                        Comparator.comparing(Dismissed::at)
                                .reversed()
                                .thenComparing(Dismissed::question))
                .toList();
    }

    @Override
    public boolean add(SiteKey site, Dismissed dismissed) {
        return sites.merge(site, List.of(dismissed), (known, _) -> with(known, dismissed)).stream()
                .anyMatch(d -> d.question().equals(dismissed.question()));
    }

    private static List<Dismissed> with(List<Dismissed> known, Dismissed more) {
        boolean isKnown = known.stream().anyMatch(d -> d.question().equals(more.question()));
        return isKnown || known.size() >= AT_MOST
                ? known
                : Stream.concat(known.stream(), Stream.of(more)).toList();
    }

    @Override
    public void remove(SiteKey site, String question) {
        sites.computeIfPresent(
                site,
                (_, known) -> known.stream().filter(d -> !d.question().equals(question)).toList());
    }
}
