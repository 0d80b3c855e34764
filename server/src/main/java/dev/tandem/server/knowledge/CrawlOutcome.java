package dev.tandem.server.knowledge;

import java.util.List;

/// What a crawl brought home. Pages are cleaned of boilerplate.
///
/// @param fetched requests for pages, useless ones included
/// @param complete false if a limit or an interrupt ended the crawl before its frontier was empty
public record CrawlOutcome(
        List<PageText> pages, List<CrawlProblem> problems, int fetched, boolean complete) {
    /// Problems kept; more are counted by the listener only.
    static final int MAX_PROBLEMS = 1_000;

    public CrawlOutcome {
        pages = List.copyOf(pages);
        problems = List.copyOf(problems);
    }
}
