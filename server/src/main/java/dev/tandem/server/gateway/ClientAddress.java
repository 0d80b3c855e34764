package dev.tandem.server.gateway;

import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpServerRequest;

import java.util.Arrays;
import java.util.List;

/// Whose address a request comes from. What a browser writes into `X-Forwarded-For` is believed
/// only as far as our own proxies have added to it: with one proxy the last entry is the client,
/// and everything before it may be invented.
record ClientAddress(int proxies) {
    private static final int MAX_CHARS = 64;

    String of(HttpServerRequest request) {
        return of(request.headers(), request.remoteAddress().hostAddress());
    }

    String of(MultiMap headers, String connected) {
        if (proxies == 0) {
            return connected;
        }
        List<String> entries =
                headers.getAll("X-Forwarded-For").stream()
                        .flatMap(line -> Arrays.stream(line.split(",")))
                        .map(String::strip)
                        .filter(entry -> !entry.isEmpty() && entry.length() <= MAX_CHARS)
                        .toList();
        return entries.size() < proxies ? connected : entries.get(entries.size() - proxies);
    }
}
