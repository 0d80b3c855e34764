package dev.tandem.server.assistant;

import dev.tandem.signaling.timeline.AnswerBand;
import dev.tandem.signaling.timeline.Citation;

import java.util.List;

/// An answer in words, ready to be said on the timeline.
///
/// @param topics choices offered to an unclear question, else empty
public record Reply(
        AnswerBand band,
        String text,
        List<Citation> citations,
        double confidence,
        List<String> topics) {
    public Reply {
        citations = List.copyOf(citations);
        topics = List.copyOf(topics);
    }
}
