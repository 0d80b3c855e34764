package dev.tandem.server.knowledge;

import java.net.URI;
import java.util.List;
import java.util.Optional;

/// A parsed page: its text, where it leads, and what it asks of crawlers.
///
/// @param canonical address the page prefers, if it names one
/// @param links absolute, in the order of the page; none if the page says nofollow
/// @param indexable false if the page says noindex
record ExtractedPage(PageText text, Optional<URI> canonical, List<URI> links, boolean indexable) {
    /// A document leads nowhere; only the server can say that it is not to be indexed.
    static ExtractedPage document(PageText text, List<String> robotsHeaders) {
        return new ExtractedPage(
                text, Optional.empty(), List.of(), RobotsDirectives.of(robotsHeaders).index());
    }
}
