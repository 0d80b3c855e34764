package dev.tandem.tests.evaluation;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// Files with one JSON object per line. A bad line is answered by a line that says what is wrong
/// with it; the others go on.
final class Lines {
    static final ObjectMapper JSON =
            new ObjectMapper().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

    /// What becomes of one good line.
    interface Step {
        ObjectNode apply(JsonNode line) throws BadLineException;
    }

    private Lines() {}

    /// Results in the order of the lines, errors among them as `{"line", "error"}`.
    static List<ObjectNode> each(InputStream file, Step step) throws IOException {
        List<ObjectNode> results = new ArrayList<>();
        BufferedReader reader =
                new BufferedReader(new InputStreamReader(file, StandardCharsets.UTF_8));
        int number = 0;
        for (String line = reader.readLine(); line != null; line = reader.readLine()) {
            number++;
            if (line.isBlank()) {
                continue;
            }
            results.add(one(line.replace("\uFEFF", ""), number, step));
        }
        return results;
    }

    private static ObjectNode one(String line, int number, Step step) {
        String problem;
        String id = "";
        try {
            JsonNode node = JSON.readTree(line);
            if (node.isObject()) {
                id = node.path("id").asText("");
                return step.apply(node);
            }
            problem = "not a JSON object";
        } catch (JsonProcessingException e) {
            problem = "not JSON: " + e.getOriginalMessage();
        } catch (BadLineException e) {
            problem = e.getMessage();
        }
        ObjectNode error = JSON.createObjectNode();
        if (!id.isEmpty()) {
            error.put("id", id);
        }
        return error.put("line", number).put("error", problem);
    }

    static void write(Path file, List<ObjectNode> lines) throws IOException {
        StringBuilder out = new StringBuilder();
        lines.forEach(line -> out.append(line).append('\n'));
        Files.createDirectories(file.toAbsolutePath().getParent());
        Files.writeString(file, out);
    }
}
