package dev.tandem.server.gateway;

import dev.tandem.server.application.ConversationStore;
import dev.tandem.server.application.Conversations;
import dev.tandem.server.application.Desks;
import dev.tandem.server.application.NetworkChecks;
import dev.tandem.server.application.Presences;
import dev.tandem.server.application.RecordedCalls;
import dev.tandem.server.application.TimelineView;
import dev.tandem.server.config.ServerConfig;
import dev.tandem.signaling.protocol.MessageCodec;

import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.vertx.core.Deployable;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.ext.web.Router;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.net.BindException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.random.RandomGenerator;

/// Vert.x and what it serves: the public port on every event loop, and the management port.
public final class Edge implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(Edge.class);

    /// Binding ports and closing sockets takes less; more means something hangs.
    private static final long WITHIN_SECONDS = 20;

    private final Vertx vertx;
    private final List<HttpGateway> gateways = new ArrayList<>();
    private final AtomicBoolean ready = new AtomicBoolean();
    private final AtomicBoolean draining;
    private final ManagementServer management;

    /// @param draining set when somebody asks this node to come to its end
    public record Parts(
            Conversations conversations,
            Desks desks,
            Presences presences,
            ConversationStore store,
            TimelineView view,
            RecordedCalls recordings,
            NetworkChecks networkChecks,
            Authentication authentication,
            CustomerTokens tokens,
            Sites sites,
            MessageCodec codec,
            InstantSource clock,
            RandomGenerator random,
            PrometheusMeterRegistry metrics,
            KnowledgeServices knowledge,
            PolicyServices policy,
            AtomicBoolean draining) {}

    private Edge(Vertx vertx, ServerConfig config, Parts parts) {
        this.vertx = vertx;
        this.draining = parts.draining();
        Offload offload = new Offload(vertx);
        GatewayServices services =
                new GatewayServices(
                        parts.conversations(),
                        parts.desks(),
                        parts.presences(),
                        parts.store(),
                        parts.recordings(),
                        parts.networkChecks(),
                        parts.authentication(),
                        parts.tokens(),
                        parts.sites(),
                        parts.codec(),
                        parts.clock(),
                        new GatewayMetrics(parts.metrics()),
                        offload,
                        parts.view(),
                        new LiveBoard(vertx, parts.store(), offload));
        String node = Long.toHexString(parts.random().nextLong());
        // A port of 0 takes any free one, and every further loop would take another.
        int loops = config.http().port() == 0 ? 1 : config.http().eventLoops();
        for (int i = 0; i < loops; i++) {
            gateways.add(
                    new HttpGateway(
                            new HttpGateway.Settings(
                                    config.http().host(),
                                    config.http().port(),
                                    config.demo(),
                                    config.http().proxies()),
                            services,
                            parts.knowledge(),
                            parts.policy(),
                            parts.random(),
                            "s" + node + "-" + i));
        }
        management =
                new ManagementServer(
                        config.management().host(),
                        config.management().port(),
                        parts.metrics(),
                        this::notReady,
                        () -> draining.set(true));
        vertx.setPeriodic(
                TimeUnit.SECONDS.toMillis(30),
                _ -> Thread.startVirtualThread(parts.sites()::refresh));
    }

    /// @throws PortProblem if a port is taken
    public static Edge start(ServerConfig config, Parts parts) throws PortProblem {
        Edge edge = new Edge(Vertx.vertx(), config, parts);
        try {
            edge.deploy(edge.management, "management.port", config.management().port());
            for (HttpGateway gateway : edge.gateways) {
                edge.deploy(gateway, "http.port", config.http().port());
            }
            return edge;
        } catch (PortProblem e) {
            edge.close();
            throw e;
        }
    }

    /// The message is one sentence that names the setting.
    public static final class PortProblem extends Exception {
        PortProblem(String sentence, Throwable cause) {
            super(sentence, cause);
        }
    }

    private void deploy(Deployable verticle, String key, int port) throws PortProblem {
        try {
            await(vertx.deployVerticle(verticle, new DeploymentOptions()));
        } catch (ExecutionException e) {
            Throwable cause = e.getCause() == null ? e : e.getCause();
            String why =
                    cause instanceof BindException
                            ? "is taken by another program; end it, or choose another port with "
                            : "cannot be opened (" + cause.getMessage() + "); check ";
            throw new PortProblem("Port " + port + " " + why + key + ".", cause);
        } catch (TimeoutException e) {
            throw new PortProblem(
                    "Port " + port + " could not be opened in time; check " + key + ".", e);
        }
    }

    private static void await(Future<?> future) throws ExecutionException, TimeoutException {
        try {
            future.toCompletionStage().toCompletableFuture().get(WITHIN_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new TimeoutException("interrupted");
        }
    }

    /// From now on this node gets traffic.
    public void ready() {
        ready.set(true);
    }

    private List<String> notReady() {
        List<String> reasons = new ArrayList<>();
        if (!ready.get()) {
            reasons.add("starting");
        }
        if (draining.get()) {
            reasons.add("draining");
        }
        return reasons;
    }

    public int port() {
        return gateways.getFirst().port();
    }

    /// What a loop answers, for the test that compares it with the API's document.
    Router routes() {
        return gateways.getFirst().routes();
    }

    @Override
    public void close() {
        try {
            await(vertx.close());
        } catch (ExecutionException | TimeoutException e) {
            log.warn("The edge did not close well", e);
        }
    }
}
