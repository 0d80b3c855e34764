package dev.tandem.tests.k8s;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;

import io.kubernetes.client.custom.IntOrString;
import io.kubernetes.client.custom.Quantity;
import io.kubernetes.client.openapi.models.V1ConfigMap;
import io.kubernetes.client.openapi.models.V1Container;
import io.kubernetes.client.openapi.models.V1ContainerPort;
import io.kubernetes.client.openapi.models.V1EnvVar;
import io.kubernetes.client.openapi.models.V1Ingress;
import io.kubernetes.client.openapi.models.V1NetworkPolicy;
import io.kubernetes.client.openapi.models.V1NetworkPolicyEgressRule;
import io.kubernetes.client.openapi.models.V1NetworkPolicyIngressRule;
import io.kubernetes.client.openapi.models.V1NetworkPolicyPeer;
import io.kubernetes.client.openapi.models.V1NetworkPolicyPort;
import io.kubernetes.client.openapi.models.V1PodDisruptionBudget;
import io.kubernetes.client.openapi.models.V1PodSpec;
import io.kubernetes.client.openapi.models.V1Probe;
import io.kubernetes.client.openapi.models.V1Service;
import io.kubernetes.client.openapi.models.V1ServiceAccount;
import io.kubernetes.client.openapi.models.V1ServicePort;
import io.kubernetes.client.openapi.models.V1StatefulSet;
import io.kubernetes.client.openapi.models.V1StatefulSetSpec;
import io.kubernetes.client.openapi.models.V1Volume;
import io.kubernetes.client.openapi.models.V1VolumeMount;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;

/// What a careful operator looks for in a chart, for every example: rights, limits, references that
/// lead somewhere, and one truth about ports.
class ChartPolicyTest {
    private static final Set<String> KINDS_WITHOUT_SECRETS_IN_THEM =
            Set.of(
                    "ConfigMap",
                    "Ingress",
                    "NetworkPolicy",
                    "PodDisruptionBudget",
                    "PrometheusRule",
                    "Service",
                    "ServiceAccount",
                    "ServiceMonitor",
                    "StatefulSet");

    private static final List<Rendered> EXAMPLES =
            Chart.examples().stream().map(Chart::render).toList();

    static List<Rendered> examples() {
        return EXAMPLES;
    }

    // Rights

    @ParameterizedTest
    @MethodSource("examples")
    void theServerIsAnOrdinaryUserWithoutRights(Rendered rendered) {
        V1PodSpec pod = pod(rendered);
        assertThat(pod.getSecurityContext().getRunAsNonRoot()).isTrue();
        assertThat(pod.getSecurityContext().getRunAsUser()).isEqualTo(10_001L);
        assertThat(pod.getSecurityContext().getSeccompProfile().getType())
                .isEqualTo("RuntimeDefault");
        for (V1Container container : pod.getContainers()) {
            var rights = container.getSecurityContext();
            assertThat(rights.getReadOnlyRootFilesystem()).isTrue();
            assertThat(rights.getAllowPrivilegeEscalation()).isFalse();
            assertThat(rights.getCapabilities().getDrop()).containsExactly("ALL");
            assertThat(rights.getCapabilities().getAdd()).isNullOrEmpty();
            assertThat(rights.getPrivileged()).isNotEqualTo(Boolean.TRUE);
        }
        assertThat(pod.getHostNetwork()).isNotEqualTo(Boolean.TRUE);
        assertThat(pod.getHostPID()).isNotEqualTo(Boolean.TRUE);
        assertThat(pod.getVolumes()).allMatch(v -> v.getHostPath() == null);
    }

    @ParameterizedTest
    @MethodSource("examples")
    void noTokenOfKubernetesIsInThePod(Rendered rendered) {
        assertThat(pod(rendered).getAutomountServiceAccountToken()).isFalse();
        V1ServiceAccount account = rendered.only(V1ServiceAccount.class);
        assertThat(account.getAutomountServiceAccountToken()).isFalse();
        assertThat(pod(rendered).getServiceAccountName())
                .isEqualTo(account.getMetadata().getName());
    }

    @ParameterizedTest
    @MethodSource("examples")
    void noSecretStandsInAnyObject(Rendered rendered) {
        assertThat(KINDS_WITHOUT_SECRETS_IN_THEM).containsAll(rendered.kinds());
        assertThat(rendered.only(V1ConfigMap.class).getData().keySet())
                .noneMatch(key -> key.contains("PASSWORD") || key.contains("SECRET"));
        for (V1EnvVar variable : container(rendered).getEnv()) {
            if (variable.getName().matches(".*(PASSWORD|SECRET).*")) {
                assertThat(variable.getValue()).isNull();
                assertThat(variable.getValueFrom().getSecretKeyRef().getName()).isNotEmpty();
            }
        }
    }

