package dev.tandem.tests.k8s;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tandem.server.assistant.Pricing;
import dev.tandem.server.assistant.Reach;
import dev.tandem.server.config.ConfigProblem;
import dev.tandem.server.config.ServerConfig;
import dev.tandem.server.config.ServerRole;
import dev.tandem.server.config.SettingsReader;

import io.kubernetes.client.openapi.models.V1ConfigMap;
import io.kubernetes.client.openapi.models.V1Container;
import io.kubernetes.client.openapi.models.V1EnvVar;
import io.kubernetes.client.openapi.models.V1StatefulSet;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import java.io.IOException;
import java.io.InputStream;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.stream.Collectors;

/// What the pod is given as environment is what the server reads: the same keys, values that it
/// takes, and the meaning that the chart's values promise.
class ChartSettingsTest {
    static List<Path> examples() {
        return Chart.examples();
    }

    @ParameterizedTest
    @MethodSource("examples")
    void everySettingExistsInTheServersDefaults(Path example) throws IOException {
        assertThat(environment(Chart.render(example)).keySet()).isSubsetOf(known());
    }

    @ParameterizedTest
    @MethodSource("examples")
    void theServerStartsWithTheseSettings(Path example) throws ConfigProblem {
        ServerConfig config = read(Chart.render(example));
        assertThat(config.http().host()).isEqualTo("0.0.0.0");
        assertThat(config.http().port()).isEqualTo(8080);
        assertThat(config.management().host()).as("kubelet asks from outside").isEqualTo("0.0.0.0");
        assertThat(config.management().port()).isEqualTo(8081);
    }

    @Test
    void anExternalDatabaseIsUsedWithThePasswordOfTheSecret() throws ConfigProblem {
        ServerConfig config = read(Chart.render(Chart.example("external-database")));
        assertThat(config.data().url()).contains("jdbc:postgresql://db.example.com:5433/tandem");
        assertThat(config.data().user()).isEqualTo("tandem");
        assertThat(config.data().password()).isEqualTo("secret of tandem-database/password");
        assertThat(config.roles()).containsExactlyInAnyOrder(ServerRole.values());
        assertThat(config.media().announce()).as("the node's address").containsExactly(NODE);
        assertThat(config.drain()).isEqualTo(Duration.ofSeconds(120));
    }

    @Test
    void theOwnDatabaseLivesInAFolderBelowTheVolumesRoot() throws ConfigProblem {
        Rendered rendered = Chart.render(Chart.example("trial"));
        ServerConfig config = read(rendered);
        Path mount = Path.of(mountPath(container(rendered), "data"));
        assertThat(config.data().url()).isEmpty();
        assertThat(config.data().folder()).startsWithRaw(mount).isNotEqualTo(mount);
        assertThat(config.demo()).isTrue();
    }

    @Test
    void aLoadBalancersAddressIsAnnouncedAndTurnIsPassedOn() throws ConfigProblem {
        ServerConfig config = read(Chart.render(Chart.example("load-balancer")));
        assertThat(config.media().announce()).containsExactly("203.0.113.7");
        assertThat(config.media().eventLoops()).isEqualTo(4);
        assertThat(config.turn().urls())
                .containsExactly("turn:turn.example.com:3478?transport=udp");
        assertThat(config.turn().secret()).isEqualTo("secret of tandem-turn/secret");
        assertThat(config.drain()).isEqualTo(Duration.ofHours(1));
    }

    @Test
    void withoutMediaTheServerHasNoMediaRole() throws ConfigProblem {
        ServerConfig config = read(Chart.render(Chart.example("text-only")));
        assertThat(config.roles()).containsExactlyInAnyOrder(ServerRole.EDGE, ServerRole.CORE);
        assertThat(config.knowledge().lite()).isTrue();
    }

    @Test
    void severalReplicasAreMembersOfOneClusterThatFindEachOtherByTheHeadlessService()
            throws ConfigProblem {
        Rendered rendered = Chart.render(Chart.example("several-replicas"));
        String governing = rendered.only(V1StatefulSet.class).getSpec().getServiceName();
        ServerConfig config = read(rendered);
        assertThat(config.cluster())
                .isEqualTo(
                        new ServerConfig.Cluster(
                                "contact/cc",
                                POD,
                                5701,
                                List.of(),
                                Optional.of(governing + ".contact.svc")));
        assertThat(config.media().announce()).as("its own node").containsExactly(NODE);
    }

    @Test
    void oneReplicaIsAlone() throws ConfigProblem {
        Rendered rendered = Chart.render(Chart.example("external-database"));
        assertThat(read(rendered).cluster().members()).isEmpty();
        assertThat(read(rendered).cluster().service()).isEmpty();
        assertThat(environment(rendered).keySet()).noneMatch(v -> v.startsWith("TANDEM_CLUSTER"));
    }

