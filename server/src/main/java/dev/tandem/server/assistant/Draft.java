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
import java.util.stream.IntStream;

/// What a model wrote, held against the passages it was given and what the business's systems told.
/// A model that has been talked into something by a page or a customer must not get through here;
/// what it cannot be checked for (a "not" left out) is said under "Decisions".
final class Draft {
    /// What the model was told to write when the passages do not answer.
    static final String UNKNOWN = "UNKNOWN";

    /// What is too long to be said is too long to be shown.
    static final int MAX_CHARS = ServerMessage.AssistantDrafting.CHARS;

    /// Share of a sentence's words that stand in the passages: of all of them, and of those that
    /// are not the question's.
    static final double GROUNDED = 0.6;

    /// Shorter words are grammar.
    private static final int WORD_CHARS = 4;

    /// Of a word that is compared: "cancelled" and "cancellation" are the same.
    private static final int STEM_CHARS = 5;

    /// Words of a sentence that stand in the passages and not in the question: a customer may write
    /// what the model is to say, and with it words of the page. If it has fewer, all of them.
    private static final int OWN_WORDS = 3;

    private static final Pattern MARK = Pattern.compile("\\s*\\[(\\d{1,2})]");
    private static final Pattern WORD = Pattern.compile("\\p{L}+");

    /// The names of fields are words, too: `expectedDelivery`.
    private static final Pattern INNER_CAPITAL = Pattern.compile("(?<=\\p{Ll})(?=\\p{Lu})");

    private static final Pattern SENTENCE =
            Pattern.compile("(?<=[.!?;])\\s+|(?<=[\\p{Ll}\\d][.!?;])(?=\\p{Lu})|\\n+");

    /// Nobody sees it, and it parts a word.
    private static final Pattern INVISIBLE = Pattern.compile("\\p{Cf}");

    /// The small words of a sentence are nobody's own.
    private static final Set<String> GRAMMAR =
            Set.copyOf(
                    stems(
                            """
                            your yours this that these those they them their there here with from will would have
                            been being were when where which while until about into than then also only still
                            currently please some such what because through each every
                            este esta estos estas para pero como cuando donde desde hasta tiene tienen sido está
                            están será usted ustedes vuestro sobre también entre porque puede
                            votre notre cette pour avec dans mais elle sont sera être avez vous nous depuis
                            quand aussi entre peut
                            eine einen einem einer oder auch wenn dass sich nach ihre ihren ihrem ihnen haben
                            sind wird werden kann dann noch diese dieser dieses
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
        List<String> told = comparable(ground.texts(List.of()));
        return Figures.of(List.of(comparable(text))).share(Figures.of(told))
                || !Collections.disjoint(stems(text), stems(String.join("\n", told)));
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
            String written, Ground ground, Collection<Integer> cited, String question) {
        String text = comparable(written);
        List<String> texts = comparable(ground.texts(cited));
        String words = String.join("\n", texts);
        if (!Addresses.areIn(text, words)) {
            return Optional.of(Fault.ADDRESS);
        }
        if (!Figures.of(texts).bearOut(Figures.of(List.of(text)))) {
            return Optional.of(Fault.FIGURE);
        }
        Set<String> known = new HashSet<>(stems(words));
        Set<String> asked = new HashSet<>(stems(comparable(question)));
        return SENTENCE.splitAsStream(text).allMatch(s -> isSaidBy(known, asked, s))
                ? Optional.empty()
                : Optional.of(Fault.WORDS);
    }

    /// The question is no ground: who writes it may write the answer into it. Its words count as
    /// found if the passages have them, but not among the words that a sentence needs of its own. A
    /// sentence without longer words ("Yes.") says nothing of its own.
    private static boolean isSaidBy(Set<String> known, Set<String> asked, String sentence) {
        List<String> all = stems(sentence).stream().filter(w -> !GRAMMAR.contains(w)).toList();
        List<String> own = all.stream().filter(w -> !asked.contains(w)).toList();
        long found = all.stream().filter(known::contains).count();
        long ownFound = own.stream().filter(known::contains).count();
        return found == all.size()
                || (!own.isEmpty()
                        && ownFound >= Math.min(OWN_WORDS, own.size())
                        && ownFound >= GROUNDED * own.size()
                        && found >= GROUNDED * all.size());
    }

    private static List<String> comparable(List<String> texts) {
        return texts.stream().map(text -> comparable(text)).toList();
    }

    /// One way to write it: the digits of any script are 0 to 9, wide letters are letters.
    private static String comparable(String text) {
        String plain =
                INVISIBLE
                        .matcher(Normalizer.normalize(text, Normalizer.Form.NFKC))
                        .replaceAll("")
                        .replace('。', '.');
        StringBuilder digits = new StringBuilder(plain.length());
        plain.codePoints()
                .forEach(c ->
                        digits.appendCodePoint(
                                Character.isDigit(c) ? '0' + Character.digit(c, 10) : c));
        return digits.toString();
    }

    private static List<String> stems(String text) {
        String apart = INNER_CAPITAL.matcher(text).replaceAll(" ");
        String plain =
                Normalizer.normalize(apart.toLowerCase(Locale.ROOT), Normalizer.Form.NFD)
                        .replaceAll("\\p{M}", "");
        return WORD.matcher(plain)
                .results()
                .map(m -> m.group())
                .filter(word -> word.length() >= WORD_CHARS && !isOfFigure(word))
                .map(word -> stem(word))
                .toList();
    }

    /// [Figures] reads it: "forty-one pounds" is £41.
    private static boolean isOfFigure(String word) {
        return Measures.money(word).isPresent() || NumberWords.value(word).isPresent();
    }

    /// "Costs" is "cost".
    private static String stem(String word) {
        String one =
                word.length() > WORD_CHARS && word.endsWith("s")
                        ? word.substring(0, word.length() - 1)
                        : word;
        return one.substring(0, Math.min(STEM_CHARS, one.length()));
    }
}