    @ParameterizedTest
    @MethodSource("examples")
    void kubernetesAddsNoVariablesThatTheServerWouldRefuse(Rendered rendered) {
        assertThat(pod(rendered).getEnableServiceLinks()).isFalse();
    }

    // Image and resources

    @ParameterizedTest
    @MethodSource("examples")
    void theImageHasAVersion(Rendered rendered) {
        assertThat(container(rendered).getImage())
                .matches(".+(:[^:/]+|@sha256:[0-9a-f]{64})")
                .doesNotEndWith(":latest");
    }

    @ParameterizedTest
    @MethodSource("examples")
    void resourcesAreAskedForAndMemoryIsLimitedButNotTheProcessor(Rendered rendered) {
        var resources = container(rendered).getResources();
        assertThat(resources.getRequests()).containsKeys("cpu", "memory");
        assertThat(resources.getLimits()).containsKey("memory").doesNotContainKey("cpu");
        assertThat(number(resources.getLimits(), "memory"))
                .isGreaterThanOrEqualTo(number(resources.getRequests(), "memory"));
    }

    // Life

    @ParameterizedTest
    @MethodSource("examples")
    void kubeletAsksThreeQuestionsOnTheManagementPort(Rendered rendered) {
        V1Container container = container(rendered);
        for (V1Probe probe :
                List.of(
                        container.getStartupProbe(),
                        container.getLivenessProbe(),
                        container.getReadinessProbe())) {
            assertThat(probe.getHttpGet().getPort()).isEqualTo(new IntOrString("management"));
            assertThat(probe.getTimeoutSeconds()).isLessThan(probe.getPeriodSeconds());
        }
        assertThat(container.getLivenessProbe().getHttpGet().getPath())
                .as("a server that is only not ready is not killed")
                .isNotEqualTo(container.getReadinessProbe().getHttpGet().getPath());
    }

    @ParameterizedTest
    @MethodSource("examples")
    void thereIsMoreGraceThanTheDrainTakes(Rendered rendered) {
        long drain =
                Long.parseLong(
                        rendered.only(V1ConfigMap.class).getData().get("TANDEM_DRAIN_SECONDS"));
        assertThat(container(rendered).getLifecycle().getPreStop().getHttpGet().getPath())
                .isEqualTo("/drain");
        assertThat(pod(rendered).getTerminationGracePeriodSeconds())
                .isGreaterThanOrEqualTo(drain + 30);
    }

    @ParameterizedTest
    @MethodSource("examples")
    void evictionsAndSpreadAreAboutOurPods(Rendered rendered) {
        assertThat(
                        selects(
                                rendered.only(V1PodDisruptionBudget.class)
                                        .getSpec()
                                        .getSelector()
                                        .getMatchLabels(),
                                rendered))
                .isTrue();
        assertThat(pod(rendered).getTopologySpreadConstraints())
                .isNotEmpty()
                .allMatch(c -> selects(c.getLabelSelector().getMatchLabels(), rendered));
    }

    @ParameterizedTest
    @MethodSource("examples")
    void anOldPodIsGoneBeforeANewOneTakesItsPortsAndItsVolume(Rendered rendered) {
        var spec = rendered.only(V1StatefulSet.class).getSpec();
        assertThat(spec.getReplicas()).isBetween(1, 9);
        assertThat(spec.getPodManagementPolicy()).isEqualTo("OrderedReady");
        assertThat(spec.getUpdateStrategy().getType()).isEqualTo("RollingUpdate");
    }

    @Test
    void otherSettingsMakeANewPod() {
        String one = checksum("persistence: {enabled: true}\n");
        assertThat(checksum("persistence: {enabled: true}\n")).isEqualTo(one);
        assertThat(checksum("persistence: {enabled: true}\ndrain: {seconds: 7}\n"))
                .isNotEqualTo(one);
    }

    private static String checksum(String values) {
        return Objects.requireNonNull(
                Chart.with(values)
                        .only(V1StatefulSet.class)
                        .getSpec()
                        .getTemplate()
                        .getMetadata()
                        .getAnnotations()
                        .get("checksum/settings"));
    }

