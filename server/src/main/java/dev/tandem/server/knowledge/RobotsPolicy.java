package dev.tandem.server.knowledge;

import crawlercommons.robots.BaseRobotRules;
import crawlercommons.robots.SimpleRobotRulesParser;
import crawlercommons.sitemaps.AbstractSiteMap;
import crawlercommons.sitemaps.SiteMap;
import crawlercommons.sitemaps.SiteMapIndex;
import crawlercommons.sitemaps.SiteMapParser;
import crawlercommons.sitemaps.UnknownFormatException;

import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// What a site asks of crawlers (RFC 9309) and the pages it announces itself.
final class RobotsPolicy {
    private static final Set<String> NAMES = Set.of("tandembot");

    /// Sitemaps read, those of an index included.
    private static final int MAX_SITEMAPS = 20;

    private static final int MAX_REDIRECTS = 5;

    private final BaseRobotRules rules;
    private final List<URI> announced;

    private RobotsPolicy(BaseRobotRules rules, List<URI> announced) {
        this.rules = rules;
        this.announced = announced;
    }

    static RobotsPolicy read(PageFetcher fetcher, CrawlScope scope) throws InterruptedException {
        BaseRobotRules rules = rules(fetcher, scope);
        List<URI> sitemaps = new ArrayList<>();
        rules.getSitemaps()
                .forEach(s ->
                        Addresses.resolve(scope.robots().toString(), s).ifPresent(sitemaps::add));
        if (sitemaps.isEmpty()) {
            sitemaps.add(scope.start().resolve("/sitemap.xml"));
        }
        return new RobotsPolicy(rules, announced(fetcher, scope, sitemaps));
    }

    boolean allows(URI uri) {
        return rules.isAllowed(uri.toString());
    }

    /// Zero if the site names none.
    Duration delay(CrawlLimits limits) {
        long millis = Math.max(rules.getCrawlDelay(), 0);
        return Duration.ofMillis(Math.min(millis, limits.longestDelay().toMillis()));
    }

    /// From the sitemaps, within the scope.
    List<URI> announced() {
        return announced;
    }

    private static BaseRobotRules rules(PageFetcher fetcher, CrawlScope scope)
            throws InterruptedException {
        URI at = scope.robots();
        SimpleRobotRulesParser parser = new SimpleRobotRulesParser();
        for (int hops = 0; hops <= MAX_REDIRECTS; hops++) {
            switch (fetcher.fetch(at, PageFetcher.ANY)) {
                case Fetched.Body body -> {
                    return parser.parseContent(at.toString(), body.bytes(), "text/plain", NAMES);
                }
                case Fetched.Moved moved -> at = moved.target();
                case Fetched.Failed failed -> {
                    // No robots.txt allows everything; a broken server allows nothing.
                    return parser.failedFetch(failed.status() == 0 ? 503 : failed.status());
                }
            }
        }
        return parser.failedFetch(404);
    }

    private static List<URI> announced(PageFetcher fetcher, CrawlScope scope, List<URI> sitemaps)
            throws InterruptedException {
        List<URI> pages = new ArrayList<>();
        for (int i = 0; i < sitemaps.size() && i < MAX_SITEMAPS; i++) {
            URI at = sitemaps.get(i);
            boolean sameHost = Addresses.authority(at).equals(Addresses.authority(scope.start()));
            if (sameHost && fetcher.fetch(at, PageFetcher.ANY) instanceof Fetched.Body body) {
                parse(at, body.bytes()).ifPresent(map -> collect(map, scope, pages, sitemaps));
            }
        }
        return pages;
    }

    private static void collect(
            AbstractSiteMap map, CrawlScope scope, List<URI> pages, List<URI> more) {
        if (map instanceof SiteMapIndex index) {
            for (AbstractSiteMap inner : index.getSitemaps()) {
                Addresses.parse(inner.getUrl().toString()).ifPresent(more::add);
            }
        } else if (map instanceof SiteMap leaf) {
            leaf.getSiteMapUrls()
                    .forEach(entry ->
                            Addresses.parse(entry.getUrl().toString())
                                    .filter(scope::holds)
                                    .ifPresent(pages::add));
        }
    }

    private static Optional<AbstractSiteMap> parse(URI at, byte[] bytes) {
        try {
            // Not strict: a sitemap may lie deeper than the pages that it lists.
            return Optional.of(new SiteMapParser(false).parseSiteMap(bytes, at.toURL()));
        } catch (UnknownFormatException | IOException | IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
