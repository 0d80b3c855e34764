package dev.tandem.tests.k8s;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tandem.server.gateway.ManagementServer;

import io.kubernetes.client.openapi.models.V1Container;
import io.kubernetes.client.openapi.models.V1HTTPGetAction;
import io.kubernetes.client.openapi.models.V1StatefulSet;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.vertx.core.Vertx;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;

/// Kubelet and Prometheus can only GET. Every address that the chart gives them is asked of the
/// server's real management port.
class ChartProbesTest {
    private final V1Container container =
            Chart.render(Chart.example("external-database"))
                    .only(V1StatefulSet.class)
                    .getSpec()
                    .getTemplate()
                    .getSpec()
                    .getContainers()
                    .getFirst();

    private final AtomicBoolean draining = new AtomicBoolean();
    private final Vertx vertx = Vertx.vertx();
    private final ManagementServer server =
            new ManagementServer(
                    "127.0.0.1",
                    0,
                    new PrometheusMeterRegistry(PrometheusConfig.DEFAULT),
                    () -> draining.get() ? List.of("draining") : List.of(),
                    () -> draining.set(true));

    @BeforeEach
    void start() {
        vertx.deployVerticle(server).await();
    }

    @AfterEach
    void stop() {
        vertx.close().await();
    }

    @Test
    void theProbesOfAServerInGoodHealthSucceed() throws Exception {
        assertThat(get(container.getStartupProbe().getHttpGet())).isEqualTo(200);
        assertThat(get(container.getLivenessProbe().getHttpGet())).isEqualTo(200);
        assertThat(get(container.getReadinessProbe().getHttpGet())).isEqualTo(200);
    }

    @Test
    void theHookBeforeTheStopMakesTheServerUnreadyAndLeavesItAlive() throws Exception {
        assertThat(get(container.getLifecycle().getPreStop().getHttpGet())).isEqualTo(202);
        assertThat(draining).isTrue();
        assertThat(get(container.getReadinessProbe().getHttpGet())).isEqualTo(503);
        assertThat(get(container.getLivenessProbe().getHttpGet())).isEqualTo(200);
    }

    @Test
    void prometheusReadsMetrics() throws Exception {
        String path =
                Chart.render(Chart.example("external-database"))
                        .ofKind("ServiceMonitor")
                        .getFirst()
                        .getAsJsonObject("spec")
                        .getAsJsonArray("endpoints")
                        .get(0)
                        .getAsJsonObject()
                        .get("path")
                        .getAsString();
        assertThat(get(path)).isEqualTo(200);
    }

    private int get(V1HTTPGetAction action) throws IOException, InterruptedException {
        assertThat(action.getPort().getStrValue()).isEqualTo("management");
        return get(action.getPath());
    }

    private int get(String path) throws IOException, InterruptedException {
        try (HttpClient client = HttpClient.newHttpClient()) {
            URI uri = URI.create("http://127.0.0.1:" + server.port() + path);
            return client.send(
                            HttpRequest.newBuilder(uri).build(),
                            HttpResponse.BodyHandlers.discarding())
                    .statusCode();
        }
    }
}
