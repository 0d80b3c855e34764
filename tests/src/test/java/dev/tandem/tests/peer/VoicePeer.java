package dev.tandem.tests.peer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tandem.tests.harness.Address;
import dev.tandem.tests.harness.TandemProcess;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;

/// A customer or an agent without a browser: says yes to whoever rings or asks for a call, brings
/// its leg, speaks and listens. The protocol is the browsers' own.
public final class VoicePeer implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(40);
    private static final Duration LOOK = Duration.ofMillis(50);
    private static final AtomicLong NAMES = new AtomicLong();

    private final PeerHost host;
    private final HttpClient http = HttpClient.newHttpClient();
    private final String name = "peer" + NAMES.incrementAndGet();
    private final String role;

    /// What comes from the socket is taken in one after the other, here.
    private final ExecutorService turns = Executors.newSingleThreadExecutor();

    private final Map<String, Integer> offers = new HashMap<>();
    private final Map<String, String> bridges = new ConcurrentHashMap<>();
    private final CompletableFuture<String> conversation = new CompletableFuture<>();
    private final Map<String, JsonObject> happened = new ConcurrentHashMap<>();
    private volatile String call = "";
    private final ChatSocket socket;
    private long commands;

    private VoicePeer(
            PeerHost host,
            String role,
            Address tandem,
            Map<String, String> headers,
            JsonObject hello)
            throws Exception {
        this.host = host;
        this.role = role;
        socket =
                ChatSocket.open(
                        http,
                        tandem.url("/ws").replace("http", "ws"),
                        headers,
                        message -> turns.execute(() -> hear(message)));
        socket.say(hello.put("type", "hello"));
        socket.hear("welcome");
    }

    /// Signed in at the desk and there.
    public static VoicePeer agent(PeerHost host, Address tandem, String login) throws Exception {
        HttpResponse<String> in =
                post(
                        tandem.url("/api/v1/session"),
                        new JsonObject()
                                .put("login", login)
                                .put("password", TandemProcess.PASSWORD));
        String cookie = in.headers().firstValue("set-cookie").orElseThrow().replaceAll(";.*", "");
        VoicePeer agent =
                new VoicePeer(
                        host,
                        "agent",
                        tandem,
                        Map.of("Cookie", cookie, "Origin", tandem.url("")),
                        new JsonObject());
        agent.command("set_presence", new JsonObject().put("presence", "available"));
        return agent;
    }

    /// On the site, with a person wanted by voice or video.
    public static VoicePeer customer(PeerHost host, Address tandem, String site, String channel)
            throws Exception {
        String token =
                new JsonObject(
                                post(
                                                tandem.url("/api/v1/sites/" + site + "/customers"),
                                                new JsonObject())
                                        .body())
                        .getString("token");
        VoicePeer customer =
                new VoicePeer(
                        host, "customer", tandem, Map.of(), new JsonObject().put("token", token));
        customer.command("start", new JsonObject().put("person", channel));
        customer.conversation.complete(customer.socket.hear("accepted").getString("conversation"));
        customer.inConversation("skip_details", new JsonObject());
        return customer;
    }

    // ---- What it does when asked ----

    public void says(int hertz) {
        awaitConnected();
        host.ask(name, "tone", new JsonObject().put("hz", hertz));
    }

    /// A WAV file, once.
    public void says(Path words) {
        awaitConnected();
        host.ask(name, "words", new JsonObject().put("file", words.toString()));
    }

    public void shows(boolean camera) {
        host.ask(name, "camera", new JsonObject().put("on", camera));
        sending(camera);
    }

    public void proposes(String channel) {
        inConversation("propose_media", new JsonObject().put("channel", channel));
    }

    /// The agent ends the conversation, and is free for the next.
    public void finishes() {
        inConversation("end_conversation", new JsonObject());
        awaitEvent("conversation_ended");
        inConversation("finish_wrap_up", new JsonObject().put("disposition", "solved"));
        awaitEvent("closed");
    }

    /// @return `rms`, `hz`, `purity`, `frames`, `state`
    public JsonObject notices() {
        return host.ask(name, "notice", new JsonObject());
    }

    /// Waits until it hears a tone of this many hertz, nearly alone.
    public void hears(int hertz) {
        awaits(
                "a tone of " + hertz + " Hz",
                now ->
                        Math.abs(now.getInteger("hz") - hertz) <= 10
                                && now.getDouble("rms") > 500
                                && now.getDouble("purity") > 0.8);
    }

    private void awaitConnected() {
        awaits("a connection", now -> now.getString("state").equals("CONNECTED"));
    }

    public void hearsAnything() {
        awaits("a sound", now -> now.getDouble("rms") > 100);
    }

    public void hearsNothing() {
        awaits("silence", now -> now.getDouble("rms") < 30);
    }

    /// Waits until so many more pictures have been decoded.
    public void sees(int pictures) {
        long before = notices().getLong("frames");
        awaits(pictures + " pictures", now -> now.getLong("frames") >= before + pictures);
    }

    public void awaits(String what, Predicate<JsonObject> wanted) {
        long giveUpAt = System.nanoTime() + PATIENCE.toNanos();
        JsonObject now = new JsonObject();
        while (System.nanoTime() < giveUpAt) {
            if (!call.isEmpty() && bridges.containsKey(call)) {
                now = notices();
                if (wanted.test(now)) {
                    return;
                }
            }
            LockSupport.parkNanos(LOOK.toNanos());
        }
        throw new AssertionError(role + " waited for " + what + ", and noticed " + now);
    }

    /// Waits until this has happened in its conversation.
    public JsonObject awaitEvent(String type) {
        long giveUpAt = System.nanoTime() + PATIENCE.toNanos();
        while (!happened.containsKey(type)) {
            assertThat(System.nanoTime()).as("waited for " + type).isLessThan(giveUpAt);
            LockSupport.parkNanos(LOOK.toNanos());
        }
        return happened.get(type);
    }

    // ---- What it does by itself ----

    private void hear(JsonObject message) {
        switch (message.getString("type")) {
            case "offer_ringing" -> {
                conversation.complete(message.getString("conversation"));
                inConversation(
                        "accept_offer", new JsonObject().put("offer", message.getString("offer")));
                say(
                        new JsonObject()
                                .put("type", "resume")
                                .put("conversation", message.getString("conversation"))
                                .put("afterVersion", 0));
            }
            case "prepare_call" -> bring(message);
            case "join_call" -> {
                bring(message);
                call = message.getString("call");
                sending(false);
            }
            case "sdp_answer" ->
                    host.ask(name, "answer", new JsonObject().put("sdp", message.getString("sdp")));
            case "forgo_call" -> leave(message.getString("call"));
            case "entry" -> happens(message.getJsonObject("entry").getJsonObject("event"));
            default -> {}
        }
    }

    private void happens(JsonObject event) {
        happened.put(event.getString("type"), event);
        switch (event.getString("type")) {
            case "media_proposed" -> {
                if (!event.getString("by").equals(role)) {
                    inConversation("answer_proposal", new JsonObject().put("accept", true));
                }
            }
            case "call_ended" -> leave(event.getString("call"));
            default -> {}
        }
    }

    /// A leg to the bridge of this invitation, unless it is there already.
    private void bring(JsonObject invitation) {
        String id = invitation.getString("call");
        boolean first = !offers.containsKey(id);
        if (invitation
                .getString("bridge")
                .equals(bridges.put(id, invitation.getString("bridge")))) {
            return;
        }
        if (first) {
            host.ask(
                    name,
                    "open",
                    new JsonObject()
                            .put(
                                    "iceServers",
                                    invitation.getJsonArray("iceServers", new JsonArray())));
        }
        int number = offers.merge(id, 1, Integer::sum);
        String sdp =
                host.ask(name, "offer", new JsonObject().put("restart", !first)).getString("sdp");
        say(
                new JsonObject()
                        .put("type", "sdp_offer")
                        .put("conversation", invitation.getString("conversation"))
                        .put("call", id)
                        .put("number", number)
                        .put("sdp", sdp));
    }

    private void leave(String id) {
        if (offers.remove(id) != null) {
            bridges.remove(id);
            call = "";
            host.ask(name, "close", new JsonObject());
        }
    }

    private void sending(boolean camera) {
        say(
                new JsonObject()
                        .put("type", "set_sending")
                        .put("conversation", conversation.join())
                        .put("call", call)
                        .put("microphone", true)
                        .put("camera", camera));
    }

    private void inConversation(String type, JsonObject more) {
        command(type, more.put("conversation", conversation.join()));
    }

    private synchronized void command(String type, JsonObject more) {
        commands++;
        socket.say(more.put("type", type).put("id", name + "-" + commands));
    }

    private synchronized void say(JsonObject message) {
        socket.say(message);
    }

    private static HttpResponse<String> post(String url, JsonObject body) throws Exception {
        try (HttpClient http = HttpClient.newHttpClient()) {
            HttpResponse<String> response =
                    http.send(
                            HttpRequest.newBuilder(URI.create(url))
                                    .header("Content-Type", "application/json")
                                    .POST(HttpRequest.BodyPublishers.ofString(body.encode()))
                                    .build(),
                            HttpResponse.BodyHandlers.ofString());
            assertThat(response.statusCode()).as(response.body()).isBetween(200, 299);
            return response;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        if (!call.isEmpty()) {
            leave(call);
        }
        turns.shutdownNow();
        http.shutdownNow();
    }
}
