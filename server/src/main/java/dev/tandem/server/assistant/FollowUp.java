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
                    "^\\s*(?:and|or|but|also|then|so|what about|how about|what if|y|pero|entonces|¿?y si|qu[eé] pasa (?:si|con)|et|mais|donc|et si|qu'en est-il)\\b.*",
                    Pattern.CASE_INSENSITIVE | Pattern.DOTALL);

    private static final Pattern POINTS_BACK =
            Pattern.compile(
                    "\\b(?:it|its|that|this|those|these|they|them|one|ones|there|else|instead|eso|esto|ese|esa|esos|lo|la|ello|ça|cela|celui-ci|il|elle|les)\\b",
                    Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE);

    /// An "it" that stands for what comes behind it: "what does it cost to leave", "is it possible
    /// to pay later". Not that of "how long does it take to arrive".
    private static final Pattern STANDS_FOR_WHAT_FOLLOWS =
            Pattern.compile(
                    "\\bit (?:\\w+ )?costs? (?:\\w+ ){0,2}(?:to|if|when)\\b"
                            + "|\\bit (?:\\w+ )?takes? (?:\\w+ ){0,2}to \\w+ (?!here\\b|there\\b|back\\b|again\\b)(?=\\w)"
                            + "|\\bit (?:(?:is|be|still|too) )*(?:possible|ok|okay|allowed|necessary|late|early) (?:to|if|for)\\b"
                            + "|\\bit matters?\\b"
                            + "|\\bil (?:faut|y a|est possible)\\b|\\best-il possible\\b",
                    Pattern.UNICODE_CASE);

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
