package dev.tandem.server.gateway;

import io.vertx.core.json.JsonObject;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/// A browser's socket in a test: says JSON, waits for what it expects.
final class TestSocket implements WebSocket.Listener {
    private final BlockingQueue<JsonObject> heard = new LinkedBlockingQueue<>();
    private final CompletableFuture<Integer> closed = new CompletableFuture<>();
    private final StringBuilder partial = new StringBuilder();
    private final Duration within;
    private WebSocket socket;

    private TestSocket(Duration within) {
        this.within = within;
    }

    static TestSocket open(String url, Map<String, String> headers, Duration within)
            throws Exception {
        TestSocket listener = new TestSocket(within);
        WebSocket.Builder builder =
                HttpClient.newHttpClient().newWebSocketBuilder().subprotocols("tandem.v1");
        headers.forEach(builder::header);
        listener.socket =
                builder.buildAsync(URI.create(url), listener)
                        .get(within.toSeconds(), TimeUnit.SECONDS);
        return listener;
    }

    @Override
    public void onOpen(WebSocket webSocket) {
        webSocket.request(Long.MAX_VALUE);
    }

    @Override
    public CompletionStage<?> onText(WebSocket webSocket, CharSequence data, boolean last) {
        partial.append(data);
        if (last) {
            heard.add(new JsonObject(partial.toString()));
            partial.setLength(0);
        }
        return null;
    }

    @Override
    public CompletionStage<?> onClose(WebSocket webSocket, int statusCode, String reason) {
        closed.complete(statusCode);
        return null;
    }

    @Override
    public void onError(WebSocket webSocket, Throwable error) {
        closed.completeExceptionally(error);
    }

    TestSocket say(String text) throws Exception {
        socket.sendText(text, true).get(within.toSeconds(), TimeUnit.SECONDS);
        return this;
    }

    /// Sends as fast as the socket takes it; what it no longer takes, because it is closed, is let
    /// go.
    void flood(String text) throws Exception {
        socket.sendText(text, true)
                .handle((sent, broken) -> true)
                .get(within.toSeconds(), TimeUnit.SECONDS);
    }

    boolean isOpen() {
        return !closed.isDone();
    }

    TestSocket sayBinary(byte[] bytes) throws Exception {
        socket.sendBinary(ByteBuffer.wrap(bytes), true).get(within.toSeconds(), TimeUnit.SECONDS);
        return this;
    }

    /// The next message of that type; others before it are let go.
    JsonObject hear(String type) throws InterruptedException {
        return hear(m -> m.getString("type").equals(type), type);
    }

    JsonObject hear(String type, String field, String value) throws InterruptedException {
        return hear(
                m -> m.getString("type").equals(type) && value.equals(m.getString(field)),
                type + " " + value);
    }

    JsonObject hearEvent(String type) throws InterruptedException {
        return hear(
                m ->
                        m.getString("type").equals("entry")
                                && m.getJsonObject("entry")
                                        .getJsonObject("event")
                                        .getString("type")
                                        .equals(type),
                "event " + type);
    }

    private JsonObject hear(Predicate<JsonObject> wanted, String what) throws InterruptedException {
        long end = System.nanoTime() + within.toNanos();
        while (true) {
            JsonObject next =
                    heard.poll(Math.max(1, end - System.nanoTime()), TimeUnit.NANOSECONDS);
            if (next == null) {
                throw new AssertionError("did not hear " + what + " within " + within);
            }
            if (wanted.test(next)) {
                return next;
            }
        }
    }

    int closeCode() throws Exception {
        return closed.get(within.toSeconds(), TimeUnit.SECONDS);
    }

    /// Closed with a code, or by a broken connection.
    boolean isClosed() throws Exception {
        closed.handle((code, broken) -> true).get(within.toSeconds(), TimeUnit.SECONDS);
        return closed.isDone();
    }

    void close() {
        socket.abort();
    }
}
