package dev.tandem.server.assistant;

import dev.tandem.signaling.protocol.ServerMessage;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// What a model wrote, held against the passages it was given and what the business's systems told.
/// A model that has been talked into something by a page or a customer must not get through here;
/// what it cannot be checked for (a "not" left out) is said under "Decisions".
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

    /// The names of fields are words, too: `expectedDelivery`.
    private static final Pattern INNER_CAPITAL = Pattern.compile("(?<=\\p{Ll})(?=\\p{Lu})");

    private static final Pattern SENTENCE = Pattern.compile("(?<=[.!?])\\s+|\\n+");

    /// Addresses, mark-up and pictures: what leads somebody somewhere, or sends something there.
    private static final Pattern ADDRESS =
            Pattern.compile(
                    "(?i)\\b(?:https?:|www\\.|mailto:|tel:|javascript:|data:)\\S*|[\\w.+-]+@[\\w-]+\\.\\S+|\\b[\\w-]+\\.(?:com|net|org|io|dev|example|info|biz|co|uk|de|fr|es)\\b\\S*|[<>]|!\\[|]\\(");

    /// What a system tells has no sentences, so the small words of one are nobody's own there.
    private static final Set<String> GRAMMAR =
            Set.copyOf(
                    stems(
                            """
                            your yours this that these those they them their there here with from will would have
                            been being were when where which while until about into than then also only still
                            currently
                            este esta estos estas para pero como cuando donde desde hasta tiene tienen sido está
                            están será usted ustedes vuestro sobre también
                            votre notre cette pour avec dans mais elle sont sera être avez vous nous depuis
                            quand aussi
                            """));

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

    static Judged judge(String written, Ground ground, String question) {
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
            if (number < 1 || number > ground.passages().size()) {
                return new Judged.Refused(Fault.UNCITED);
            }
            if (cited.add(number - 1)) {
                order.add(number - 1);
            }
        }
        String text = MARK.matcher(written).replaceAll("").strip();
        if (text.isBlank() || (cited.isEmpty() && !isFromWhatWasTold(text, ground))) {
            return new Judged.Refused(Fault.UNCITED);
        }
        return fault(text, ground, cited, question)
                .<Judged>map(Judged.Refused::new)
                .orElseGet(() -> new Judged.Grounded(text, List.copyOf(order)));
    }

    /// Without a passage: it says at least one word or figure that was told.
    private static boolean isFromWhatWasTold(String text, Ground ground) {
        String told = ground.words(List.of());
        return !Collections.disjoint(figures(text), figures(told))
                || !Collections.disjoint(stems(text), stems(told));
    }

    /// Whether this beginning of a text is at fault whatever follows: a passage may still be named,
    /// but none of them has what it says.
    ///
    /// @param mayAsk for more: words that name no passage ("I will look that up") are no answer yet
    static boolean isBeyondRepair(String begun, Ground ground, String question, boolean mayAsk) {
        List<Integer> named =
                MARK.matcher(begun).results().map(m -> Integer.parseInt(m.group(1))).toList();
        int passages = ground.passages().size();
        return begun.length() > MAX_CHARS
                || named.stream().anyMatch(number -> number < 1 || number > passages)
                || (!(mayAsk && named.isEmpty())
                        && fault(
                                        MARK.matcher(begun).replaceAll("").strip(),
                                        ground,
                                        IntStream.range(0, passages).boxed().toList(),
                                        question)
                                .isPresent());
    }

    private static Optional<Fault> fault(
            String text, Ground ground, Collection<Integer> cited, String question) {
        String words = ground.words(cited);
        if (ADDRESS.matcher(text).results().anyMatch(m -> !words.contains(m.group()))) {
            return Optional.of(Fault.ADDRESS);
        }
        if (!figures(words).containsAll(figures(text))) {
            return Optional.of(Fault.FIGURE);
        }
        Set<String> known = new HashSet<>(stems(words));
        known.addAll(stems(question));
        if (!ground.told().isEmpty()) {
            known.addAll(GRAMMAR);
        }
        for (String sentence : SENTENCE.split(text, -1)) {
            List<String> own = stems(sentence);
            long grounded = own.stream().filter(known::contains).count();
            if (own.size() >= MIN_WORDS && grounded < GROUNDED * own.size()) {
                return Optional.of(Fault.WORDS);
            }
        }
        return Optional.empty();
    }

    private static Set<String> figures(String text) {
        return FIGURE.matcher(text).results().map(m -> m.group()).collect(Collectors.toSet());
    }

    private static List<String> stems(String text) {
        String apart = INNER_CAPITAL.matcher(text).replaceAll(" ");
        String plain =
                Normalizer.normalize(apart.toLowerCase(Locale.ROOT), Normalizer.Form.NFD)
                        .replaceAll("\\p{M}", "");
        return WORD.matcher(plain)
                .results()
                .map(m -> m.group())
                .filter(word -> word.length() >= WORD_CHARS)
                .map(word -> word.substring(0, Math.min(STEM_CHARS, word.length())))
                .toList();
    }
}
