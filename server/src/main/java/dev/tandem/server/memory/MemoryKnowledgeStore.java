package dev.tandem.server.memory;

import dev.tandem.server.knowledge.KnowledgeStore;
import dev.tandem.server.knowledge.KnownFile;
import dev.tandem.server.knowledge.KnownPage;
import dev.tandem.server.knowledge.PageText;
import dev.tandem.server.knowledge.PageUse;
import dev.tandem.server.knowledge.PageVectors;
import dev.tandem.server.knowledge.StoredPage;
import dev.tandem.server.knowledge.UploadedFile;
import dev.tandem.signaling.protocol.SiteKey;

import org.jspecify.annotations.Nullable;

import java.net.URI;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Learned pages in memory.
public final class MemoryKnowledgeStore implements KnowledgeStore {
    private final ConcurrentHashMap<SiteKey, Map<URI, Kept>> sites = new ConcurrentHashMap<>();

    private final Set<SiteKey> wishes = ConcurrentHashMap.newKeySet();

    private record Kept(
            PageText page,
            String hash,
            Map<String, PageVectors> vectors,
            PageUse use,
            boolean written,
            Optional<UploadedFile> file,
            Instant learnedAt) {
        Kept {
            vectors = Map.copyOf(vectors);
        }

        Kept with(Map<String, PageVectors> others) {
            return new Kept(page, hash, others, use, written, file, learnedAt);
        }

        Kept used(PageUse other) {
            return new Kept(page, hash, vectors, other, written, file, learnedAt);
        }

        boolean isCrawled() {
            return !written && use == PageUse.ANSWERS;
        }

        boolean isAnsweredFrom() {
            return use != PageUse.EXCLUDED;
        }

        KnownPage known() {
            return new KnownPage(
                    page.url(),
                    page.title(),
                    page.language(),
                    use,
                    written,
                    file.map(f -> new KnownFile(f.name(), f.kind(), f.size())),
                    learnedAt);
        }

        Kept of(UploadedFile made) {
            return new Kept(page, hash, vectors, use, written, Optional.of(made), learnedAt);
        }

        /// Of its file, empty without one.
        String name() {
            return file.map(UploadedFile::name).orElse("");
        }

        boolean isNamed(String name) {
            return file.filter(f -> f.name().equalsIgnoreCase(name)).isPresent();
        }
    }

    @Override
    public List<StoredPage> load(SiteKey site, String model) {
        return sites.getOrDefault(site, Map.of()).values().stream()
                .filter(Kept::isAnsweredFrom)
                .map(kept -> new StoredPage(kept.page(), bytes(kept.vectors(), model)))
                .sorted((a, b) -> a.page().url().compareTo(b.page().url()))
                .toList();
    }

