package dev.tandem.server.assistant;

import dev.tandem.server.assistant.Question.Turn;
import dev.tandem.server.knowledge.Query;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/// "And how much is it?" is about what was talked about before: the query gets the words of the
/// last topic.
final class FollowUp {
    /// Longer questions stand on their own, whatever pronouns they hold.
    private static final int MAX_WORDS = 9;

    /// "And", "what about": these lean on something at any length up to the limit.
    private final Pattern leans;

    private final Pattern pointsBack;
    private final Pattern standsForWhatFollows;

    FollowUp(PhraseFile all) {
        leans =
                Pattern.compile(
                        "[\\s¿¡]*" + all.any("leans") + PhraseFile.NO_LETTER_BEHIND + ".*",
                        Pattern.DOTALL);
        pointsBack = all.wherever("points back");
        standsForWhatFollows = Pattern.compile(all.any("stands for what follows"));
    }

    /// The query with the topic it leans on; empty if the question stands on its own.
    Optional<Query> of(Question question, String text) {
        Optional<Turn> last =
                question.recent().reversed().stream().filter(t -> !t.topic().isBlank()).findFirst();
        if (last.isEmpty() || !leans(text)) {
            return Optional.empty();
        }
        return Optional.of(new Query(text, last.get().topic()));
    }

    private boolean leans(String text) {
        String plain = text.toLowerCase(Locale.ROOT);
        int words = plain.strip().split("\\s+").length;
        return words <= 3
                || (words <= MAX_WORDS && (leans.matcher(plain).matches() || pointsBack(plain)));
    }

    private boolean pointsBack(String plain) {
        return pointsBack.matcher(standsForWhatFollows.matcher(plain).replaceAll(" ")).find();
    }
}
