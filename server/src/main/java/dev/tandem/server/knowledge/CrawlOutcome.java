package dev.tandem.server.knowledge;

import java.net.URI;
import java.util.List;

/// What a crawl brought home. Pages are cleaned of boilerplate.
///
/// @param kept known pages that it could not read, or may not have met, and did not find gone
/// @param fetched requests for pages, useless ones included
/// @param complete false if a limit, the site or an interrupt ended the crawl before every address
///   that it found was asked for
public record CrawlOutcome(
        List<PageText> pages,
        List<URI> kept,
        List<CrawlProblem> problems,
        int fetched,
        boolean complete) {
    /// Problems kept; more are counted by the listener only.
    static final int MAX_PROBLEMS = 1_000;

    public CrawlOutcome {
        pages = List.copyOf(pages);
        kept = List.copyOf(kept);
        problems = List.copyOf(problems);
    }
}
