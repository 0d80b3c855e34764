package dev.tandem.server.escalation;

import dev.tandem.signaling.timeline.AnswerBand;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// What is known about the customer's newest message beside the conversation itself.
///
/// @param turn version of the message
/// @param text of the message
/// @param band of the answer that the assistant would give
/// @param similarity to the customer's earlier messages, newest first, 0 to 1 each
/// @param earlier those messages, in the same order
/// @param readings of the trained heads; none if there are none
/// @param expectedWait for a person
public record Observation(
        long turn,
        String text,
        Optional<AnswerBand> band,
        List<Double> similarity,
        List<String> earlier,
        List<Reading> readings,
        Duration expectedWait) {
    public Observation {
        if (similarity.size() != earlier.size()) {
            throw new IllegalArgumentException("one similarity per earlier message");
        }
        similarity = List.copyOf(similarity);
        earlier = List.copyOf(earlier);
        readings = List.copyOf(readings);
    }

    public Observation(
            long turn,
            String text,
            Optional<AnswerBand> band,
            List<Double> similarity,
            List<String> earlier) {
        this(turn, text, band, similarity, earlier, List.of(), Duration.ZERO);
    }

    /// A message of which only the words are known yet.
    public static Observation ofWords(long turn, String text) {
        return new Observation(turn, text, Optional.empty(), List.of(), List.of());
    }

    /// The same with this answer.
    public Observation with(AnswerBand answer) {
        return new Observation(
                turn, text, Optional.of(answer), similarity, earlier, readings, expectedWait);
    }
}