    @Override
    public String edition(SiteKey site, String model) {
        Map<URI, Kept> pages = sites.getOrDefault(site, Map.of());
        return pages.values().stream()
                .filter(Kept::isAnsweredFrom)
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
    public void replacePages(SiteKey site, List<PageText> pages, List<URI> kept) {
        Set<URI> others = Set.copyOf(kept);
        sites.compute(
                site,
                (_, before) -> {
                    Map<URI, Kept> after = new HashMap<>();
                    if (before != null) {
                        before.values().stream()
                                .filter(k -> !k.isCrawled() || others.contains(k.page().url()))
                                .forEach(k -> after.put(k.page().url(), k));
                    }
                    for (PageText page : pages) {
                        Kept old = before == null ? null : before.get(page.url());
                        after.put(page.url(), kept(page, old, false));
                    }
                    return Map.copyOf(after);
                });
    }

    private static Kept kept(PageText page, @Nullable Kept old, boolean written) {
        String hash = page.contentHash();
        if (old != null && old.hash().equals(hash)) {
            return old;
        }
        PageUse use = old == null ? PageUse.ANSWERS : old.use();
        return new Kept(page, hash, Map.of(), use, written, Optional.empty(), Instant.now());
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
                    after.put(page, kept.with(models));
                    return Map.copyOf(after);
                });
    }

    private Stream<Kept> all(SiteKey site) {
        return sites.getOrDefault(site, Map.of()).values().stream();
    }

    @Override
    public List<KnownPage> known(SiteKey site, String search, Optional<URI> after, int limit) {
        String wanted = search.toLowerCase(Locale.ROOT);
        return all(site)
                .filter(k ->
                        (k.page().title() + " " + k.page().url() + " " + k.name())
                                .toLowerCase(Locale.ROOT)
                                .contains(wanted))
                .map(Kept::known)
                .filter(k -> k.url().toString().compareTo(after.map(URI::toString).orElse("")) > 0)
                .sorted(Comparator.comparing(k -> k.url().toString()))
                .limit(limit)
                .toList();
    }

    @Override
    public Optional<KnownPage> known(SiteKey site, URI page) {
        return one(site, page).map(Kept::known);
    }

    @Override
    public Optional<PageText> text(SiteKey site, URI page) {
        return one(site, page).map(Kept::page);
    }

    private Optional<Kept> one(SiteKey site, URI page) {
        return Optional.ofNullable(sites.getOrDefault(site, Map.of()).get(page));
    }

    @Override
    public boolean use(SiteKey site, URI page, PageUse use) {
        return put(site, page, old -> old.map(k -> k.used(use)));
    }

    @Override
    public List<URI> pinned(SiteKey site) {
        return urls(site, k -> k.use() == PageUse.PINNED && !k.written());
    }

    @Override
    public List<URI> crawled(SiteKey site) {
        return urls(site, Kept::isCrawled);
    }

    private List<URI> urls(SiteKey site, Predicate<Kept> which) {
        return all(site)
                .filter(which)
                .map(k -> k.page().url())
                .sorted(Comparator.comparing(URI::toString))
                .toList();
    }

    @Override
    public void write(SiteKey site, PageText page) {
        put(site, page.url(), old -> Optional.of(kept(page, old.orElse(null), true)));
    }

    @Override
    public boolean keep(SiteKey site, PageText page, UploadedFile file) {
        sites.compute(
                site,
                (_, before) -> {
                    Map<URI, Kept> after = new HashMap<>(before == null ? Map.of() : before);
                    Kept old = after.remove(page.url());
                    if (after.values().stream().noneMatch(k -> k.isNamed(file.name()))) {
                        after.put(page.url(), kept(page, old, true).of(file));
                    } else if (old != null) {
                        after.put(page.url(), old);
                    }
                    return Map.copyOf(after);
                });
        return one(site, page.url()).flatMap(Kept::file).filter(file::equals).isPresent();
    }

    @Override
    public Optional<UploadedFile> file(SiteKey site, URI page) {
        return one(site, page).flatMap(Kept::file);
    }

    @Override
    public Optional<URI> fileNamed(SiteKey site, String name) {
        return all(site).filter(k -> k.isNamed(name)).map(k -> k.page().url()).findFirst();
    }

    @Override
    public int files(SiteKey site) {
        return (int) all(site).filter(k -> k.file().isPresent()).count();
    }

    @Override
    public boolean erase(SiteKey site, URI page) {
        boolean there = one(site, page).filter(Kept::written).isPresent();
        put(site, page, old -> old.filter(k -> !k.written()));
        return there;
    }

    /// @param change empty for a page that is not there, or not any more
    private boolean put(SiteKey site, URI page, UnaryOperator<Optional<Kept>> change) {
        Map<URI, Kept> now =
                sites.compute(
                        site,
                        (_, before) -> {
                            Map<URI, Kept> after = new HashMap<>();
                            if (before != null) {
                                after.putAll(before);
                            }
                            Optional<Kept> kept =
                                    change.apply(Optional.ofNullable(after.remove(page)));
                            kept.ifPresent(k -> after.put(page, k));
                            return Map.copyOf(after);
                        });
        return now.containsKey(page);
    }

    @Override
    public int written(SiteKey site) {
        return (int) all(site).filter(k -> k.written() && k.file().isEmpty()).count();
    }

    @Override
    public void wantCrawl(SiteKey site) {
        wishes.add(site);
    }

    @Override
    public boolean takeCrawlWish(SiteKey site) {
        return wishes.remove(site);
    }
}
