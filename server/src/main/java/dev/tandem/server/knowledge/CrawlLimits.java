package dev.tandem.server.knowledge;

import java.time.Duration;

/// What one crawl may take; a page or a site beyond it is reported and left out.
///
/// @param pages fetched at most, pages that turned out useless included
/// @param pageBytes of one body
/// @param totalBytes of all bodies together
/// @param depth clicks from the start page; pages of the sitemap count as 1
/// @param pageTime from connecting to the last byte
/// @param totalTime of the whole crawl
/// @param redirects in a row
/// @param parallel requests at once; 1 if the site asks for a delay
/// @param queriesPerPath addresses that differ only in their query, against endless calendars
/// @param longestDelay between requests that a robots.txt can ask for
/// @param documents of each PDF
public record CrawlLimits(
        int pages,
        int pageBytes,
        long totalBytes,
        int depth,
        Duration pageTime,
        Duration totalTime,
        int redirects,
        int parallel,
        int queriesPerPath,
        Duration longestDelay,
        DocumentLimits documents) {

    public static final CrawlLimits DEFAULT =
            new CrawlLimits(
                    2_000,
                    2 * 1024 * 1024,
                    200L * 1024 * 1024,
                    12,
                    Duration.ofSeconds(10),
                    Duration.ofMinutes(15),
                    5,
                    4,
                    20,
                    Duration.ofSeconds(5),
                    DocumentLimits.DEFAULT);

    public CrawlLimits {
        if (pages < 1 || pageBytes < 1 || totalBytes < 1 || depth < 0 || redirects < 0) {
            throw new IllegalArgumentException("crawl limits must be positive");
        }
        if (parallel < 1 || queriesPerPath < 0) {
            throw new IllegalArgumentException("crawl limits must be positive");
        }
    }
}
