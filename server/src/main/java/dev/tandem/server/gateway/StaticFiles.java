package dev.tandem.server.gateway;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.RoutingContext;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/// Serves files that lie on the class path, from memory, with an entity tag. There are a few dozen
/// of them and they never change while the server runs.
final class StaticFiles {
    /// A file larger than this does not belong on the class path.
    static final int MAX_BYTES = 8 * 1024 * 1024;

    private static final Map<String, String> TYPES =
            Map.ofEntries(
                    Map.entry("html", "text/html; charset=utf-8"),
                    Map.entry("js", "text/javascript; charset=utf-8"),
                    Map.entry("css", "text/css; charset=utf-8"),
                    Map.entry("json", "application/json"),
                    Map.entry("svg", "image/svg+xml"),
                    Map.entry("png", "image/png"),
                    Map.entry("ico", "image/x-icon"),
                    Map.entry("woff2", "font/woff2"),
                    Map.entry("txt", "text/plain; charset=utf-8"),
                    Map.entry("xml", "application/xml"),
                    Map.entry("webmanifest", "application/manifest+json"),
                    Map.entry("mp3", "audio/mpeg"),
                    Map.entry("wav", "audio/wav"));

    private final ConcurrentHashMap<String, Optional<Loaded>> loaded = new ConcurrentHashMap<>();

    private record Loaded(Buffer bytes, String type, String tag) {}

    /// @param root folder on the class path, without slashes around it
    /// @param path below it; a path that ends in a slash, or is empty, means `index.html`
    /// @param cache value of Cache-Control
    void send(RoutingContext context, String root, String path, String cache) {
        Optional<Loaded> file = isSafe(path) ? find(root + "/" + indexed(path)) : Optional.empty();
        if (file.isEmpty()) {
            context.next();
            return;
        }
        var response = context.response();
        response.putHeader("Content-Type", file.get().type())
                .putHeader("ETag", file.get().tag())
                .putHeader("Cache-Control", cache);
        if (file.get().tag().equals(context.request().getHeader("If-None-Match"))) {
            response.setStatusCode(304).end();
        } else if (context.request().method().equals(HttpMethod.HEAD)) {
            response.putHeader("Content-Length", String.valueOf(file.get().bytes().length())).end();
        } else {
            response.end(file.get().bytes());
        }
    }

    boolean has(String root, String path) {
        return isSafe(path) && find(root + "/" + indexed(path)).isPresent();
    }

    private static String indexed(String path) {
        return path.isEmpty() || path.endsWith("/") ? path + "index.html" : path;
    }

    private static boolean isSafe(String path) {
        return !path.contains("..") && !path.contains("//") && !path.startsWith("/");
    }

    private Optional<Loaded> find(String resource) {
        Optional<Loaded> known = loaded.get(resource);
        if (known != null) {
            return known;
        }
        Optional<Loaded> found = load(resource);
        // Only what exists is remembered: names of what does not exist are without number.
        if (found.isPresent()) {
            loaded.put(resource, found);
        }
        return found;
    }

    private static Optional<Loaded> load(String resource) {
        int dot = resource.lastIndexOf('.');
        if (dot < resource.lastIndexOf('/')) {
            return Optional.empty();
        }
        String type = TYPES.get(resource.substring(dot + 1).toLowerCase(Locale.ROOT));
        if (type == null) {
            return Optional.empty();
        }
        try (InputStream in = StaticFiles.class.getClassLoader().getResourceAsStream(resource)) {
            if (in == null) {
                return Optional.empty();
            }
            byte[] bytes = in.readNBytes(MAX_BYTES);
            return Optional.of(new Loaded(Buffer.buffer(bytes), type, tag(bytes)));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + resource, e);
        }
    }

    private static String tag(byte[] bytes) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(bytes);
            return '"' + HexFormat.of().formatHex(hash, 0, 12) + '"';
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
