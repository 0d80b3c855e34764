package dev.tandem.tests.peer;

import io.vertx.core.json.JsonObject;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/// A browser's socket without the browser: says without waiting, hears by callback, and can wait
/// for an answer while things are set up.
public final class ChatSocket implements WebSocket.Listener {
    private static final long WITHIN_SECONDS = 30;

    private final Consumer<JsonObject> each;
    private final BlockingQueue<JsonObject> heard = new LinkedBlockingQueue<>();
    private final StringBuilder partial = new StringBuilder();
    private CompletableFuture<?> sent = CompletableFuture.completedFuture(null);
    private WebSocket socket;

    private ChatSocket(Consumer<JsonObject> each) {
        this.each = each;
    }

    public static ChatSocket open(
            HttpClient http, String url, Map<String, String> headers, Consumer<JsonObject> each)
            throws Exception {
        ChatSocket chat = new ChatSocket(each);
        WebSocket.Builder builder = http.newWebSocketBuilder().subprotocols("tandem.v1");
        headers.forEach(builder::header);
        chat.socket =
                builder.buildAsync(URI.create(url), chat).get(WITHIN_SECONDS, TimeUnit.SECONDS);
        return chat;
    }

    /// One after the other, as a WebSocket wants it; called by one thread.
    public void say(JsonObject message) {
        String text = message.encode();
        sent = sent.thenCompose(before -> socket.sendText(text, true));
    }

    public JsonObject hear(String type) throws InterruptedException {
        while (true) {
            JsonObject next = heard.poll(WITHIN_SECONDS, TimeUnit.SECONDS);
            if (next == null) {
                throw new AssertionError("did not hear " + type);
            }
            if (next.getString("type").equals(type)) {
                heard.clear();
                return next;
            }
        }
    }

    @Override
    public void onOpen(WebSocket webSocket) {
        webSocket.request(Long.MAX_VALUE);
    }

    @Override
    public CompletionStage<?> onText(WebSocket webSocket, CharSequence data, boolean last) {
        partial.append(data);
        if (last) {
            JsonObject message = new JsonObject(partial.toString());
            partial.setLength(0);
            each.accept(message);
            if (!message.getString("type").equals("entry")) {
                heard.add(message);
            }
        }
        return null;
    }
}