    // What is written

    @ParameterizedTest
    @MethodSource("examples")
    void everyFolderThatIsWrittenIsAVolume(Rendered rendered) {
        List<V1VolumeMount> mounts = container(rendered).getVolumeMounts();
        Map<String, String> settings = rendered.only(V1ConfigMap.class).getData();
        assertThat(mounts).extracting(V1VolumeMount::getMountPath).contains("/tmp");
        if (settings.containsKey("TANDEM_DATA_FOLDER")) {
            Path folder = Path.of(settings.get("TANDEM_DATA_FOLDER"));
            assertThat(mounts).anyMatch(m -> folder.getParent().equals(Path.of(m.getMountPath())));
            assertThat(pod(rendered).getSecurityContext().getFsGroupChangePolicy())
                    .as("PostgreSQL refuses a folder that was opened to the group")
                    .isEqualTo("OnRootMismatch");
        }
    }

    @ParameterizedTest
    @MethodSource("examples")
    void everyMountHasItsVolume(Rendered rendered) {
        Set<String> volumes = new TreeSet<>();
        pod(rendered).getVolumes().stream().map(V1Volume::getName).forEach(volumes::add);
        var claims = rendered.only(V1StatefulSet.class).getSpec().getVolumeClaimTemplates();
        if (claims != null) {
            claims.forEach(c -> volumes.add(c.getMetadata().getName()));
        }
        assertThat(container(rendered).getVolumeMounts())
                .extracting(V1VolumeMount::getName)
                .containsExactlyInAnyOrderElementsOf(volumes);
    }

    // References

    @ParameterizedTest
    @MethodSource("examples")
    void everyObjectHasItsLabelsItsNamespaceAndANameOfItsOwn(Rendered rendered) {
        for (JsonObject object : rendered.objects()) {
            JsonObject metadata = object.getAsJsonObject("metadata");
            assertThat(metadata.get("namespace").getAsString()).isEqualTo("contact");
            assertThat(metadata.getAsJsonObject("labels").keySet())
                    .contains(
                            "app.kubernetes.io/name",
                            "app.kubernetes.io/instance",
                            "app.kubernetes.io/version",
                            "app.kubernetes.io/managed-by",
                            "helm.sh/chart");
        }
        assertThat(
                        rendered.objects().stream()
                                .map(o -> Rendered.kind(o) + " " + Rendered.name(o))
                                .toList())
                .doesNotHaveDuplicates();
    }

    @ParameterizedTest
    @MethodSource("examples")
    void everySelectorSelectsOurPodsAndEveryNamedPortExists(Rendered rendered) {
        assertThat(
                        selects(
                                rendered.only(V1StatefulSet.class)
                                        .getSpec()
                                        .getSelector()
                                        .getMatchLabels(),
                                rendered))
                .isTrue();
        for (V1Service service : rendered.all(V1Service.class)) {
            assertThat(selects(service.getSpec().getSelector(), rendered)).isTrue();
            for (V1ServicePort port : service.getSpec().getPorts()) {
                V1ContainerPort target =
                        container(rendered).getPorts().stream()
                                .filter(p -> p.getName().equals(port.getTargetPort().getStrValue()))
                                .findFirst()
                                .orElseThrow();
                assertThat(target.getProtocol()).isEqualTo(port.getProtocol());
            }
        }
        assertThat(
                        rendered.named(
                                "Service",
                                rendered.only(V1StatefulSet.class).getSpec().getServiceName()))
                .isPresent();
    }

    @Test
    void theIngressAndTheMonitorLeadToPortsOfOurServices() {
        Rendered rendered = Chart.render(Chart.example("external-database"));
        var backend =
                rendered.only(V1Ingress.class)
                        .getSpec()
                        .getRules()
                        .getFirst()
                        .getHttp()
                        .getPaths()
                        .getFirst()
                        .getBackend()
                        .getService();
        V1Service service =
                rendered.all(V1Service.class).stream()
                        .filter(s -> s.getMetadata().getName().equals(backend.getName()))
                        .findFirst()
                        .orElseThrow();
        assertThat(service.getSpec().getPorts())
                .anyMatch(p -> p.getName().equals(backend.getPort().getName()));

        JsonObject spec = rendered.ofKind("ServiceMonitor").getFirst().getAsJsonObject("spec");
        JsonObject wanted = spec.getAsJsonObject("selector").getAsJsonObject("matchLabels");
        List<V1Service> monitored =
                rendered.all(V1Service.class).stream()
                        .filter(s ->
                                wanted.keySet().stream()
                                        .allMatch(k ->
                                                wanted.get(k)
                                                        .getAsString()
                                                        .equals(
                                                                s.getMetadata()
                                                                        .getLabels()
                                                                        .get(k))))
                        .toList();
        assertThat(monitored).hasSize(1);
        assertThat(monitored.getFirst().getSpec().getPorts())
                .extracting(V1ServicePort::getName)
                .containsExactly("management");
    }

