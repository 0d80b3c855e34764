package dev.tandem.server.conversation;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.UnaryOperator;

/// Compares what happens in every [Stage] with a table in a text file: `row | stages | outcome`.
final class PlaceTable {
    private PlaceTable() {}

    /// Lives through every row in every stage. What is refused must change nothing.
    static void check(String resource, Map<String, UnaryOperator<Story>> rows) {
        Map<String, String> actual = new TreeMap<>();
        rows.forEach((row, doing) -> {
            for (Stage stage : Stage.values()) {
                Story story = stage.reached();
                Conversation before = story.state();
                doing.apply(story);
                actual.put(row + " " + stage.key(), story.outcome());
                if (!(story.decision() instanceof Decision.Accepted)) {
                    assertThat(story.state()).isSameAs(before);
                }
                assertThat(Conversation.replay(Story.ID, story.log())).isEqualTo(story.state());
            }
        });
        List<String> order = List.copyOf(rows.keySet());
        assertThat(text(actual, order)).isEqualTo(text(read(resource), order));
    }

    private static Map<String, String> read(String resource) {
        Map<String, String> cells = new TreeMap<>();
        for (String line : content(resource).lines().filter(l -> !l.startsWith("#")).toList()) {
            String[] parts = line.split("\\|");
            for (String stage : parts[1].strip().split(" ")) {
                String cell = parts[0].strip() + " " + stage;
                assertThat(Stage.of(stage)).as(line).isPresent();
                assertThat(cells.put(cell, parts[2].strip())).as("twice: %s", cell).isNull();
            }
        }
        return cells;
    }

    private static String content(String resource) {
        try (InputStream in = PlaceTable.class.getResourceAsStream(resource)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// The cells of a row with the same outcome in one line, in the form of the file.
    private static String text(Map<String, String> cells, List<String> rows) {
        List<String> lines = new ArrayList<>();
        for (String row : rows) {
            Map<String, List<String>> byOutcome = new LinkedHashMap<>();
            Arrays.stream(Stage.values())
                    .forEach(s -> {
                        String outcome = cells.getOrDefault(row + " " + s.key(), "?");
                        byOutcome.computeIfAbsent(outcome, o -> new ArrayList<>()).add(s.key());
                    });
            byOutcome.forEach((outcome, stages) ->
                    lines.add(row + " | " + String.join(" ", stages) + " | " + outcome));
        }
        return String.join("\n", lines);
    }
}
