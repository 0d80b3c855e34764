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
    private static final Pattern LEANS =
            Pattern.compile(
                    "[\\s¿¡]*" + Phrases.anyOfAll("leans") + Phrases.NO_LETTER_BEHIND + ".*",
                    Pattern.DOTALL);

    private static final Pattern POINTS_BACK = Phrases.wherever("points back");

    private static final Pattern STANDS_FOR_WHAT_FOLLOWS =
            Pattern.compile(Phrases.anyOfAll("stands for what follows"));

    private FollowUp() {}

    /// The query with the topic it leans on; empty if the question stands on its own.
    static Optional<Query> of(Question question, String text) {
        Optional<Turn> last =
                question.recent().reversed().stream().filter(t -> !t.topic().isBlank()).findFirst();
        if (last.isEmpty() || !leans(text)) {
            return Optional.empty();
        }
        return Optional.of(new Query(text, last.get().topic()));
    }

    private static boolean leans(String text) {
        String plain = text.toLowerCase(Locale.ROOT);
        int words = plain.strip().split("\\s+").length;
        return words <= 3
                || (words <= MAX_WORDS && (LEANS.matcher(plain).matches() || pointsBack(plain)));
    }

    private static boolean pointsBack(String plain) {
        return POINTS_BACK.matcher(STANDS_FOR_WHAT_FOLLOWS.matcher(plain).replaceAll(" ")).find();
    }
}