    @Test
    void everyOtherValueArrivesToo() throws ConfigProblem {
        ServerConfig config =
                read(
                        Chart.with(
                                """
                                persistence: {enabled: true}
                                http: {eventLoops: 7}
                                supervision: {agentsSeeMonitoring: false}
                                calls: {holdAnnouncement: english, holdAnnouncementSeconds: 45}
                                crawler: {everyHours: 5, trustedHosts: ["wiki.intern:443", "10.0.0.1:80"]}
                                media: {port: 20000, eventLoops: 3, maxCalls: 99999, maxLegs: 4}
                                """));
        assertThat(config.http().eventLoops()).isEqualTo(7);
        assertThat(config.agentsSeeMonitoring()).isFalse();
        assertThat(config.said().hold()).contains("english");
        assertThat(config.said().holdEvery()).isEqualTo(Duration.ofSeconds(45));
        assertThat(config.knowledge().every()).isEqualTo(Duration.ofHours(5));
        assertThat(config.knowledge().trustedHosts())
                .containsExactlyInAnyOrder("wiki.intern:443", "10.0.0.1:80");
        assertThat(config.media())
                .isEqualTo(new ServerConfig.Media(20_000, "0.0.0.0", List.of(NODE), 3, 99_999, 4));
    }

    @Test
    void aModelThatWritesArrivesWithTheKeyOfTheSecret() throws ConfigProblem {
        ServerConfig.Writer writer =
                read(Chart.with(
                                """
                                persistence: {enabled: true}
                                writer: {url: "https://models.example.com/v1", model: small, existingSecret: models, timeoutSeconds: 4, tokensPerHour: 1000}
                                """))
                        .writer();
        assertThat(writer.url()).contains("https://models.example.com/v1");
        assertThat(writer.model()).isEqualTo("small");
        assertThat(writer.key()).isEqualTo("secret of models/key");
        assertThat(writer.timeout()).isEqualTo(Duration.ofSeconds(4));
        assertThat(writer.tokensPerHour()).isEqualTo(1_000);
        assertThat(writer.pricing()).isEqualTo(Pricing.FREE);
        assertThat(writer.reach()).isEqualTo(new Reach(true, List.of()));
    }

    @Test
    void whatTheModelCostsAndMayLookAtArrives() throws ConfigProblem {
        String values =
                """
                persistence: {enabled: true}
                writer: {url: "https://models.example.com/v1", model: small, priceIn: "0.15", priceOut: "0.6", costPerConversation: "0.05", searches: false}
                """;
        ServerConfig.Writer writer = read(Chart.with(values)).writer();
        assertThat(writer.pricing())
                .isEqualTo(
                        new Pricing(
                                new BigDecimal("0.15"),
                                new BigDecimal("0.6"),
                                new BigDecimal("0.05")));
        assertThat(writer.reach()).isEqualTo(Reach.NOTHING);
        assertThat(
                        environment(
                                        Chart.with(
                                                values.replace(
                                                        "searches: false",
                                                        "lookupsSecret: shop-lookups")))
                                .get("TANDEM_WRITER_LOOKUPS"))
                .isEqualTo("secret of shop-lookups/lookups");
    }

    // What the server finds in its environment

    private static final String NODE = "192.0.2.10";
    private static final String POD = "10.1.2.3";

    private static ServerConfig read(Rendered rendered) throws ConfigProblem {
        return ServerConfig.of(SettingsReader.read(Optional.empty(), environment(rendered)));
    }

    /// The variables with our prefix, with what kubelet would put in for Secrets and fields.
    private static Map<String, String> environment(Rendered rendered) {
        V1Container container = container(rendered);
        Map<String, String> variables = new HashMap<>();
        container
                .getEnvFrom()
                .forEach(from -> {
                    V1ConfigMap map = rendered.only(V1ConfigMap.class);
                    assertThat(from.getConfigMapRef().getName())
                            .isEqualTo(map.getMetadata().getName());
                    variables.putAll(map.getData());
                });
        for (V1EnvVar variable : container.getEnv()) {
            if (variable.getName().startsWith("TANDEM_")) {
                variables.put(variable.getName(), value(variable));
            }
        }
        return variables;
    }

    private static String value(V1EnvVar variable) {
        if (variable.getValueFrom() == null) {
            return variable.getValue();
        }
        var secret = variable.getValueFrom().getSecretKeyRef();
        if (secret != null) {
            return "secret of " + secret.getName() + "/" + secret.getKey();
        }
        return switch (variable.getValueFrom().getFieldRef().getFieldPath()) {
            case "status.hostIP" -> NODE;
            case "status.podIP" -> POD;
            case String other -> throw new AssertionError("the pod asks for " + other);
        };
    }

    private static Set<String> known() throws IOException {
        Properties defaults = new Properties();
        try (InputStream in =
                SettingsReader.class.getResourceAsStream("/tandem-defaults.properties")) {
            defaults.load(Objects.requireNonNull(in));
        }
        return defaults.stringPropertyNames().stream()
                .map(SettingsReader::variable)
                .collect(Collectors.toSet());
    }

    private static V1Container container(Rendered rendered) {
        return rendered.only(V1StatefulSet.class)
                .getSpec()
                .getTemplate()
                .getSpec()
                .getContainers()
                .getFirst();
    }

    private static String mountPath(V1Container container, String volume) {
        return container.getVolumeMounts().stream()
                .filter(m -> m.getName().equals(volume))
                .findFirst()
                .orElseThrow()
                .getMountPath();
    }
}
