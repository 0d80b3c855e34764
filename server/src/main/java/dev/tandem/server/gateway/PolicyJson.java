package dev.tandem.server.gateway;

import dev.tandem.server.application.PastReplay;
import dev.tandem.server.escalation.BusinessValues;
import dev.tandem.server.escalation.Comparison;
import dev.tandem.server.escalation.EscalationSettings;
import dev.tandem.server.escalation.PolicyBook;
import dev.tandem.server.escalation.PolicyValue;
import dev.tandem.server.escalation.PolicyVersion;
import dev.tandem.server.escalation.Replayed;
import dev.tandem.signaling.protocol.MessageCodec;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;

import java.util.EnumMap;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// The escalation policy as the API writes it; decisions as they stand on the timeline.
final class PolicyJson {
    private final MessageCodec codec;

    PolicyJson(MessageCodec codec) {
        this.codec = codec;
    }

    static JsonObject of(PolicyBook book) {
        JsonArray versions = new JsonArray();
        for (PolicyVersion version : book.withProgram()) {
            versions.add(of(version));
        }
        JsonArray values = new JsonArray();
        for (PolicyValue value : PolicyValue.values()) {
            values.add(
                    new JsonObject()
                            .put("name", name(value))
                            .put("least", value.least())
                            .put("most", value.most())
                            .put("whole", value.isWhole()));
        }
        return new JsonObject()
                .put("edition", book.edition())
                .put("versions", versions)
                .put("values", values);
    }

    private static JsonObject of(PolicyVersion version) {
        JsonObject values = new JsonObject();
        PolicyValue.all(version.settings()).forEach((v, number) -> values.put(name(v), number));
        JsonObject segments = new JsonObject();
        new TreeMap<>(version.settings().values().customerValues()).forEach(segments::put);
        JsonObject json =
                new JsonObject()
                        .put("number", version.number())
                        .put("state", ApiJson.name(version.state()))
                        .put("named", version.settings().version())
                        .put("name", version.name())
                        .put("note", version.note())
                        .put("values", values)
                        .put("customerValues", segments);
        if (version.number() > 0) {
            json.put("author", version.author())
                    .put("savedAt", version.savedAt().toString())
                    .put("since", version.since().toString());
        }
        return json;
    }

    /// `AGENT_MINUTE` is `agentMinute`.
    static String name(PolicyValue value) {
        StringBuilder name = new StringBuilder();
        for (String word : value.name().toLowerCase(Locale.ROOT).split("_", -1)) {
            name.append(
                    name.isEmpty()
                            ? word
                            : word.substring(0, 1).toUpperCase(Locale.ROOT) + word.substring(1));
        }
        return name.toString();
    }

    /// Empty if it is none.
    static Optional<PolicyBook.Draft> draft(JsonObject body) {
        if (!(body.getValue("name") instanceof String name)
                || !(body.getValue("note", "") instanceof String note)
                || !(body.getValue("values", new JsonObject()) instanceof JsonObject given)
                || !(body.getValue("customerValues", new JsonObject())
                        instanceof JsonObject segments)) {
            return Optional.empty();
        }
        Map<PolicyValue, Double> values = new EnumMap<>(PolicyValue.class);
        for (PolicyValue value : PolicyValue.values()) {
            if (given.getValue(name(value)) instanceof Number number) {
                values.put(value, number.doubleValue());
            }
        }
        Map<String, Double> customerValues = new HashMap<>();
        for (String segment : segments.fieldNames()) {
            if (segments.getValue(segment) instanceof Number number) {
                customerValues.put(segment, number.doubleValue());
            }
        }
        return values.size() == given.size() && customerValues.size() == segments.size()
                ? Optional.of(new PolicyBook.Draft(name, note, values, customerValues))
                : Optional.empty();
    }

    JsonObject of(Comparison comparison) {
        JsonArray counts = new JsonArray();
        comparison
                .counts()
                .forEach((pairing, times) ->
                        counts.add(
                                new JsonObject()
                                        .put("live", ApiJson.name(pairing.live()))
                                        .put("liveTrigger", ApiJson.name(pairing.liveTrigger()))
                                        .put("tried", ApiJson.name(pairing.tried()))
                                        .put("triedTrigger", ApiJson.name(pairing.triedTrigger()))
                                        .put("times", times)));
        JsonArray examples = new JsonArray();
        for (Comparison.Example example : comparison.examples()) {
            examples.add(of(example));
        }
        return new JsonObject()
                .put("decisions", comparison.decisions())
                .put("changed", comparison.changed())
                .put("counts", counts)
                .put("examples", examples);
    }

    private JsonObject of(Comparison.Example example) {
        JsonArray lines = new JsonArray();
        for (Comparison.Line line : example.lines()) {
            lines.add(new JsonObject().put("by", ApiJson.name(line.by())).put("text", line.text()));
        }
        return new JsonObject()
                .put("conversation", example.conversation().value())
                .put("at", example.at().toString())
                .put("lines", lines)
                .put("live", new JsonObject(codec.encode(example.live())))
                .put("tried", new JsonObject(codec.encode(example.tried())));
    }

    JsonObject of(PastReplay.Found found, EscalationSettings tried) {
        Replayed result = found.result();
        JsonObject json =
                new JsonObject()
                        .put("conversations", result.conversations())
                        .put("whole", found.whole())
                        .put("offered", result.offered())
                        .put("taken", result.taken())
                        .put("live", load(result, result.live(), tried.values()))
                        .put("tried", load(result, result.tried(), tried.values()))
                        .put("comparison", of(result.comparison()));
        found.since().ifPresent(at -> json.put("since", at.toString()));
        return json;
    }

    private static JsonObject load(Replayed result, Replayed.Load load, BusinessValues values) {
        return new JsonObject()
                .put("persons", load.persons())
                .put("minutesPer100", result.minutesPer100(load, values))
                .put("costPer100", result.costPer100(load));
    }
}
