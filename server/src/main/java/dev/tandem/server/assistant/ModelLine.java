package dev.tandem.server.assistant;

import dev.langchain4j.exception.HttpException;
import dev.langchain4j.http.client.HttpClient;
import dev.langchain4j.http.client.HttpClientBuilder;
import dev.langchain4j.http.client.HttpRequest;
import dev.langchain4j.http.client.SuccessfulHttpResponse;
import dev.langchain4j.http.client.sse.ServerSentEventListener;
import dev.langchain4j.http.client.sse.ServerSentEventParser;

import org.jspecify.annotations.Nullable;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;

/// One request's way to the model's endpoint, read by a virtual thread of its own, so that it can
/// be cut at any moment: LangChain4j's own client cannot let go of an endpoint that has not said a
/// word yet.
final class ModelLine implements HttpClient, HttpClientBuilder {
    /// Of one response. Some hundred bytes go with each piece of a word.
    static final int MAX_BYTES = 1 << 20;

    /// Of what an endpoint says about its own failure.
    private static final int ERROR_BYTES = 4_096;

    /// An endpoint that has said all has so long to end its response; then the connection, which
    /// would have been used again, is closed.
    private static final Duration GOODBYE = Duration.ofSeconds(1);

    private final java.net.http.HttpClient http;
    private final Duration within;
    private final AtomicReference<@Nullable Thread> reading = new AtomicReference<>();

    /// @param within until the endpoint begins to answer
    ModelLine(java.net.http.HttpClient http, Duration within) {
        this.http = http;
        this.within = within;
    }

    /// Closes the connection, whatever comes over it. The listener may hear of a broken one.
    void cut() {
        Thread thread = reading.get();
        if (thread != null) {
            thread.interrupt();
        }
    }

    /// Everything has been said; nobody waits for the end of it.
    void hangUp() {
        Thread thread = reading.get();
        if (thread != null && thread.isAlive()) {
            Thread.ofVirtual()
                    .name("goodbye to the model")
                    .start(() -> {
                        try {
                            if (!thread.join(GOODBYE)) {
                                thread.interrupt();
                            }
                        } catch (InterruptedException e) {
                            thread.interrupt();
                        }
                    });
        }
    }

    @Override
    public void execute(
            HttpRequest request, ServerSentEventParser parser, ServerSentEventListener listener) {
        Thread thread =
                Thread.ofVirtual().name("model").unstarted(() -> read(request, parser, listener));
        reading.set(thread);
        thread.start();
    }

    private void read(
            HttpRequest request, ServerSentEventParser parser, ServerSentEventListener listener) {
        try {
            HttpResponse<InputStream> response =
                    http.send(jdk(request), HttpResponse.BodyHandlers.ofInputStream());
            try (InputStream body = new Bounded(response.body())) {
                if (response.statusCode() / 100 == 2) {
                    listener.onOpen(
                            SuccessfulHttpResponse.builder()
                                    .statusCode(response.statusCode())
                                    .headers(response.headers().map())
                                    .build());
                    parser.parse(body, listener);
                    listener.onClose();
                } else {
                    byte[] why = body.readNBytes(ERROR_BYTES);
                    listener.onError(
                            new HttpException(
                                    response.statusCode(),
                                    new String(why, StandardCharsets.UTF_8)));
                }
            }
        } catch (HttpTimeoutException slow) {
            listener.onError(new dev.langchain4j.exception.TimeoutException(slow));
        } catch (IOException broken) {
            listener.onError(broken);
        } catch (InterruptedException cut) {
            // By whoever asked, who listens no more.
        }
    }

    private java.net.http.HttpRequest jdk(HttpRequest request) {
        java.net.http.HttpRequest.Builder jdk =
                java.net.http.HttpRequest.newBuilder(URI.create(request.url()))
                        .timeout(within)
                        .method(
                                request.method().name(),
                                java.net.http.HttpRequest.BodyPublishers.ofString(request.body()));
        request.headers()
                .forEach((name, values) -> values.forEach(value -> jdk.header(name, value)));
        return jdk.build();
    }

    /// The event parser keeps a line as long as it comes.
    private static final class Bounded extends FilterInputStream {
        private int left = MAX_BYTES;

        Bounded(InputStream in) {
            super(in);
        }

        @Override
        public int read() throws IOException {
            int one = super.read();
            count(one < 0 ? 0 : 1);
            return one;
        }

        @Override
        public int read(byte[] into, int from, int length) throws IOException {
            int read = super.read(into, from, length);
            count(Math.max(0, read));
            return read;
        }

        private void count(int bytes) throws IOException {
            left -= bytes;
            if (left < 0) {
                throw new IOException("more than " + MAX_BYTES + " bytes for one answer");
            }
        }
    }

    // A line is its own builder: the model is asked over this one and no other.

    @Override
    public HttpClient build() {
        return this;
    }

    @Override
    public Duration connectTimeout() {
        return within;
    }

    @Override
    public HttpClientBuilder connectTimeout(Duration timeout) {
        return this;
    }

    @Override
    public Duration readTimeout() {
        return within;
    }

    @Override
    public HttpClientBuilder readTimeout(Duration timeout) {
        return this;
    }

    /// LangChain4j's way to a whole response; [OpenAiModel] only streams, so nothing calls it.
    @Override
    public SuccessfulHttpResponse execute(HttpRequest request) {
        throw new UnsupportedOperationException("answers are streamed");
    }
}