    // Ports and the walls around them

    @ParameterizedTest
    @MethodSource("examples")
    void settingsContainerServiceAndNetworkPolicyMeanTheSameMediaPorts(Rendered rendered) {
        Map<String, String> settings = rendered.only(V1ConfigMap.class).getData();
        List<Integer> ports = new ArrayList<>();
        if (settings.get("TANDEM_ROLES").equals("all")) {
            int first = Integer.parseInt(settings.get("TANDEM_MEDIA_PORT"));
            int loops = Integer.parseInt(settings.get("TANDEM_MEDIA_EVENT_LOOPS"));
            for (int i = 0; i < loops; i++) {
                ports.add(first + i);
            }
        }
        List<V1ContainerPort> udp =
                container(rendered).getPorts().stream()
                        .filter(p -> p.getProtocol().equals("UDP"))
                        .toList();
        assertThat(udp).extracting(V1ContainerPort::getContainerPort).isEqualTo(ports);
        assertThat(udp)
                .allMatch(p ->
                        p.getHostPort() == null || p.getHostPort().equals(p.getContainerPort()));
        assertThat(ingress(rendered, "UDP")).isEqualTo(ports);
        rendered.named("Service", "cc-tandem-media")
                .ifPresent(s ->
                        assertThat(rendered.all(V1Service.class).getLast().getSpec().getPorts())
                                .extracting(V1ServicePort::getPort)
                                .isEqualTo(ports));
    }

    @ParameterizedTest
    @MethodSource("examples")
    void onlyWhatIsNeededComesIn(Rendered rendered) {
        var spec = rendered.only(V1NetworkPolicy.class).getSpec();
        assertThat(spec.getPolicyTypes()).containsExactlyInAnyOrder("Ingress", "Egress");
        assertThat(selects(spec.getPodSelector().getMatchLabels(), rendered)).isTrue();
        List<Integer> tcp = new ArrayList<>(List.of(8080, 8081));
        if (isSeveral(rendered)) {
            tcp.add(5701);
        }
        assertThat(ingress(rendered, "TCP")).containsExactlyInAnyOrderElementsOf(tcp);
        V1NetworkPolicyIngressRule management =
                spec.getIngress().stream()
                        .filter(r -> r.getPorts().getFirst().getPort().getIntValue() == 8081)
                        .findFirst()
                        .orElseThrow();
        assertThat(management.getFrom())
                .singleElement()
                .satisfies(peer ->
                        assertThat(peer.getNamespaceSelector().getMatchLabels())
                                .containsValue("monitoring"));
    }

    @Test
    void onlyDnsTheDatabaseAndTheWebAreReached() {
        assertThat(egress("external-database"))
                .as("the port is that of database.url")
                .containsExactlyInAnyOrder(53, 53, 5433, 80, 443);
        assertThat(egress("load-balancer")).containsExactlyInAnyOrder(53, 53, 5432, 80, 443);
        assertThat(egress("several-replicas"))
                .containsExactlyInAnyOrder(53, 53, 5432, 5701, 80, 443);
        assertThat(egress("trial")).containsExactlyInAnyOrder(53, 53, 80, 443);
    }

    @ParameterizedTest
    @MethodSource("examples")
    void theCrawlerReachesNoPrivateNetworkAndNoMetadataService(Rendered rendered) {
        V1NetworkPolicyEgressRule web =
                rendered.only(V1NetworkPolicy.class).getSpec().getEgress().stream()
                        .filter(r -> r.getPorts().getFirst().getPort().getIntValue() == 80)
                        .findFirst()
                        .orElseThrow();
        assertThat(web.getTo().getFirst().getIpBlock().getExcept())
                .contains("10.0.0.0/8", "169.254.0.0/16", "172.16.0.0/12", "192.168.0.0/16");
    }

    // Several pods

