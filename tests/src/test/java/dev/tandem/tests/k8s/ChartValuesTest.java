package dev.tandem.tests.k8s;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// Values, their schema and the page about them speak of the same keys.
class ChartValuesTest {
    @Test
    void theSchemaKnowsTheKeysOfTheValuesAndNoOthers() throws IOException {
        Set<String> keys = new TreeSet<>();
        addKeys("", values(), schema(), keys);
        assertThat(keys).hasSizeGreaterThan(50);
    }

    @Test
    void everyKeyIsExplained() throws IOException {
        List<String> lines = Files.readAllLines(Chart.FOLDER.resolve("values.yaml"));
        Pattern simple = Pattern.compile("\\s*\\w+: +\\S.*");
        for (int i = 1; i < lines.size(); i++) {
            boolean ofResources = lines.get(i).matches(" +(cpu|memory): .*");
            if (simple.matcher(lines.get(i)).matches() && !ofResources) {
                assertThat(lines.get(i - 1).strip()).as(lines.get(i)).startsWith("#");
            }
        }
    }

    @Test
    void thePageNamesOnlyValuesThatExist() throws IOException {
        Set<String> keys = new TreeSet<>();
        addKeys("", values(), schema(), keys);
        List<String> named =
                Pattern.compile("(?m)^\\| `([A-Za-z.]+)` \\|")
                        .matcher(Files.readString(Chart.FOLDER.resolve("README.md")))
                        .results()
                        .map(row -> row.group(1))
                        .filter(key -> !key.equals("hostPort"))
                        .filter(key -> !key.equals("loadBalancer"))
                        .filter(key -> !key.equals("none"))
                        .collect(Collectors.toList());
        assertThat(named).hasSizeGreaterThan(10).allMatch(keys::contains);
    }

    private static void addKeys(
            String path, JsonObject values, JsonObject schema, Set<String> keys) {
        JsonObject known = schema.getAsJsonObject("properties");
        Set<String> expected = new TreeSet<>(known.keySet());
        // Helm's own, for every chart; and a resource that is only asked for by those who need it.
        expected.removeAll(Set.of("global", "ephemeral-storage"));
        if (path.equals("resources.limits.")) {
            expected.remove("cpu");
        }
        assertThat(values.keySet()).as("keys under %s", path).isEqualTo(expected);
        assertThat(schema.get("additionalProperties").getAsBoolean()).as(path).isFalse();
        for (String key : values.keySet()) {
            keys.add(path + key);
            JsonObject below = known.getAsJsonObject(key);
            if (below.has("properties")) {
                addKeys(path + key + ".", values.getAsJsonObject(key), below, keys);
            }
        }
    }

    private static JsonObject values() throws IOException {
        return Rendered.of(Files.readString(Chart.FOLDER.resolve("values.yaml")))
                .objects()
                .getFirst();
    }

    private static JsonObject schema() throws IOException {
        return JsonParser.parseString(Files.readString(Chart.FOLDER.resolve("values.schema.json")))
                .getAsJsonObject();
    }
}
