package dev.tandem.tests.bench;

import dev.tandem.tests.harness.DebianPackage;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/// Debian's Janus with its defaults: 1:1 calls by its `videocall` plugin, rooms by its `videoroom`.
final class JanusTarget implements MediaTarget {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final Process process;
    private final String url;
    private final HttpClient http = HttpClient.newHttpClient();
    private final Map<Long, BlockingQueue<JsonObject>> events = new ConcurrentHashMap<>();
    private final long session;
    private volatile boolean closed;
    private int names;

    JanusTarget(String host) throws IOException {
        Path program = DebianPackage.program("janus", "janus");
        Path folder = Path.of("target", "bench", "janus").toAbsolutePath();
        Files.createDirectories(folder);
        int port = freePort();
        Files.writeString(
                folder.resolve("janus.jcfg"),
                """
                general: { debug_level = 2 }
                media: { rtp_port_range = "30000-45000" }
                plugins: { disable = "libjanus_lua.so,libjanus_duktape.so,libjanus_streaming.so,libjanus_sip.so,libjanus_voicemail.so,libjanus_recordplay.so" }
                transports: { disable = "libjanus_websockets.so,libjanus_mqtt.so,libjanus_pfunix.so,libjanus_rabbitmq.so,libjanus_nanomsg.so" }
                """);
        Files.writeString(
                folder.resolve("janus.transport.http.jcfg"),
                """
                general: { json = "compact", base_path = "/janus", http = true, port = %d, ip = "127.0.0.1", https = false }
                admin: { admin_http = false }
                """
                        .formatted(port));
        process =
                new ProcessBuilder(program.toString(), "-F", folder.toString(), "-i", host)
                        .redirectErrorStream(true)
                        .redirectOutput(folder.resolve("janus.log").toFile())
                        .start();
        url = "http://127.0.0.1:" + port + "/janus";
        awaitUp();
        session =
                post(url, new JsonObject().put("janus", "create"))
                        .getJsonObject("data")
                        .getLong("id");
        Thread.ofVirtual().start(this::poll);
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private void awaitUp() {
        long giveUpAt = System.nanoTime() + PATIENCE.toNanos();
        while (true) {
            try {
                get(url + "/info");
                return;
            } catch (UncheckedIOException notYet) {
                if (!process.isAlive() || System.nanoTime() > giveUpAt) {
                    throw new IllegalStateException("Janus does not answer", notYet);
                }
                LockSupport.parkNanos(50_000_000);
            }
        }
    }

    @Override
    public String name() {
        return "Janus";
    }

    @Override
    public long pid() {
        return process.pid();
    }

    @Override
    public void connectPair(MediaLeg caller, MediaLeg callee) {
        long from = attach("videocall");
        long to = attach("videocall");
        String fromName = "leg" + ++names;
        String toName = "leg" + ++names;
        message(from, new JsonObject().put("request", "register").put("username", fromName), null);
        await(from, "registered");
        message(to, new JsonObject().put("request", "register").put("username", toName), null);
        await(to, "registered");
        message(
                from,
                new JsonObject().put("request", "call").put("username", toName),
                jsep("offer", caller.sdp()));
        callee.offered(sdpOf(await(to, "incomingcall")));
        message(to, new JsonObject().put("request", "accept"), jsep("answer", callee.sdp()));
        caller.answered(sdpOf(await(from, "accepted")));
        callee.connect();
        caller.connect();
    }

    @Override
    public void connectRoom(List<MediaLeg> legs) {
        long speaker = attach("videoroom");
        JsonObject made =
                post(
                        url + "/" + session + "/" + speaker,
                        new JsonObject()
                                .put("janus", "message")
                                .put(
                                        "body",
                                        new JsonObject()
                                                .put("request", "create")
                                                .put("publishers", 8)
                                                .put("audiocodec", "opus")
                                                .put("videocodec", "vp8")));
        long room = made.getJsonObject("plugindata").getJsonObject("data").getLong("room");
        message(
                speaker,
                new JsonObject()
                        .put("request", "joinandconfigure")
                        .put("room", room)
                        .put("ptype", "publisher"),
                jsep("offer", legs.getFirst().sdp()));
        JsonObject joined = await(speaker, "joined");
        long feed = joined.getJsonObject("plugindata").getJsonObject("data").getLong("id");
        legs.getFirst().answered(sdpOf(joined));
        legs.getFirst().connect();
        for (MediaLeg listener : legs.subList(1, legs.size())) {
            long handle = attach("videoroom");
            message(
                    handle,
                    new JsonObject()
                            .put("request", "join")
                            .put("room", room)
                            .put("ptype", "subscriber")
                            .put(
                                    "streams",
                                    new JsonArray().add(new JsonObject().put("feed", feed))),
                    null);
            listener.offered(sdpOf(await(handle, "attached")));
            message(
                    handle,
                    new JsonObject().put("request", "start"),
                    jsep("answer", listener.sdp().replace("a=sendrecv", "a=recvonly")));
            listener.connect();
        }
    }

    private static JsonObject jsep(String type, String sdp) {
        return new JsonObject().put("type", type).put("sdp", sdp).put("trickle", false);
    }

    private static String sdpOf(JsonObject event) {
        return event.getJsonObject("jsep").getString("sdp");
    }

    private long attach(String plugin) {
        long handle =
                post(
                                url + "/" + session,
                                new JsonObject()
                                        .put("janus", "attach")
                                        .put("plugin", "janus.plugin." + plugin))
                        .getJsonObject("data")
                        .getLong("id");
        events.put(handle, new LinkedBlockingQueue<>());
        return handle;
    }

    private void message(long handle, JsonObject body, @Nullable JsonObject jsep) {
        JsonObject message = new JsonObject().put("janus", "message").put("body", body);
        if (jsep != null) {
            message.put("jsep", jsep);
        }
        post(url + "/" + session + "/" + handle, message);
    }

    /// The plugin's next event of this name.
    private JsonObject await(long handle, String name) {
        try {
            while (true) {
                JsonObject event =
                        Objects.requireNonNull(events.get(handle))
                                .poll(PATIENCE.toSeconds(), TimeUnit.SECONDS);
                if (event == null) {
                    throw new IllegalStateException("Janus has not said " + name);
                }
                JsonObject data =
                        event.getJsonObject("plugindata", new JsonObject())
                                .getJsonObject("data", new JsonObject());
                if (data.containsKey("error")) {
                    throw new IllegalStateException("Janus: " + data.getString("error"));
                }
                JsonObject result = data.getJsonObject("result", new JsonObject());
                if (name.equals(result.getString("event"))
                        || name.equals(data.getString("videoroom"))) {
                    return event;
                }
            }
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(stop);
        }
    }

    /// Also what keeps the session alive.
    private void poll() {
        while (!closed) {
            try {
                JsonArray heard = new JsonArray(get(url + "/" + session + "?maxev=10"));
                for (int i = 0; i < heard.size(); i++) {
                    JsonObject event = heard.getJsonObject(i);
                    BlockingQueue<JsonObject> of = events.get(event.getLong("sender", 0L));
                    if (of != null && event.containsKey("plugindata")) {
                        of.add(event);
                    }
                }
            } catch (UncheckedIOException gone) {
                return;
            }
        }
    }

    private JsonObject post(String to, JsonObject message) {
        message.put("transaction", "t" + System.nanoTime());
        JsonObject said =
                new JsonObject(
                        send(
                                HttpRequest.newBuilder(URI.create(to))
                                        .timeout(PATIENCE)
                                        .POST(HttpRequest.BodyPublishers.ofString(message.encode()))
                                        .build()));
        if ("error".equals(said.getString("janus"))) {
            throw new IllegalStateException("Janus: " + said);
        }
        return said;
    }

    private String get(String from) {
        return send(HttpRequest.newBuilder(URI.create(from)).build());
    }

    private String send(HttpRequest request) {
        try {
            return http.send(request, HttpResponse.BodyHandlers.ofString()).body();
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(stop);
        }
    }

    /// The version that it says of itself.
    String version() {
        return new JsonObject(get(url + "/info")).getString("version_string");
    }

    @Override
    public void close() {
        closed = true;
        process.destroy();
        process.onExit().join();
    }
}