    @Test
    void membersReachEachOtherAndNobodyElseReachesThem() {
        Rendered rendered = Chart.render(Chart.example("several-replicas"));
        var spec = rendered.only(V1NetworkPolicy.class).getSpec();
        List<V1NetworkPolicyPeer> peers = new ArrayList<>();
        spec.getIngress().stream()
                .filter(r -> r.getPorts().getFirst().getPort().getIntValue() == 5701)
                .forEach(r -> peers.addAll(r.getFrom()));
        spec.getEgress().stream()
                .filter(r -> r.getPorts().getFirst().getPort().getIntValue() == 5701)
                .forEach(r -> peers.addAll(r.getTo()));
        assertThat(peers)
                .hasSize(2)
                .allSatisfy(peer -> {
                    assertThat(peer.getNamespaceSelector()).as("this namespace only").isNull();
                    assertThat(peer.getIpBlock()).isNull();
                    assertThat(peer.getPodSelector().getMatchLabels())
                            .containsEntry("app.kubernetes.io/instance", "cc")
                            .matches(labels -> selects(labels, rendered));
                });
    }

    @Test
    void membersFindEachOtherBeforeTheyAreReady() {
        Rendered rendered = Chart.render(Chart.example("several-replicas"));
        V1Service headless =
                rendered.all(V1Service.class).stream()
                        .filter(s -> "None".equals(s.getSpec().getClusterIP()))
                        .findFirst()
                        .orElseThrow();
        assertThat(headless.getSpec().getPublishNotReadyAddresses()).isTrue();
        assertThat(headless.getSpec().getPorts())
                .filteredOn(p -> p.getName().equals("cluster"))
                .singleElement()
                .satisfies(p -> assertThat(p.getPort()).isEqualTo(5701));
    }

    @Test
    void noServiceForMediaStandsInFrontOfSeveralPods() {
        Rendered rendered = Chart.render(Chart.example("several-replicas"));
        assertThat(rendered.all(V1Service.class))
                .flatMap(s -> s.getSpec().getPorts())
                .noneMatch(p -> p.getProtocol().equals("UDP"));
        assertThat(container(rendered).getPorts())
                .filteredOn(p -> p.getProtocol().equals("UDP"))
                .isNotEmpty()
                .allMatch(p -> p.getHostPort() != null);
    }

    @Test
    void moreMembersDoNotRestartThoseThatRun() {
        assertThat(members("5").getTemplate()).isEqualTo(members("3").getTemplate());
        assertThat(members("5").getReplicas()).isEqualTo(5);
    }

    @Test
    void onePodHasNothingOfACluster() {
        Rendered rendered = Chart.render(Chart.example("external-database"));
        assertThat(rendered.objects().toString()).doesNotContain("5701").doesNotContain("CLUSTER_");
    }

    private static V1StatefulSetSpec members(String count) {
        return Chart.render(Chart.example("several-replicas"), Chart.NEWEST, "replicaCount", count)
                .only(V1StatefulSet.class)
                .getSpec();
    }

    private static boolean isSeveral(Rendered rendered) {
        return rendered.only(V1StatefulSet.class).getSpec().getReplicas() > 1;
    }

    private static List<Integer> egress(String example) {
        return Chart.render(Chart.example(example))
                .only(V1NetworkPolicy.class)
                .getSpec()
                .getEgress()
                .stream()
                .flatMap(r -> r.getPorts().stream())
                .map(p -> p.getPort().getIntValue())
                .toList();
    }

    private static List<Integer> ingress(Rendered rendered, String protocol) {
        return rendered.only(V1NetworkPolicy.class).getSpec().getIngress().stream()
                .flatMap(r -> r.getPorts().stream())
                .filter(p -> protocol.equals(p.getProtocol()))
                .map(V1NetworkPolicyPort::getPort)
                .map(IntOrString::getIntValue)
                .toList();
    }

    private static BigDecimal number(Map<String, Quantity> quantities, String key) {
        return Objects.requireNonNull(quantities.get(key)).getNumber();
    }

    private static boolean selects(Map<String, String> selector, Rendered rendered) {
        Map<String, String> labels =
                rendered.only(V1StatefulSet.class)
                        .getSpec()
                        .getTemplate()
                        .getMetadata()
                        .getLabels();
        return !selector.isEmpty() && labels.entrySet().containsAll(selector.entrySet());
    }

    private static V1PodSpec pod(Rendered rendered) {
        return rendered.only(V1StatefulSet.class).getSpec().getTemplate().getSpec();
    }

    private static V1Container container(Rendered rendered) {
        return pod(rendered).getContainers().getFirst();
    }
}
