package dev.tandem.tests.bench;

import com.fasterxml.jackson.databind.ObjectMapper;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// What a benchmark found: written to `target/bench/NAME.json` and printed as a table.
final class Report {
    private record Row(String subject, String metric, String unit) {}

    private final String name;
    private final Map<String, Row> rows = new TreeMap<>();
    private final Map<String, List<Double>> values = new TreeMap<>();
    private final List<String> order = new ArrayList<>();

    /// Of rows that say one thing about many runs.
    private final Map<String, Integer> runsBehind = new TreeMap<>();

    Report(String name) {
        this.name = name;
    }

    /// One run's value; the runs of a row become its median, least and greatest.
    void add(String subject, String metric, String unit, double value) {
        String key = key(subject, metric);
        if (rows.putIfAbsent(key, new Row(subject, metric, unit)) == null) {
            order.add(key);
            values.put(key, new ArrayList<>());
        }
        values.get(key).add(value);
    }

    /// What 95 % of the runs that were added to a row do not exceed, as a row of its own.
    void addP95(String subject, String metric) {
        String key = key(subject, metric);
        double[] sorted = sorted(key);
        Row row = rows.get(key);
        String named = metric + " p95";
        add(subject, named, row.unit(), sorted[(int) Math.ceil(0.95 * sorted.length) - 1]);
        runsBehind.put(key(subject, named), sorted.length);
    }

    private static String key(String subject, String metric) {
        return subject + '\n' + metric;
    }

    private double[] sorted(String key) {
        return values.get(key).stream().mapToDouble(d -> d).sorted().toArray();
    }

    void write() throws IOException {
        List<Map<String, Object>> lines = new ArrayList<>();
        System.out.printf(
                "%n%-28s %-22s %12s %12s %12s%n", name, "", "median", "least", "greatest");
        for (String key : order) {
            Row row = rows.get(key);
            double[] sorted = sorted(key);
            double median = sorted[sorted.length / 2];
            double least = sorted[0];
            double greatest = sorted[sorted.length - 1];
            lines.add(
                    Map.of(
                            "subject",
                            row.subject(),
                            "metric",
                            row.metric(),
                            "unit",
                            row.unit(),
                            "median",
                            median,
                            "min",
                            least,
                            "max",
                            greatest,
                            "runs",
                            runsBehind.getOrDefault(key, sorted.length)));
            System.out.printf(
                    "%-28s %-22s %12.2f %12.2f %12.2f%n",
                    row.subject(), row.metric() + " " + row.unit(), median, least, greatest);
        }
        Path file = Path.of("target", "bench", name + ".json");
        Files.createDirectories(file.getParent());
        new ObjectMapper()
                .writerWithDefaultPrettyPrinter()
                .writeValue(
                        file.toFile(), Map.of("name", name, "machine", machine(), "rows", lines));
    }

    private static String machine() {
        return "%s %s, %d processors, Java %s"
                .formatted(
                        System.getProperty("os.name"),
                        System.getProperty("os.arch"),
                        Runtime.getRuntime().availableProcessors(),
                        Runtime.version());
    }
}
