package dev.tandem.server.knowledge;

import java.net.URI;

/// Which pages belong to a site: those on the host of the start page and below a path.
///
/// @param start where the crawl begins
/// @param pathPrefix `/` for the whole host, else a path that ends in `/`
public record CrawlScope(URI start, String pathPrefix) {
    public CrawlScope {
        start =
                Addresses.parse(start.toString())
                        .orElseThrow(() ->
                                new IllegalArgumentException("start must be an http(s) address"));
        if (!pathPrefix.startsWith("/") || !pathPrefix.endsWith("/")) {
            throw new IllegalArgumentException("path prefix must begin and end with /");
        }
    }

    /// Everything in the folder of the start page.
    public static CrawlScope below(URI start) {
        String path =
                start.getRawPath() == null || start.getRawPath().isEmpty()
                        ? "/"
                        : start.getRawPath();
        return new CrawlScope(start, path.substring(0, path.lastIndexOf('/') + 1));
    }

    boolean holds(URI uri) {
        return uri.getScheme().equals(start.getScheme())
                && Addresses.authority(uri).equals(Addresses.authority(start))
                && (uri.getRawPath().startsWith(pathPrefix)
                        || (uri.getRawPath() + "/").equals(pathPrefix));
    }

    URI robots() {
        return start.resolve("/robots.txt");
    }
}
