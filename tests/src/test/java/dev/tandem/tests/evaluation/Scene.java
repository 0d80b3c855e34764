package dev.tandem.tests.evaluation;

import com.fasterxml.jackson.databind.JsonNode;

import dev.tandem.signaling.timeline.AnswerBand;
import dev.tandem.signaling.timeline.Trigger;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// A conversation of an evaluation: what the customer says, and how well the assistant could answer
/// each time.
///
/// @param expected what is right, in the project's own sets only
record Scene(String id, String language, List<Said> turns, Optional<Expected> expected) {

    /// @param result of the assistant's answer to it; empty if the file does not say
    record Said(String text, Optional<AnswerBand> result) {}

    /// @param turn of the customer at which a person should come, from 1; 0 if none should
    record Expected(Trigger trigger, int turn) {}

    private static final Map<String, AnswerBand> RESULTS =
            Map.of(
                    "answered", AnswerBand.ANSWER,
                    "low_confidence", AnswerBand.SUGGEST,
                    "no_answer", AnswerBand.NONE);

    static Scene of(JsonNode line) throws BadLineException {
        List<Said> turns = new ArrayList<>();
        JsonNode list = line.path("turns");
        if (!list.isArray()) {
            throw new BadLineException("\"turns\" is not a list");
        }
        for (JsonNode turn : list) {
            switch (turn.path("from").asText()) {
                case "customer" ->
                        turns.add(new Said(BadLineException.text(turn, "text"), Optional.empty()));
                case "bot_result" -> {
                    AnswerBand band = RESULTS.get(turn.path("outcome").asText());
                    if (band == null) {
                        throw new BadLineException(
                                "\"outcome\" is none of "
                                        + RESULTS.keySet().stream().sorted().toList());
                    }
                    if (turns.isEmpty()) {
                        throw new BadLineException("a bot_result stands before any customer turn");
                    }
                    turns.set(
                            turns.size() - 1, new Said(turns.getLast().text(), Optional.of(band)));
                }
                default ->
                        throw new BadLineException("\"from\" is neither customer nor bot_result");
            }
        }
        return new Scene(
                BadLineException.text(line, "id"),
                line.path("lang").asText("en"),
                turns,
                expected(line.path("expected")));
    }

    private static Optional<Expected> expected(JsonNode expected) throws BadLineException {
        if (expected.isMissingNode() || expected.isNull()) {
            return Optional.empty();
        }
        String wanted = expected.path("trigger").asText();
        for (Trigger trigger : Trigger.values()) {
            if (name(trigger).equals(wanted)) {
                return Optional.of(new Expected(trigger, expected.path("turn").asInt(0)));
            }
        }
        throw new BadLineException("\"trigger\" is unknown: " + wanted);
    }

    /// As in the files: `explicitRequest`.
    static String name(Enum<?> value) {
        String[] words = value.name().toLowerCase(Locale.ROOT).split("_", -1);
        StringBuilder name = new StringBuilder(words[0]);
        for (int i = 1; i < words.length; i++) {
            name.append(Character.toUpperCase(words[i].charAt(0))).append(words[i].substring(1));
        }
        return name.toString();
    }
}
