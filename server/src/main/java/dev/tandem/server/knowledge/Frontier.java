package dev.tandem.server.knowledge;

import java.net.URI;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// The addresses still to fetch, each once, nearest first. Refuses what smells of an endless site.
final class Frontier {
    /// The same folder name this often in one path means that relative links pile up.
    private static final int MAX_REPEATED_SEGMENT = 3;

    private final CrawlLimits limits;
    private final ArrayDeque<Target> waiting = new ArrayDeque<>();
    private final Set<URI> known = new HashSet<>();
    private final Map<String, Integer> queries = new HashMap<>();
    private boolean overflowed;

    record Target(URI uri, int depth) {}

    Frontier(CrawlLimits limits) {
        this.limits = limits;
    }

    /// What stopped the address from being added, if it is new and something did.
    Optional<String> add(URI uri, int depth) {
        if (known.contains(uri)) {
            return Optional.empty();
        }
        if (known.size() >= limits.pages()) {
            overflowed = true;
            return Optional.of("more than " + limits.pages() + " pages");
        }
        known.add(uri);
        if (depth > limits.depth()) {
            return Optional.of("more than " + limits.depth() + " clicks away");
        }
        if (loops(uri.getRawPath())) {
            return Optional.of("its path repeats itself");
        }
        if (uri.getRawQuery() != null
                && queries.merge(uri.getRawPath(), 1, Integer::sum) > limits.queriesPerPath()) {
            return Optional.of("more than " + limits.queriesPerPath() + " queries of one path");
        }
        waiting.add(new Target(uri, depth));
        return Optional.empty();
    }

    /// One that is to be fetched once more.
    void again(Target target) {
        waiting.add(target);
    }

    /// Whether there were more addresses than a crawl may fetch.
    boolean hasOverflowed() {
        return overflowed;
    }

    /// Remembers an address that will not be fetched; true the first time.
    boolean markSeen(URI uri) {
        return known.size() < limits.pages() && known.add(uri);
    }

    Optional<Target> next() {
        return Optional.ofNullable(waiting.poll());
    }

    boolean isEmpty() {
        return waiting.isEmpty();
    }

    int found() {
        return known.size();
    }

    private static boolean loops(String path) {
        var segments = Arrays.stream(path.split("/", -1)).filter(s -> !s.isEmpty()).toList();
        return segments.stream()
                .anyMatch(s -> Collections.frequency(segments, s) > MAX_REPEATED_SEGMENT);
    }
}
