package dev.tandem.server.assistant;

import dev.tandem.server.privacy.Masked;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.ByteArrayOutputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.regex.Pattern;

/// Asks the business's own systems what they know, over HTTP. Reads only, and goes nowhere but to
/// the address in the settings: a redirection is a failure like any other.
final class BusinessSystems {
    /// @param text of the response, cards and e-mail addresses masked; empty unless it told
    ///   something
    record Response(ToolOutcome outcome, String text) {
        static Response without(ToolOutcome outcome) {
            return new Response(outcome, "");
        }
    }

    private static final Logger log = LoggerFactory.getLogger(BusinessSystems.class);

    /// A page to sign in at has the status 200, too.
    private static final Pattern READABLE =
            Pattern.compile("(?i)(?:application/(?:[\\w.-]+\\+)?json|text/plain)\\b.*");

    private static final Pattern CONTROL = Pattern.compile("[\\p{Cntrl}&&[^\\n]]");

    private final HttpClient http =
            HttpClient.newBuilder().followRedirects(HttpClient.Redirect.NEVER).build();

    /// Blocks as long as the lookup may take, or less.
    ///
    /// @param left of the answer's time
    /// @param reader who may go meanwhile; then nothing is waited for
    Response ask(Lookup lookup, URI uri, Duration left, AnswerReader reader) {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(uri).GET().header("Accept", "application/json, text/plain");
        if (!lookup.key().isEmpty()) {
            request.header("Authorization", "Bearer " + lookup.key());
        }
        Body body = new Body(lookup.bytes());
        CompletableFuture<HttpResponse<Void>> asked =
                http.sendAsync(
                        request.build(), HttpResponse.BodyHandlers.ofByteArrayConsumer(body));
        body.tooLarge.thenRun(() -> asked.cancel(true));
        reader.whenGone(() -> asked.cancel(true));
        Duration patience = left.compareTo(lookup.within()) < 0 ? left : lookup.within();
        try {
            return read(lookup, asked.get(patience.toNanos(), TimeUnit.NANOSECONDS), body);
        } catch (TimeoutException slow) {
            asked.cancel(true);
            return Response.without(ToolOutcome.TOO_SLOW);
        } catch (InterruptedException stopped) {
            asked.cancel(true);
            Thread.currentThread().interrupt();
            return Response.without(ToolOutcome.TOO_SLOW);
        } catch (CancellationException | ExecutionException broken) {
            return Response.without(why(lookup, broken, body));
        }
    }

    /// What has been cut off by us says so in several ways.
    private static ToolOutcome why(Lookup lookup, Exception broken, Body body) {
        if (body.tooLarge.isDone()) {
            return ToolOutcome.TOO_LARGE;
        }
        if (broken instanceof CancellationException) {
            return ToolOutcome.TOO_SLOW;
        }
        // Its message may hold the address, and that the customer's id.
        log.warn("{} could not be asked: {}", lookup, cause(broken));
        return ToolOutcome.FAILED;
    }

    private static String cause(Exception broken) {
        Throwable cause = broken.getCause();
        return (cause == null ? broken : cause).getClass().getName();
    }

    private static Response read(Lookup lookup, HttpResponse<Void> response, Body body) {
        if (body.tooLarge.isDone()) {
            return Response.without(ToolOutcome.TOO_LARGE);
        }
        return switch (response.statusCode()) {
            case 200 -> told(lookup, response, body);
            case 204, 404, 410 -> Response.without(ToolOutcome.NOTHING);
            default -> failed(lookup, "the status " + response.statusCode());
        };
    }

    private static Response told(Lookup lookup, HttpResponse<Void> response, Body body) {
        String type = response.headers().firstValue("Content-Type").orElse("");
        if (!READABLE.matcher(type).matches()) {
            return failed(lookup, "a response that is neither JSON nor plain text");
        }
        try {
            String text =
                    StandardCharsets.UTF_8
                            .newDecoder()
                            .decode(ByteBuffer.wrap(body.bytes.toByteArray()))
                            .toString();
            String plain = Masked.text(CONTROL.matcher(text).replaceAll(" ")).strip();
            return plain.isEmpty()
                    ? Response.without(ToolOutcome.NOTHING)
                    : new Response(ToolOutcome.TOLD, plain);
        } catch (CharacterCodingException e) {
            return failed(lookup, "a response that is not in UTF-8");
        }
    }

    private static Response failed(Lookup lookup, String why) {
        log.warn("{} got {}", lookup, why);
        return Response.without(ToolOutcome.FAILED);
    }

    /// Takes what comes as long as it may be that much.
    private static final class Body implements Consumer<Optional<byte[]>> {
        final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        final CompletableFuture<Void> tooLarge = new CompletableFuture<>();
        private final int most;

        Body(int most) {
            this.most = most;
        }

        @Override
        public void accept(Optional<byte[]> part) {
            part.ifPresent(some -> {
                if (bytes.size() + some.length > most) {
                    tooLarge.complete(null);
                } else if (!tooLarge.isDone()) {
                    bytes.writeBytes(some);
                }
            });
        }
    }
}
