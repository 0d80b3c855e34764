package dev.tandem.server.assistant;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;

import dev.tandem.signaling.protocol.SiteKey;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/// A business's own system on loopback: it knows orders, and does what the test says.
final class ScriptedShop implements AutoCloseable {
    static final String KEY = "shop-key-1";

    /// @param target path and query as they came, still encoded
    record Request(String target, Optional<String> authorization) {}

    /// What is done with a request.
    interface Behaviour {
        void answer(HttpExchange exchange) throws IOException, InterruptedException;
    }

    final List<Request> asked = new CopyOnWriteArrayList<>();
    private final CountDownLatch over = new CountDownLatch(1);
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final HttpServer server;
    private volatile Behaviour behaviour = exchange -> {};

    ScriptedShop() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 8);
        server.setExecutor(threads);
        server.createContext(
                "/",
                exchange -> {
                    try (exchange) {
                        asked.add(
                                new Request(
                                        exchange.getRequestURI().toASCIIString(),
                                        Optional.ofNullable(
                                                exchange.getRequestHeaders()
                                                        .getFirst("Authorization"))));
                        behaviour.answer(exchange);
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                    }
                });
        server.start();
    }

    /// Where an order is, as the settings would have it.
    Lookup orderStatus(SiteKey site) {
        return new Lookup(
                site,
                "order_status",
                "Where one of the customer's orders is.",
                Map.of("order", "the order's number"),
                address() + "/orders/{order}?customer={user}",
                KEY,
                Duration.ofSeconds(5),
                2_000);
    }

    String address() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    void tells(String json) {
        sends(200, "application/json", json);
    }

    void sends(int status, String type, String body) {
        behaviour =
                exchange -> {
                    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
                    exchange.getResponseHeaders().add("Content-Type", type);
                    exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
                    exchange.getResponseBody().write(bytes);
                };
    }

    void redirectsTo(String url) {
        behaviour =
                exchange -> {
                    exchange.getResponseHeaders().add("Location", url);
                    exchange.sendResponseHeaders(302, -1);
                };
    }

    /// Takes the request and says nothing at all.
    void hangs() {
        behaviour = exchange -> over.await();
    }

    /// Begins an answer and never ends it.
    void neverStops() {
        behaviour =
                exchange -> {
                    exchange.getResponseHeaders().add("Content-Type", "application/json");
                    exchange.sendResponseHeaders(200, 0);
                    while (over.getCount() > 0) {
                        exchange.getResponseBody().write(new byte[512]);
                    }
                };
    }

    @Override
    public void close() {
        over.countDown();
        server.stop(0);
        threads.shutdownNow();
    }
}
