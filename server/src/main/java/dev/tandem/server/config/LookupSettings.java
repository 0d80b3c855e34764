package dev.tandem.server.config;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

import dev.tandem.server.assistant.Lookup;
import dev.tandem.signaling.protocol.SiteKey;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Reads `writer.lookups`: a JSON list, one object for each thing that the business's own system
/// can be asked.
final class LookupSettings {
    static final int MAX_LOOKUPS = 20;
    static final int MAX_PARAMETERS = 5;
    static final int MAX_SECONDS = 10;
    static final int MAX_BYTES = 16_000;

    private static final int DEFAULT_SECONDS = 3;
    private static final int DEFAULT_BYTES = 4_000;

    private static final Set<String> FIELDS =
            Set.of(
                    "site",
                    "name",
                    "description",
                    "parameters",
                    "url",
                    "key",
                    "timeoutSeconds",
                    "maxBytes");

    private static final ObjectMapper JSON =
            new ObjectMapper().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

    private LookupSettings() {}

    static List<Lookup> of(String text) throws ConfigProblem {
        if (text.isEmpty()) {
            return List.of();
        }
        JsonNode list;
        try {
            list = JSON.readTree(text);
        } catch (JsonProcessingException e) {
            // Its message quotes the text, which may hold a key.
            throw new ConfigProblem("writer.lookups is not JSON.");
        }
        if (!list.isArray() || list.size() > MAX_LOOKUPS) {
            throw new ConfigProblem(
                    "writer.lookups is a JSON list of at most " + MAX_LOOKUPS + " objects.");
        }
        List<Lookup> lookups = new ArrayList<>();
        Set<String> names = new HashSet<>();
        for (JsonNode one : list) {
            int number = lookups.size() + 1;
            Lookup lookup;
            try {
                lookup = lookup(one);
            } catch (IllegalArgumentException e) {
                throw new ConfigProblem(
                        "writer.lookups, number " + number + ": " + e.getMessage() + ".");
            }
            if (!names.add(lookup.site() + " " + lookup.name())) {
                throw new ConfigProblem(
                        "writer.lookups, number " + number + ": the site has one of that name.");
            }
            lookups.add(lookup);
        }
        return List.copyOf(lookups);
    }

    private static Lookup lookup(JsonNode one) {
        if (!one.isObject()) {
            throw new IllegalArgumentException("it is no object");
        }
        one.fieldNames()
                .forEachRemaining(field -> {
                    if (!FIELDS.contains(field)) {
                        throw new IllegalArgumentException("there is no field " + field);
                    }
                });
        return new Lookup(
                new SiteKey(text(one, "site")),
                text(one, "name"),
                text(one, "description"),
                parameters(one.path("parameters")),
                text(one, "url"),
                one.path("key").asText(""),
                Duration.ofSeconds(number(one, "timeoutSeconds", DEFAULT_SECONDS, MAX_SECONDS)),
                number(one, "maxBytes", DEFAULT_BYTES, MAX_BYTES));
    }

    private static Map<String, String> parameters(JsonNode object) {
        if ((!object.isMissingNode() && !object.isObject()) || object.size() > MAX_PARAMETERS) {
            throw new IllegalArgumentException(
                    "parameters is an object of at most "
                            + MAX_PARAMETERS
                            + " names, each with what it is");
        }
        Map<String, String> parameters = new LinkedHashMap<>();
        object.properties().forEach(p -> parameters.put(p.getKey(), text(object, p.getKey())));
        return parameters;
    }

    private static String text(JsonNode object, String field) {
        JsonNode value = object.path(field);
        if (!value.isTextual() || value.asText().isBlank()) {
            throw new IllegalArgumentException(field + " is a text");
        }
        return value.asText().strip();
    }

    private static int number(JsonNode object, String field, int otherwise, int most) {
        JsonNode value = object.path(field);
        if (value.isMissingNode()) {
            return otherwise;
        }
        if (!value.isInt() || value.asInt() < 1 || value.asInt() > most) {
            throw new IllegalArgumentException(field + " is 1 to " + most);
        }
        return value.asInt();
    }
}
