package dev.tandem.server.knowledge;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/// One form for every way to write the same web address.
final class Addresses {
    static final int MAX_CHARS = 2_000;

    private Addresses() {}

    static Optional<URI> resolve(String base, String reference) {
        try {
            return parse(new URI(base).resolve(reference.replace(" ", "%20")).toString());
        } catch (URISyntaxException | IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /// Empty for what is not an http(s) address.
    static Optional<URI> parse(String text) {
        if (text.length() > MAX_CHARS) {
            return Optional.empty();
        }
        try {
            URI raw = new URI(text.strip().replace(" ", "%20").replace("|", "%7C")).normalize();
            String scheme = raw.getScheme() == null ? "" : raw.getScheme().toLowerCase(Locale.ROOT);
            String host = raw.getHost();
            boolean web = scheme.equals("http") || scheme.equals("https");
            if (!web || host == null || raw.getRawUserInfo() != null) {
                return Optional.empty();
            }
            int port = raw.getPort() == (scheme.equals("https") ? 443 : 80) ? -1 : raw.getPort();
            String path =
                    raw.getRawPath() == null || raw.getRawPath().isEmpty() ? "/" : raw.getRawPath();
            String query = raw.getRawQuery() == null ? "" : withoutTracking(raw.getRawQuery());
            return Optional.of(
                    new URI(
                            scheme
                                    + "://"
                                    + host.toLowerCase(Locale.ROOT)
                                    + (port < 0 ? "" : ":" + port)
                                    + path
                                    + (query.isEmpty() ? "" : "?" + query)));
        } catch (URISyntaxException e) {
            return Optional.empty();
        }
    }

    /// `host` or `host:port`, as in the `Host` header.
    static String authority(URI uri) {
        return uri.getPort() < 0 ? uri.getHost() : uri.getHost() + ":" + uri.getPort();
    }

    private static String withoutTracking(String query) {
        return Arrays.stream(query.split("&", -1))
                .filter(p ->
                        !p.startsWith("utm_")
                                && !p.startsWith("gclid=")
                                && !p.startsWith("fbclid="))
                .collect(Collectors.joining("&"));
    }
}
