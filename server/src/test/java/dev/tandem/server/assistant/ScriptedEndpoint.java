package dev.tandem.server.assistant;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/// Speaks OpenAI's streamed chat completions on loopback and does what the test says, the bad
/// things too.
public final class ScriptedEndpoint implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();

    final List<JsonNode> asked = new CopyOnWriteArrayList<>();
    public final CountDownLatch hungUpOn = new CountDownLatch(1);

    /// Everything that is not held back has been written.
    final CountDownLatch heldBack = new CountDownLatch(1);

    /// An endpoint that waits looks so often whether the other end is there.
    private static final long NOTICES_MILLIS = 20;

    private volatile BlockingQueue<Rest> held = new LinkedBlockingQueue<>();
    private final CountDownLatch over = new CountDownLatch(1);
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final HttpServer server;
    private volatile Behaviour behaviour = exchange -> {};

    /// What is done with a request that has been read.
    interface Behaviour {
        void answer(HttpExchange exchange) throws IOException, InterruptedException;
    }

    public ScriptedEndpoint() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 8);
        server.setExecutor(threads);
        server.createContext(
                "/v1/chat/completions",
                exchange -> {
                    try (exchange) {
                        asked.add(JSON.readTree(exchange.getRequestBody()));
                        behaviour.answer(exchange);
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                    }
                });
        server.start();
    }

    public String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort() + "/v1";
    }

    /// Writes this, piece by piece, and ends as it should.
    public void says(String... pieces) {
        behaviour = saying(pieces);
    }

    static Behaviour saying(String... pieces) {
        return exchange -> {
            try (OutputStream out = stream(exchange)) {
                for (String piece : pieces) {
                    event(out, delta(piece));
                }
                event(out, end("stop"));
                out.write("data: [DONE]\n\n".getBytes(StandardCharsets.UTF_8));
            }
        };
    }

    /// Wants these tools to be called, the arguments in two pieces, as they come from real ones.
    ///
    /// @param namesAndArguments name, arguments, name, arguments...
    static Behaviour calling(String... namesAndArguments) {
        return sayingAndCalling("", namesAndArguments);
    }

    /// The same after some words.
    static Behaviour sayingAndCalling(String words, String... namesAndArguments) {
        return exchange -> {
            try (OutputStream out = stream(exchange)) {
                if (!words.isEmpty()) {
                    event(out, delta(words));
                }
                for (int i = 0; i < namesAndArguments.length / 2; i++) {
                    String arguments = namesAndArguments[2 * i + 1];
                    int half = arguments.length() / 2;
                    event(out, call(i, namesAndArguments[2 * i], arguments.substring(0, half)));
                    event(out, call(i, "", arguments.substring(half)));
                }
                event(out, end("tool_calls"));
                out.write("data: [DONE]\n\n".getBytes(StandardCharsets.UTF_8));
            }
        };
    }

    /// One after the other; the last one again and again.
    void does(Behaviour... inTurn) {
        Queue<Behaviour> rest = new ConcurrentLinkedQueue<>(List.of(inTurn));
        behaviour =
                exchange -> {
                    Behaviour next = rest.size() > 1 ? rest.remove() : rest.element();
                    next.answer(exchange);
                };
    }

    /// What the model was told about the calls of the round before that request.
    List<String> told(int request) {
        List<String> told = new ArrayList<>();
        for (JsonNode message : asked.get(request).path("messages")) {
            if (message.path("role").asText().equals("tool")) {
                told.add(message.path("content").asText());
            }
        }
        return told;
    }

    /// Names of the tools that it was offered with that request.
    List<String> offered(int request) {
        List<String> offered = new ArrayList<>();
        asked.get(request)
                .path("tools")
                .forEach(t -> offered.add(t.path("function").path("name").asText()));
        return offered;
    }

    /// Writes this and then holds the rest back. Hung up on while it waits, it notices.
    public void beginsWith(String... pieces) {
        held = new LinkedBlockingQueue<>();
        behaviour =
                exchange -> {
                    try (OutputStream out = stream(exchange)) {
                        for (String piece : pieces) {
                            event(out, delta(piece));
                        }
                        heldBack.countDown();
                        Rest rest = held.poll(NOTICES_MILLIS, TimeUnit.MILLISECONDS);
                        while (rest == null && over.getCount() > 0) {
                            out.write(": still here\n\n".getBytes(StandardCharsets.UTF_8));
                            out.flush();
                            rest = held.poll(NOTICES_MILLIS, TimeUnit.MILLISECONDS);
                        }
                        if (rest != null) {
                            rest.write(out);
                        }
                    } catch (IOException cutOff) {
                        hungUpOn.countDown();
                    }
                };
    }

    /// How an answer goes on that was held back.
    interface Rest {
        /// Ends as a connection that breaks.
        Rest NOTHING = out -> {};

        void write(OutputStream out) throws IOException;

        static Rest words(String... pieces) {
            return out -> {
                for (String piece : pieces) {
                    event(out, delta(piece));
                }
                event(out, end("stop"));
                out.write("data: [DONE]\n\n".getBytes(StandardCharsets.UTF_8));
            };
        }

        static Rest raw(String text) {
            return out -> out.write(text.getBytes(StandardCharsets.UTF_8));
        }

        static Rest endsFor(String reason) {
            return out -> {
                event(out, end(reason));
                out.write("data: [DONE]\n\n".getBytes(StandardCharsets.UTF_8));
            };
        }
    }

    void goesOn(Rest rest) {
        held.add(rest);
    }

    public void goesOnWith(String... pieces) {
        goesOn(Rest.words(pieces));
    }

    void fails(int status) {
        behaviour =
                exchange -> {
                    byte[] body =
                            "{\"error\":{\"message\":\"no\"}}".getBytes(StandardCharsets.UTF_8);
                    exchange.sendResponseHeaders(status, body.length);
                    exchange.getResponseBody().write(body);
                };
    }

    /// Takes the request and says nothing at all.
    void hangs() {
        behaviour = exchange -> over.await();
    }

    /// Writes without an end, until it is cut off.
    void neverStops(String piece) {
        behaviour =
                exchange -> {
                    try (OutputStream out = stream(exchange)) {
                        while (over.getCount() > 0) {
                            event(out, delta(piece));
                        }
                    } catch (IOException cutOff) {
                        hungUpOn.countDown();
                    }
                };
    }

    /// Ends in the middle of an answer: by closing, or for the reason that is given.
    void breaksOff(String piece, String reason) {
        behaviour =
                exchange -> {
                    try (OutputStream out = stream(exchange)) {
                        event(out, delta(piece));
                        if (!reason.isEmpty()) {
                            event(out, end(reason));
                            out.write("data: [DONE]\n\n".getBytes(StandardCharsets.UTF_8));
                        }
                    }
                };
    }

    void sends(String body) {
        behaviour =
                exchange -> {
                    try (OutputStream out = stream(exchange)) {
                        out.write(body.getBytes(StandardCharsets.UTF_8));
                    }
                };
    }

    private static OutputStream stream(HttpExchange exchange) throws IOException {
        exchange.getResponseHeaders().add("Content-Type", "text/event-stream");
        exchange.sendResponseHeaders(200, 0);
        return exchange.getResponseBody();
    }

    private static void event(OutputStream out, String json) throws IOException {
        out.write(("data: " + json + "\n\n").getBytes(StandardCharsets.UTF_8));
        out.flush();
    }

    private static String delta(String piece) {
        try {
            return "{\"id\":\"x\",\"object\":\"chat.completion.chunk\",\"choices\":[{\"index\":0,"
                    + "\"delta\":{\"content\":"
                    + JSON.writeValueAsString(piece)
                    + "}}]}";
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String call(int index, String name, String arguments) {
        ObjectNode call = JSON.createObjectNode().put("index", index);
        if (!name.isEmpty()) {
            call.put("id", "call_" + index).put("type", "function");
        }
        ObjectNode function = call.putObject("function").put("arguments", arguments);
        if (!name.isEmpty()) {
            function.put("name", name);
        }
        ObjectNode chunk =
                JSON.createObjectNode().put("id", "x").put("object", "chat.completion.chunk");
        ObjectNode choice = chunk.putArray("choices").addObject().put("index", 0);
        choice.putObject("delta").putArray("tool_calls").add(call);
        return chunk.toString();
    }

    private static String end(String reason) {
        return "{\"id\":\"x\",\"object\":\"chat.completion.chunk\",\"choices\":[{\"index\":0,"
                + "\"delta\":{},\"finish_reason\":\""
                + reason
                + "\"}],\"usage\":{\"prompt_tokens\":900,\"completion_tokens\":100,"
                + "\"total_tokens\":1000}}";
    }

    @Override
    public void close() {
        over.countDown();
        server.stop(0);
        threads.shutdownNow();
    }
}
