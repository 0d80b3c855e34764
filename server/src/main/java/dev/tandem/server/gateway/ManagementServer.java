package dev.tandem.server.gateway;

import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;

import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/// What operators ask: alive, ready, metrics, drain. On a port of its own. Answers from cached
/// state and never waits for anything.
public final class ManagementServer extends VerticleBase {
    private final String host;
    private final int port;
    private final PrometheusMeterRegistry metrics;
    private final Supplier<List<String>> notReady;
    private final Runnable drain;
    private @Nullable HttpServer server;

    /// @param notReady why this node should get no traffic; empty: it is ready
    /// @param drain begins to refuse new work; returns at once
    public ManagementServer(
            String host,
            int port,
            PrometheusMeterRegistry metrics,
            Supplier<List<String>> notReady,
            Runnable drain) {
        this.host = host;
        this.port = port;
        this.metrics = metrics;
        this.notReady = notReady;
        this.drain = drain;
    }

    @Override
    public Future<?> start() {
        Router router = Router.router(vertx);
        router.get("/health/live").handler(c -> c.json(new JsonObject().put("status", "UP")));
        router.get("/health/ready").handler(this::ready);
        router.get("/metrics")
                .handler(c ->
                        c.response()
                                .putHeader(
                                        "Content-Type", "text/plain; version=0.0.4; charset=utf-8")
                                .end(metrics.scrape()));
        // GET as well: it is all that a hook of Kubernetes can send.
        router.route("/drain")
                .method(HttpMethod.POST)
                .method(HttpMethod.GET)
                .handler(c -> {
                    drain.run();
                    c.response().setStatusCode(202).end();
                });
        router.route().handler(c -> Problem.notFound("There is nothing at this address.").send(c));
        HttpServer http =
                vertx.createHttpServer(new HttpServerOptions().setHost(host).setPort(port))
                        .requestHandler(router);
        server = http;
        return http.listen();
    }

    private void ready(RoutingContext context) {
        List<String> reasons = notReady.get();
        context.response()
                .setStatusCode(reasons.isEmpty() ? 200 : 503)
                .putHeader("Content-Type", "application/json")
                .end(
                        new JsonObject()
                                .put("status", reasons.isEmpty() ? "UP" : "DOWN")
                                .put("reasons", new JsonArray(reasons))
                                .encode());
    }

    public int port() {
        return Optional.ofNullable(server).map(HttpServer::actualPort).orElse(0);
    }
}
