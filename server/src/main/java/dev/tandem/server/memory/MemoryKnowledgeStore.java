package dev.tandem.server.memory;

import dev.tandem.server.knowledge.KnowledgeStore;
import dev.tandem.server.knowledge.PageText;
import dev.tandem.server.knowledge.PageVectors;
import dev.tandem.server.knowledge.StoredPage;
import dev.tandem.signaling.protocol.SiteKey;

import java.net.URI;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

/// Learned pages in memory.
public final class MemoryKnowledgeStore implements KnowledgeStore {
    private final ConcurrentHashMap<SiteKey, Map<URI, Kept>> sites = new ConcurrentHashMap<>();

    private record Kept(PageText page, String hash, Map<String, PageVectors> vectors) {
        Kept {
            vectors = Map.copyOf(vectors);
        }
    }

    @Override
    public List<StoredPage> load(SiteKey site, String model) {
        return sites.getOrDefault(site, Map.of()).values().stream()
                .map(kept -> new StoredPage(kept.page(), bytes(kept.vectors(), model)))
                .sorted((a, b) -> a.page().url().compareTo(b.page().url()))
                .toList();
    }

    @Override
    public String edition(SiteKey site, String model) {
        Map<URI, Kept> pages = sites.getOrDefault(site, Map.of());
        return pages.values().stream()
                .map(kept ->
                        kept.page().url() + " " + kept.hash() + " " + kept.vectors().get(model))
                .sorted()
                .collect(Collectors.joining(" "));
    }

    private static byte[] bytes(Map<String, PageVectors> vectors, String model) {
        PageVectors own = vectors.get(model);
        return own == null ? new byte[0] : own.toBytes();
    }

    @Override
    public void replacePages(SiteKey site, List<PageText> pages) {
        sites.compute(
                site,
                (_, before) -> {
                    Map<URI, Kept> after = new HashMap<>();
                    for (PageText page : pages) {
                        String hash = page.contentHash();
                        Kept old = before == null ? null : before.get(page.url());
                        after.put(
                                page.url(),
                                old != null && old.hash().equals(hash)
                                        ? new Kept(page, hash, old.vectors())
                                        : new Kept(page, hash, Map.of()));
                    }
                    return Map.copyOf(after);
                });
    }

    @Override
    public void saveVectors(
            SiteKey site, URI page, String contentHash, String model, PageVectors vectors) {
        sites.computeIfPresent(
                site,
                (_, pages) -> {
                    Kept kept = pages.get(page);
                    if (kept == null || !kept.hash().equals(contentHash)) {
                        return pages;
                    }
                    Map<String, PageVectors> models = new HashMap<>(kept.vectors());
                    models.put(model, vectors);
                    Map<URI, Kept> after = new HashMap<>(pages);
                    after.put(page, new Kept(kept.page(), kept.hash(), models));
                    return Map.copyOf(after);
                });
    }
}
