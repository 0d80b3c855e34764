package dev.tandem.server.knowledge;

import java.net.URI;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// What a crawl finds out about addresses that it learns no page from: there is no such page, it
/// could not be read this time, it leads to another one. Owned by the thread that crawls, and
/// bounded by the addresses that it visits.
final class Findings {
    private final Set<URI> known;
    private final Set<URI> gone = new HashSet<>();
    private final Set<URI> hidden = new HashSet<>();
    private final Set<URI> unread = new HashSet<>();
    private final Map<URI, URI> leads = new HashMap<>();

    /// @param known addresses of the pages that earlier crawls have learned
    Findings(CrawlScope scope, Collection<URI> known) {
        this.known = new LinkedHashSet<>(known);
        this.known.removeIf(uri -> !scope.holds(uri));
    }

    /// The site says so: no such page, closed to us, out of the site.
    void gone(URI uri) {
        gone.add(uri);
    }

    /// It is there, and is not to be learned under any address.
    void hidden(URI uri) {
        gone.add(uri);
        hidden.add(uri);
    }

    /// Says nothing about whether it is there.
    void unread(URI uri) {
        unread.add(uri);
    }

    /// Beyond a limit. Only known ones are remembered: of others there can be any number.
    void leftOut(URI uri) {
        if (known.contains(uri)) {
            unread.add(uri);
        }
    }

    /// A redirect, a canonical address, or the same words.
    void leads(URI from, URI to) {
        leads.put(from, to);
    }

    Set<URI> known() {
        return known;
    }

    /// Whether the words of a page that names another address as its own are found under that, or
    /// under what it leads to in turn; or are not to be found at all.
    boolean isFoundElsewhere(URI uri, Set<URI> pages, boolean complete) {
        return trail(uri).stream()
                .anyMatch(at ->
                        pages.contains(at)
                                || hidden.contains(at)
                                || (!at.equals(uri) && isKept(at, pages, complete)));
    }

    /// Known pages that stay as they are although this crawl has not read them.
    ///
    /// @param pages what it has learned
    /// @param complete whether it has seen the whole site; if not, nothing follows from not having
    ///   met a page
    /// @param limit the crawl's own, so that what is known does not grow with every crawl that
    ///   meets other pages
    List<URI> kept(Set<URI> pages, boolean complete, int limit) {
        return known.stream().filter(uri -> isKept(uri, pages, complete)).limit(limit).toList();
    }

    private boolean isKept(URI uri, Set<URI> pages, boolean complete) {
        Set<URI> trail = trail(uri);
        return known.contains(uri)
                && trail.stream().noneMatch(at -> pages.contains(at) || gone.contains(at))
                && (!complete || trail.stream().anyMatch(unread::contains));
    }

    /// The address, and where it leads to in turn, each once: sites go in circles.
    private Set<URI> trail(URI uri) {
        Set<URI> trail = new LinkedHashSet<>();
        URI at = uri;
        while (at != null && trail.add(at)) {
            at = leads.get(at);
        }
        return trail;
    }
}
