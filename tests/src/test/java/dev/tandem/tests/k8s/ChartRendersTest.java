package dev.tandem.tests.k8s;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.marcnuri.helm.LintResult;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// Every example on every promised version of Kubernetes becomes objects that an API server takes
/// whole.
class ChartRendersTest {
    @Test
    void helmFindsNothingToComplainAbout() {
        LintResult lint = Chart.lint();
        assertThat(lint.isFailed()).as("%s", lint.getMessages()).isFalse();
    }

    @ParameterizedTest
    @FieldSource("dev.tandem.tests.k8s.Chart#KUBERNETES")
    void everyObjectOfEveryExampleIsStrictlyTyped(String kubernetes) {
        for (Path example : Chart.examples()) {
            Rendered rendered = Chart.render(example, kubernetes);
            assertThat(rendered.kinds())
                    .as("%s", example.getFileName())
                    .contains("StatefulSet", "Service", "ConfigMap", "NetworkPolicy");
            for (JsonObject object : rendered.objects()) {
                assertThat(StrictTypes.faults(object))
                        .as(
                                "%s on %s: %s %s",
                                example.getFileName(),
                                kubernetes,
                                Rendered.kind(object),
                                Rendered.name(object))
                        .isEmpty();
            }
        }
    }

    @Test
    void theExamplesShowEveryKindThatTheChartKnows() {
        List<String> kinds = new ArrayList<>();
        Chart.examples().forEach(e -> kinds.addAll(Chart.render(e).kinds()));
        assertThat(kinds)
                .contains(
                        "ConfigMap",
                        "Ingress",
                        "NetworkPolicy",
                        "PodDisruptionBudget",
                        "PrometheusRule",
                        "Service",
                        "ServiceAccount",
                        "ServiceMonitor",
                        "StatefulSet");
    }

    @Test
    void everythingThatCanBeSwitchedOffIsGone() {
        Rendered rendered =
                Chart.with(
                        """
                        persistence: {enabled: true}
                        media: {exposure: none}
                        networkPolicy: {enabled: false}
                        podDisruptionBudget: {enabled: false}
                        serviceAccount: {create: false}
                        """);
        assertThat(rendered.kinds())
                .containsExactlyInAnyOrder("ConfigMap", "Service", "Service", "StatefulSet");
    }

    @Test
    void everyFreeValueArrivesWhereItBelongs() {
        Rendered rendered =
                Chart.with(
                        """
                        database: {url: "jdbc:postgresql://db/tandem", existingSecret: db}
                        nameOverride: desk
                        priorityClassName: high
                        tolerations: [{key: media, operator: Exists}]
                        affinity: {nodeAffinity: {requiredDuringSchedulingIgnoredDuringExecution: {nodeSelectorTerms: [{matchExpressions: [{key: a, operator: Exists}]}]}}}
                        podLabels: {team: care}
                        podAnnotations: {note: "7"}
                        service: {type: LoadBalancer, annotations: {a: b}}
                        serviceAccount: {name: robot, annotations: {a: b}}
                        networkPolicy:
                          httpFrom: [{namespaceSelector: {matchLabels: {name: ingress}}}]
                          databaseTo: [{ipBlock: {cidr: 10.1.2.3/32}}]
                          extraEgress: [{ports: [{port: 8443, protocol: TCP}]}]
                        media: {exposure: loadBalancer, announce: ["2001:db8::1"], loadBalancer: {loadBalancerClass: a.example.com/b}}
                        """);
        rendered.objects().forEach(o -> assertThat(StrictTypes.faults(o)).isEmpty());
        assertThat(rendered.objects().toString())
                .contains(
                        "cc-desk",
                        "\"high\"",
                        "nodeSelectorTerms",
                        "\"care\"",
                        "\"7\"",
                        "\"robot\"",
                        "10.1.2.3/32",
                        "8443",
                        "a.example.com/b",
                        "2001:db8::1");
    }
}
