package dev.tandem.server.assistant;

import dev.tandem.server.knowledge.Passage;
import dev.tandem.signaling.protocol.ServerMessage;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/// What a model wrote, held against the passages it was given. A model that has been talked into
/// something by a page or a customer must not get through here; what it cannot be checked for (a
/// "not" left out) is said under "Decisions".
final class Draft {
    /// What the model was told to write when the passages do not answer.
    static final String UNKNOWN = "UNKNOWN";

    /// What is too long to be said is too long to be shown.
    static final int MAX_CHARS = ServerMessage.AssistantDrafting.CHARS;

    /// Share of a sentence's own words that stand in the passages or in the question.
    static final double GROUNDED = 0.6;

    /// Shorter words are grammar.
    private static final int WORD_CHARS = 4;

    /// Of a word that is compared: "cancelled" and "cancellation" are the same.
    private static final int STEM_CHARS = 5;

    /// A sentence with fewer own words ("Yes.") says nothing of its own.
    private static final int MIN_WORDS = 3;

    private static final Pattern MARK = Pattern.compile("\\s*\\[(\\d{1,2})]");
    private static final Pattern FIGURE = Pattern.compile("\\d+(?:[.,:/-]\\d+)*");
    private static final Pattern WORD = Pattern.compile("\\p{L}+");
    private static final Pattern SENTENCE = Pattern.compile("(?<=[.!?])\\s+|\\n+");

    /// Addresses, mark-up and pictures: what leads somebody somewhere, or sends something there.
    private static final Pattern ADDRESS =
            Pattern.compile(
                    "(?i)\\b(?:https?:|www\\.|mailto:|tel:|javascript:|data:)\\S*|[\\w.+-]+@[\\w-]+\\.\\S+|\\b[\\w-]+\\.(?:com|net|org|io|dev|example|info|biz|co|uk|de|fr|es)\\b\\S*|[<>]|!\\[|]\\(");

    sealed interface Judged {
        /// @param cited places in the list of passages, in the order of their first mention
        record Grounded(String text, List<Integer> cited) implements Judged {}

        record Unknown() implements Judged {}

        record Refused(Fault fault) implements Judged {}
    }

    enum Fault {
        TOO_LONG,
        /// No passage is named, or one that it was not given.
        UNCITED,
        /// A number, a price or a date that no cited passage has.
        FIGURE,
        /// A link, an e-mail address or mark-up that no cited passage has.
        ADDRESS,
        /// A sentence whose words come from elsewhere.
        WORDS
    }

    private Draft() {}

    static Judged judge(String written, List<Passage> passages, String question) {
        if (written.strip().startsWith(UNKNOWN)) {
            return new Judged.Unknown();
        }
        if (written.length() > MAX_CHARS) {
            return new Judged.Refused(Fault.TOO_LONG);
        }
        Set<Integer> cited = new TreeSet<>();
        List<Integer> order = new ArrayList<>();
        Matcher marks = MARK.matcher(written);
        while (marks.find()) {
            int number = Integer.parseInt(marks.group(1));
            if (number < 1 || number > passages.size()) {
                return new Judged.Refused(Fault.UNCITED);
            }
            if (cited.add(number - 1)) {
                order.add(number - 1);
            }
        }
        String text = MARK.matcher(written).replaceAll("").strip();
        if (cited.isEmpty() || text.isBlank()) {
            return new Judged.Refused(Fault.UNCITED);
        }
        return fault(text, ground(passages, cited), question)
                .<Judged>map(Judged.Refused::new)
                .orElseGet(() -> new Judged.Grounded(text, List.copyOf(order)));
    }

    /// Whether this beginning of a text is at fault whatever follows: a passage may still be named,
    /// but none of them has what it says.
    static boolean isBeyondRepair(String begun, List<Passage> passages, String question) {
        return begun.length() > MAX_CHARS
                || MARK.matcher(begun)
                        .results()
                        .mapToInt(mark -> Integer.parseInt(mark.group(1)))
                        .anyMatch(number -> number < 1 || number > passages.size())
                || fault(
                                MARK.matcher(begun).replaceAll("").strip(),
                                ground(
                                        passages,
                                        IntStream.range(0, passages.size()).boxed().toList()),
                                question)
                        .isPresent();
    }

    private static String ground(List<Passage> passages, Collection<Integer> cited) {
        StringBuilder ground = new StringBuilder();
        cited.forEach(i -> ground.append(passages.get(i).path()).append(' '));
        cited.forEach(i -> ground.append(passages.get(i).text()).append(' '));
        return ground.toString();
    }

    private static Optional<Fault> fault(String text, String ground, String question) {
        if (ADDRESS.matcher(text).results().anyMatch(m -> !ground.contains(m.group()))) {
            return Optional.of(Fault.ADDRESS);
        }
        Set<String> figures = new HashSet<>();
        FIGURE.matcher(ground).results().forEach(m -> figures.add(m.group()));
        if (FIGURE.matcher(text).results().anyMatch(m -> !figures.contains(m.group()))) {
            return Optional.of(Fault.FIGURE);
        }
        Set<String> known = new HashSet<>(stems(ground));
        known.addAll(stems(question));
        for (String sentence : SENTENCE.split(text, -1)) {
            List<String> own = stems(sentence);
            long grounded = own.stream().filter(known::contains).count();
            if (own.size() >= MIN_WORDS && grounded < GROUNDED * own.size()) {
                return Optional.of(Fault.WORDS);
            }
        }
        return Optional.empty();
    }

    private static List<String> stems(String text) {
        String plain =
                Normalizer.normalize(text.toLowerCase(Locale.ROOT), Normalizer.Form.NFD)
                        .replaceAll("\\p{M}", "");
        return WORD.matcher(plain)
                .results()
                .map(m -> m.group())
                .filter(word -> word.length() >= WORD_CHARS)
                .map(word -> word.substring(0, Math.min(STEM_CHARS, word.length())))
                .toList();
    }
}
