package dev.tandem.tests.k8s;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;

import dev.tandem.media.packet.DropReason;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Alerts speak of metrics that the server has, under the names that Prometheus gives them.
class ChartMetricsTest {
    private static final Pattern METER =
            Pattern.compile(
                    "(gauge\\w*|counter|FunctionCounter\\s*\\.builder|Timer\\s*\\.builder|\\w+\\.timer|timer|summary)"
                            + "\\(\\s*\"(tandem\\.[a-z.]+)\"");

    private static final Pattern METRIC = Pattern.compile("\\btandem_[a-z_]+");

    @Test
    void everyMetricOfEveryAlertIsCountedByTheServer() throws IOException {
        Set<String> counted = counted();
        List<String> alerts = new ArrayList<>();
        new TreeMap<>(expressions())
                .forEach((alert, expression) -> {
                    alerts.add(alert);
                    Set<String> metrics = metrics(expression);
                    assertThat(counted).as(alert).containsAll(metrics);
                    assertThat(metrics.isEmpty())
                            .as("%s is about us", alert)
                            .isEqualTo(expression.startsWith("absent(up{"));
                });
        assertThat(alerts).hasSizeGreaterThan(5).doesNotHaveDuplicates();
    }

    @Test
    void theServerCountsMembersAndItsShare() throws IOException {
        assertThat(counted()).contains("tandem_cluster_members", "tandem_cluster_share_percent");
    }

    @Test
    void fewerMembersThanDesiredForFiveMinutesAreAnAlertOfSeveralReplicasOnly() {
        JsonObject missing =
                alerts("several-replicas").stream()
                        .filter(r -> r.get("alert").getAsString().equals("TandemMembersMissing"))
                        .findFirst()
                        .orElseThrow();
        assertThat(missing.get("expr").getAsString())
                .startsWith("min(tandem_cluster_members{")
                .endsWith(") < 3");
        assertThat(missing.get("for").getAsString()).isEqualTo("5m");
        assertThat(alerts("external-database"))
                .noneMatch(r -> r.get("alert").getAsString().equals("TandemMembersMissing"));
    }

    @Test
    void everyAlertSaysWhatItIsAboutAndHowBadItIs() {
        alerts().forEach(rule -> {
            assertThat(rule.getAsJsonObject("annotations").keySet())
                    .containsExactlyInAnyOrder("summary", "description");
            assertThat(rule.getAsJsonObject("labels").get("severity").getAsString())
                    .isIn("critical", "warning");
            assertThat(rule.has("for")).isTrue();
        });
    }

    @Test
    void everyExpressionLooksAtThisInstallationOnly() {
        expressions()
                .forEach((alert, expression) -> {
                    Matcher selector = Pattern.compile("\\{([^}]*)}").matcher(expression);
                    assertThat(selector.find()).as(alert).isTrue();
                    do {
                        assertThat(selector.group(1))
                                .as(alert)
                                .startsWith("namespace=\"contact\",service=\"cc-tandem-headless\"");
                    } while (selector.find());
                });
    }

    @Test
    void everyReasonThatAnAlertNamesIsOneOfTheBridge() {
        Set<String> reasons =
                Stream.of(DropReason.values())
                        .map(reason -> reason.name().toLowerCase(Locale.ROOT))
                        .collect(Collectors.toSet());
        Matcher named = Pattern.compile("reason=~\"([^\"]*)\"").matcher(expressions().toString());
        assertThat(named.find()).isTrue();
        assertThat(reasons).contains(named.group(1).split("\\|"));
    }

    private static Set<String> metrics(String expression) {
        Set<String> found = new HashSet<>();
        Matcher matcher = METRIC.matcher(expression);
        while (matcher.find()) {
            found.add(matcher.group());
        }
        return found;
    }

    private static TreeMap<String, String> expressions() {
        TreeMap<String, String> expressions = new TreeMap<>();
        alerts().forEach(rule ->
                expressions.put(rule.get("alert").getAsString(), rule.get("expr").getAsString()));
        return expressions;
    }

    /// All that there are: the cluster's are among them.
    private static List<JsonObject> alerts() {
        return alerts("several-replicas");
    }

    private static List<JsonObject> alerts(String example) {
        return Chart.render(Chart.example(example))
                .ofKind("PrometheusRule")
                .getFirst()
                .getAsJsonObject("spec")
                .getAsJsonArray("groups")
                .get(0)
                .getAsJsonObject()
                .getAsJsonArray("rules")
                .asList()
                .stream()
                .map(JsonElement::getAsJsonObject)
                .toList();
    }

    /// The meters in the server's sources, under the names that they have in a scrape.
    private static Set<String> counted() throws IOException {
        Set<String> names = new HashSet<>();
        try (Stream<Path> files =
                Files.walk(Chart.FOLDER.resolveSibling("server").resolve("src/main/java"))) {
            for (Path file : files.filter(f -> f.toString().endsWith(".java")).toList()) {
                Matcher meter = METER.matcher(Files.readString(file));
                while (meter.find()) {
                    names.addAll(scraped(meter.group(1), meter.group(2).replace('.', '_')));
                }
            }
        }
        return names;
    }

    private static List<String> scraped(String kind, String name) {
        if (kind.startsWith("gauge")) {
            return List.of(name);
        }
        if (kind.equals("counter") || kind.startsWith("FunctionCounter")) {
            return List.of(name + "_total");
        }
        String base = kind.equals("summary") ? name : name + "_seconds";
        List<String> series = new ArrayList<>(List.of(base + "_count", base + "_sum"));
        // A registry's own timer keeps no histogram; those that are built here do.
        if (kind.equals("timer") || kind.startsWith("Timer")) {
            series.add(base + "_bucket");
        }
        return series;
    }
}
