package dev.tandem.tests.bench;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tandem.tests.harness.TandemProcess;
import dev.tandem.tests.peer.ChatSocket;

import io.vertx.core.json.JsonObject;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/// From a customer's message to the agent's socket, committed on the way: the server as it is
/// shipped, in its own process, with its durable database; generator and server share the machine.
///
/// [#CUSTOMERS] customers wait in the queue and add something while they wait, together at
/// [#OFFERED] messages a second (open loop: a late answer does not slow the next message, and time
/// counts from when the message was due). An agent's socket follows all of them.
@Tag("chat-latency")
class ChatLatencyBenchmark {
    /// One agent socket follows at most 100 conversations.
    private static final int CUSTOMERS = 90;

    private static final int OFFERED = 1_000;
    private static final int WARM_UP_SECONDS = 5;
    private static final int RUN_SECONDS = 10;
    private static final int RUNS = 5;
    private static final Duration ALL_HEARD = Duration.ofSeconds(30);

    private final Report report = new Report("chat-latency");
    private final HttpClient http = HttpClient.newHttpClient();

    @Test
    void fromACustomersMessageToTheAgentsSocket() throws Exception {
        try (TandemProcess tandem = TandemProcess.start("chat-latency")) {
            Map<String, Long> due = new ConcurrentHashMap<>();
            ConcurrentLinkedQueue<Long> nanos = new ConcurrentLinkedQueue<>();
            ChatSocket agent = agent(tandem, due, nanos);
            List<Waiting> customers = new ArrayList<>();
            for (int i = 0; i < CUSTOMERS; i++) {
                customers.add(customer(tandem));
            }
            for (Waiting customer : customers) {
                agent.say(
                        new JsonObject()
                                .put("type", "resume")
                                .put("conversation", customer.conversation())
                                .put("afterVersion", 0));
                agent.hear("caught_up");
            }
            run(customers, due, nanos, WARM_UP_SECONDS, "w");
            for (int i = 0; i < RUNS; i++) {
                long[] sorted = run(customers, due, nanos, RUN_SECONDS, "r" + i);
                String subject = OFFERED + " messages/s, " + CUSTOMERS + " customers";
                report.add(subject, "p50", "ms", at(sorted, 0.50));
                report.add(subject, "p99", "ms", at(sorted, 0.99));
                report.add(subject, "max", "ms", at(sorted, 1));
            }
            report.write();
        }
    }

    private record Waiting(ChatSocket socket, String conversation) {}

    /// Sends on time, whatever comes back, and waits until everything has arrived.
    private static long[] run(
            List<Waiting> customers,
            Map<String, Long> due,
            ConcurrentLinkedQueue<Long> nanos,
            int seconds,
            String run) {
        nanos.clear();
        int messages = OFFERED * seconds;
        long gap = TimeUnit.SECONDS.toNanos(1) / OFFERED;
        long begun = System.nanoTime();
        for (int i = 0; i < messages; i++) {
            long when = begun + i * gap;
            for (long wait = when - System.nanoTime(); wait > 0; wait = when - System.nanoTime()) {
                LockSupport.parkNanos(wait);
            }
            Waiting customer = customers.get(i % customers.size());
            String id = run + "-" + i;
            due.put(id, when);
            customer.socket()
                    .say(
                            new JsonObject()
                                    .put("type", "say")
                                    .put("id", id)
                                    .put("conversation", customer.conversation())
                                    .put("text", "The light is white and steady now."));
        }
        long end = System.nanoTime() + ALL_HEARD.toNanos();
        while (nanos.size() < messages && System.nanoTime() < end) {
            LockSupport.parkNanos(1_000_000);
        }
        assertThat(nanos).as("every message reached the agent").hasSize(messages);
        return nanos.stream().mapToLong(Long::longValue).sorted().toArray();
    }

    private static double at(long[] sorted, double share) {
        return sorted[(int) Math.min(sorted.length - 1, (long) (share * sorted.length))] / 1e6;
    }

    private ChatSocket agent(
            TandemProcess tandem, Map<String, Long> due, ConcurrentLinkedQueue<Long> nanos)
            throws Exception {
        HttpResponse<String> in =
                post(
                        tandem.url("/api/v1/session"),
                        new JsonObject()
                                .put("login", "maya")
                                .put("password", TandemProcess.PASSWORD));
        String cookie = in.headers().firstValue("set-cookie").orElseThrow().replaceAll(";.*", "");
        ChatSocket socket =
                ChatSocket.open(
                        http,
                        tandem.url("/ws").replace("http", "ws"),
                        Map.of("Cookie", cookie, "Origin", tandem.url("")),
                        message -> {
                            JsonObject entry = message.getJsonObject("entry");
                            Long when =
                                    entry == null || !entry.containsKey("cause")
                                            ? null
                                            : due.remove(entry.getString("cause"));
                            if (when != null) {
                                nanos.add(System.nanoTime() - when);
                            }
                        });
        socket.say(new JsonObject().put("type", "hello"));
        socket.hear("welcome");
        return socket;
    }

    /// A customer who waits for a person and has refused the form.
    private Waiting customer(TandemProcess tandem) throws Exception {
        JsonObject who =
                new JsonObject(
                        post(tandem.url("/api/v1/sites/harbor/customers"), new JsonObject())
                                .body());
        ChatSocket socket =
                ChatSocket.open(
                        http, tandem.url("/ws").replace("http", "ws"), Map.of(), message -> {});
        socket.say(new JsonObject().put("type", "hello").put("token", who.getString("token")));
        socket.hear("welcome");
        socket.say(new JsonObject().put("type", "start").put("id", "start").put("person", "text"));
        String conversation = socket.hear("accepted").getString("conversation");
        socket.say(
                new JsonObject()
                        .put("type", "skip_details")
                        .put("id", "skip")
                        .put("conversation", conversation));
        socket.hear("accepted");
        return new Waiting(socket, conversation);
    }

    private HttpResponse<String> post(String url, JsonObject body) throws Exception {
        HttpResponse<String> response =
                http.send(
                        HttpRequest.newBuilder(URI.create(url))
                                .header("Content-Type", "application/json")
                                .POST(HttpRequest.BodyPublishers.ofString(body.encode()))
                                .build(),
                        HttpResponse.BodyHandlers.ofString());
        assertThat(response.statusCode())
                .as(url + " " + Arrays.toString(body.fieldNames().toArray()))
                .isEqualTo(200);
        return response;
    }
}
