package dev.tandem.server.gateway;

import dev.tandem.server.application.Site;

import io.vertx.core.MultiMap;

import java.util.Optional;

/// Where a browser says it comes from, and who may come from there.
final class Origins {
    private Origins() {}

    static Optional<String> of(MultiMap headers) {
        return Optional.ofNullable(headers.get("Origin")).filter(o -> !o.isBlank());
    }

    /// The page was served by this server itself.
    static boolean isOwn(MultiMap headers, String origin) {
        String host = headers.get("Host");
        return host != null
                && (origin.equalsIgnoreCase("http://" + host)
                        || origin.equalsIgnoreCase("https://" + host));
    }

    /// A widget may run on the site's pages, and on pages of this server (the demo site). What is
    /// not a browser sends no origin; it has to have a token like everybody else.
    static boolean mayUse(Site site, MultiMap headers) {
        return of(headers)
                .map(o -> site.allowedOrigins().contains(o) || isOwn(headers, o))
                .orElse(true);
    }
}
