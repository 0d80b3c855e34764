package dev.tandem.tests.k8s;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;

import org.junit.jupiter.api.Test;

/// Proof that the check of types would notice.
class StrictTypesTest {
    private static final String GOOD =
            """
            apiVersion: apps/v1
            kind: StatefulSet
            metadata:
              name: a
            spec:
              serviceName: a
              selector:
                matchLabels: {app: a}
              template:
                metadata:
                  labels: {app: a}
                  annotations: {}
                spec:
                  containers:
                    - name: a
                      image: a:1
                      securityContext:
                        readOnlyRootFilesystem: true
                      ports:
                        - containerPort: 8080
                      resources:
                        limits: {memory: 2Gi}
            """;

    private static final String RULE =
            """
            apiVersion: monitoring.coreos.com/v1
            kind: PrometheusRule
            metadata:
              name: a
            spec:
              groups:
                - name: a
                  rules:
                    - alert: A
                      expr: up == 0
                      for: 2m
            """;

    @Test
    void aGoodManifestHasNoFaults() {
        assertThat(StrictTypes.faults(object(GOOD))).isEmpty();
        assertThat(StrictTypes.faults(object(RULE))).isEmpty();
    }

    @Test
    void anUnknownKeyIsReportedWithItsName() {
        assertThat(broken(GOOD, "readOnlyRootFilesystem", "readonlyRootFilesystem"))
                .contains("readonlyRootFilesystem");
    }

    @Test
    void aMissingSelectorIsReported() {
        assertThat(broken(GOOD, "  selector:\n    matchLabels: {app: a}\n", ""))
                .contains("selector");
    }

    @Test
    void aTextForAPortIsReported() {
        assertThat(broken(GOOD, "containerPort: 8080", "containerPort: \"8080\""))
                .contains("/spec/template/spec/containers/0/ports/0/containerPort");
    }

    @Test
    void aNumberForATextIsReported() {
        assertThat(broken(GOOD, "matchLabels: {app: a}", "matchLabels: {app: 1}")).contains("app");
    }

    @Test
    void aListForAnObjectIsReported() {
        assertThat(broken(GOOD, "matchLabels: {app: a}", "matchLabels: [a]")).isNotEmpty();
    }

    @Test
    void aKindThatNobodyKnowsIsReported() {
        assertThat(broken(GOOD, "kind: StatefulSet", "kind: StatefulSets"))
                .contains("StatefulSets");
        assertThat(broken(GOOD, "apps/v1", "apps/v1beta1")).contains("apps/v1beta1");
    }

    @Test
    void rulesAndMonitorsAreCheckedToo() {
        assertThat(broken(RULE, "for: 2m", "fore: 2m")).contains("fore");
        assertThat(broken(RULE, "expr: up == 0", "summary: x")).contains("expr");
        assertThat(broken(RULE, "    - alert: A", "      alert: A")).contains("rules");
    }

    private static String broken(String yaml, String from, String to) {
        assertThat(yaml).as("there is something to break").contains(from);
        return String.join("; ", StrictTypes.faults(object(yaml.replace(from, to))));
    }

    private static JsonObject object(String yaml) {
        return Rendered.of(yaml).objects().getFirst();
    }
}
