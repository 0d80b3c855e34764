package dev.tandem.server.knowledge;

import java.net.URI;

/// Follows a crawl. Called on the crawl's thread, in order; must not block.
public interface CrawlListener {
    CrawlListener SILENT =
            new CrawlListener() {
                @Override
                public void fetched(URI url, int fetched, int found) {}

                @Override
                public void problem(CrawlProblem problem) {}
            };

    /// @param fetched pages fetched so far
    /// @param found addresses known so far; grows while crawling
    void fetched(URI url, int fetched, int found);

    void problem(CrawlProblem problem);
}
