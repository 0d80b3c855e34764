package dev.tandem.server.knowledge;

import crawlercommons.robots.BaseRobotRules;
import crawlercommons.robots.SimpleRobotRulesParser;
import crawlercommons.sitemaps.AbstractSiteMap;
import crawlercommons.sitemaps.SiteMap;
import crawlercommons.sitemaps.SiteMapIndex;
import crawlercommons.sitemaps.SiteMapParser;
import crawlercommons.sitemaps.UnknownFormatException;

import dev.tandem.server.knowledge.CrawlProblem.Reason;

import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// What a site asks of crawlers (RFC 9309) and the pages it announces itself.
final class RobotsPolicy {
    private static final Set<String> NAMES = Set.of(RobotsDirectives.NAME);

    /// Sitemaps read, those of an index included.
    private static final int MAX_SITEMAPS = 20;

    private static final int MAX_REDIRECTS = 5;

    private final BaseRobotRules rules;
    private final List<URI> announced = new ArrayList<>();
    private final List<CrawlProblem> problems = new ArrayList<>();
    private boolean missesSitemap;

    private RobotsPolicy(BaseRobotRules rules) {
        this.rules = rules;
    }

    /// A list of pages.
    ///
    /// @param guessed by us: the site need not have it
    private record Listed(URI at, boolean guessed) {}

    static RobotsPolicy read(PageFetcher fetcher, CrawlScope scope) throws InterruptedException {
        BaseRobotRules rules = rules(fetcher, scope);
        List<Listed> sitemaps = new ArrayList<>();
        rules.getSitemaps()
                .forEach(s ->
                        Addresses.resolve(scope.robots().toString(), s)
                                .ifPresent(at -> sitemaps.add(new Listed(at, false))));
        if (sitemaps.isEmpty()) {
            sitemaps.add(new Listed(scope.start().resolve("/sitemap.xml"), true));
        }
        RobotsPolicy policy = new RobotsPolicy(rules);
        policy.readSitemaps(fetcher, scope, sitemaps);
        return policy;
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

    /// Sitemaps that could not be read.
    List<CrawlProblem> problems() {
        return problems;
    }

    /// Whether one of them may be read the next time.
    boolean missesSitemap() {
        return missesSitemap;
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
                case Fetched.Busy _ -> {
                    // What it allows is not known now.
                    return parser.failedFetch(503);
                }
                case Fetched.Failed failed -> {
                    // No robots.txt allows everything; a broken server allows nothing.
                    return parser.failedFetch(failed.status() == 0 ? 503 : failed.status());
                }
            }
        }
        return parser.failedFetch(404);
    }

    private void readSitemaps(PageFetcher fetcher, CrawlScope scope, List<Listed> sitemaps)
            throws InterruptedException {
        for (int i = 0; i < sitemaps.size(); i++) {
            Listed listed = sitemaps.get(i);
            URI at = listed.at();
            if (i == MAX_SITEMAPS) {
                problem(at, Reason.LIMIT, "more than " + MAX_SITEMAPS + " sitemaps");
                return;
            }
            if (!Addresses.authority(at).equals(Addresses.authority(scope.start()))) {
                problem(at, Reason.ELSEWHERE, "is a sitemap of another host");
                continue;
            }
            switch (fetcher.fetch(at, PageFetcher.ANY)) {
                case Fetched.Body body ->
                        parse(at, body.bytes())
                                .ifPresentOrElse(
                                        map -> collect(map, scope, announced, sitemaps),
                                        () -> unreadable(listed));
                case Fetched.Moved(URI to) -> sitemaps.add(new Listed(to, listed.guessed()));
                case Fetched.Busy(int status, Duration _) -> {
                    missesSitemap = true;
                    problem(at, Reason.STATUS, "answered " + status);
                }
                case Fetched.Failed failed -> failed(listed, failed);
            }
        }
    }

    private void failed(Listed listed, Fetched.Failed failed) {
        boolean notNow = Absence.of(failed) == Absence.NOT_NOW;
        missesSitemap |= notNow;
        if (notNow || failed.reason() == Reason.TOO_BIG || !listed.guessed()) {
            problem(listed.at(), failed.reason(), failed.detail());
        }
    }

    private void unreadable(Listed listed) {
        if (!listed.guessed()) {
            problem(listed.at(), Reason.BROKEN, "is no sitemap");
        }
    }

    private void problem(URI at, Reason reason, String detail) {
        problems.add(new CrawlProblem(at, reason, detail));
    }

    private static void collect(
            AbstractSiteMap map, CrawlScope scope, List<URI> pages, List<Listed> more) {
        if (map instanceof SiteMapIndex index) {
            for (AbstractSiteMap inner : index.getSitemaps()) {
                Addresses.parse(inner.getUrl().toString())
                        .ifPresent(at -> more.add(new Listed(at, false)));
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
