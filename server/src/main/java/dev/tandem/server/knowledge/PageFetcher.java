package dev.tandem.server.knowledge;

import dev.tandem.server.knowledge.CrawlProblem.Reason;
import dev.tandem.server.knowledge.Fetched.Failed;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandler;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// One HTTP request of the crawler: never follows a redirect by itself, never reads more or longer
/// than allowed, never talks to an address that the guard refuses. Blocks: for virtual threads.
final class PageFetcher implements AutoCloseable {
    static final String USER_AGENT = "TandemBot/1.0 (learns this site for its own assistant)";

    private static final String PDF = "application/pdf";

    /// What a site can be learned from.
    static final Set<String> LEARNABLE = Set.of("text/html", "application/xhtml+xml", PDF);

    /// For robots.txt and sitemaps, which servers label in many ways.
    static final Set<String> ANY = Set.of();

    /// Before the next request to a server that is busy and names no seconds.
    static final Duration WAIT = Duration.ofSeconds(2);

    /// However long it names: the other sites are to be learned too.
    static final Duration LONGEST_WAIT = Duration.ofSeconds(30);

    private final HttpClient client;
    private final AddressGuard guard;
    private final CrawlLimits limits;

    PageFetcher(AddressGuard guard, CrawlLimits limits) {
        this.guard = guard;
        this.limits = limits;
        this.client =
                HttpClient.newBuilder()
                        .version(HttpClient.Version.HTTP_1_1)
                        .followRedirects(HttpClient.Redirect.NEVER)
                        .connectTimeout(limits.pageTime())
                        .build();
    }

    Fetched fetch(URI uri, Set<String> types) throws InterruptedException {
        Optional<String> refusal = guard.refusal(uri);
        if (refusal.isPresent()) {
            return new Failed(Reason.BLOCKED_ADDRESS, refusal.get(), 0);
        }
        HttpRequest request =
                HttpRequest.newBuilder(uri)
                        .header("User-Agent", USER_AGENT)
                        .header(
                                "Accept",
                                "text/html,application/xhtml+xml;q=0.9,application/pdf;q=0.8,*/*;q=0.1")
                        .build();
        CompletableFuture<HttpResponse<byte[]>> exchange = client.sendAsync(request, wanted(types));
        try {
            return read(
                    uri, exchange.get(limits.pageTime().toMillis(), TimeUnit.MILLISECONDS), types);
        } catch (TimeoutException e) {
            exchange.cancel(true);
            return new Failed(
                    Reason.TOO_SLOW, "took longer than " + limits.pageTime().toMillis() + " ms", 0);
        } catch (ExecutionException e) {
            return failed(e);
        }
    }

    private Failed failed(ExecutionException problem) {
        String kind = "no answer";
        for (Throwable at = problem.getCause(); at != null; at = at.getCause()) {
            kind = at.getClass().getSimpleName();
            if (at instanceof BoundedBody.TooBigException tooBig) {
                return new Failed(Reason.TOO_BIG, "has more than " + tooBig.limit() + " bytes", 0);
            }
        }
        return new Failed(Reason.UNREACHABLE, kind, 0);
    }

    private BodyHandler<byte[]> wanted(Set<String> types) {
        return info -> {
            int limit = limit(info.headers());
            boolean take =
                    info.statusCode() == 200
                            && isType(info.headers().firstValue("content-type"), types)
                            && info.headers().firstValueAsLong("content-length").orElse(0) <= limit;
            return new BoundedBody(take ? limit : 0);
        };
    }

    private int limit(HttpHeaders headers) {
        return isPdf(headers) ? limits.documents().bytes() : limits.pageBytes();
    }

    private static boolean isPdf(HttpHeaders headers) {
        return isType(headers.firstValue("content-type"), Set.of(PDF));
    }

    private Fetched read(URI uri, HttpResponse<byte[]> response, Set<String> types) {
        int status = response.statusCode();
        Optional<String> type = response.headers().firstValue("content-type");
        if (status >= 300 && status < 400 && status != 304) {
            return response.headers()
                    .firstValue("location")
                    .flatMap(location -> Addresses.resolve(uri.toString(), location))
                    .<Fetched>map(Fetched.Moved::new)
                    .orElseGet(() -> new Failed(Reason.STATUS, "redirects to nowhere", status));
        }
        Optional<String> retryAfter = response.headers().firstValue("retry-after");
        if (status == 429 || (status == 503 && retryAfter.isPresent())) {
            return new Fetched.Busy(status, retryAfter.map(PageFetcher::later).orElse(WAIT));
        }
        if (status != 200) {
            return new Failed(Reason.STATUS, "answered " + status, status);
        }
        if (!isType(type, types)) {
            return new Failed(Reason.WRONG_TYPE, "is " + type.orElse("without a type"), status);
        }
        int limit = limit(response.headers());
        if (response.headers().firstValueAsLong("content-length").orElse(0) > limit) {
            return new Failed(Reason.TOO_BIG, "has more than " + limit + " bytes", status);
        }
        if (response.headers()
                .firstValue("content-encoding")
                .filter(e -> !e.equals("identity"))
                .isPresent()) {
            return new Failed(Reason.WRONG_TYPE, "is compressed though we did not ask", status);
        }
        return new Fetched.Body(
                response.body(),
                type.flatMap(PageFetcher::charset).orElse(null),
                response.headers().allValues("x-robots-tag"),
                isPdf(response.headers()));
    }

    /// The seconds that a server names in Retry-After.
    static Duration later(String retryAfter) {
        String seconds = retryAfter.strip();
        if (!seconds.matches("\\d{1,9}")) {
            return WAIT; // A date, by a clock that need not be ours.
        }
        Duration asked = Duration.ofSeconds(Long.parseLong(seconds));
        return asked.compareTo(LONGEST_WAIT) > 0 ? LONGEST_WAIT : asked;
    }

    private static boolean isType(Optional<String> header, Set<String> types) {
        return types.isEmpty()
                || header.map(h -> h.split(";", 2)[0].strip().toLowerCase(Locale.ROOT))
                        .filter(types::contains)
                        .isPresent();
    }

    private static Optional<String> charset(String contentType) {
        for (String part : contentType.split(";", -1)) {
            String[] pair = part.strip().split("=", 2);
            if (pair.length == 2 && pair[0].equalsIgnoreCase("charset")) {
                String name = pair[1].replace("\"", "").strip();
                try {
                    return java.nio.charset.Charset.isSupported(name)
                            ? Optional.of(name)
                            : Optional.empty();
                } catch (IllegalArgumentException e) {
                    return Optional.empty();
                }
            }
        }
        return Optional.empty();
    }

    @Override
    public void close() {
        client.shutdownNow();
    }
}
