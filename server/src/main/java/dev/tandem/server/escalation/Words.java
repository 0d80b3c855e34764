package dev.tandem.server.escalation;

import dev.tandem.server.escalation.rules.Matter;
import dev.tandem.signaling.protocol.Limits;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/// A message as it is searched for wishes and moods: lower case, no accents, cut into clauses.
final class Words {
    /// All of a message is searched, however late the wish comes.
    static final int SEARCHED_CHARS = Limits.TEXT_CHARS;

    private static final Matter MATTER =
            Matter.ofLists("small-words", "but", "english words", "other words");

    /// What is denied in one clause may be wished in the next: "not a bot, but a person".
    private static final Pattern CLAUSE_END =
            Pattern.compile("[.!?;,:\\n()]+|(?<= )(?:" + MATTER.any("but") + ")(?= )");

    private Words() {}

    /// Lower case, no accents, curly apostrophes straight, spaces single.
    static String plain(String text) {
        String decomposed = Normalizer.normalize(head(text), Normalizer.Form.NFD);
        return decomposed
                .replaceAll("\\p{M}", "")
                .replace('’', '\'')
                .replace('´', '\'')
                .replace("ß", "ss")
                .toLowerCase(Locale.ROOT)
                .replaceAll("[ \\t\\u00a0]+", " ");
    }

    static List<String> clauses(String plain) {
        return Arrays.stream(CLAUSE_END.split(plain))
                .map(c -> c.replaceAll("\\s+", " ").strip())
                .filter(c -> !c.isEmpty())
                .toList();
    }

    /// Evidence is read beside a decision; a few words say it.
    static final int EVIDENCE_CHARS = 120;

    private static final Pattern ADDRESS = Pattern.compile("[\\w.+-]+@[\\w-]+(?:\\.[\\w-]+)+");

    /// Thirteen digits or more, however they are grouped: a card, an account.
    private static final Pattern LONG_NUMBER = Pattern.compile("\\d(?:[ -]?\\d){12,}");

    /// Words as they are kept with a decision: one line, short, without addresses and card numbers.
    static String evidence(String words) {
        String line = words.strip().replaceAll("\\s+", " ");
        String masked = ADDRESS.matcher(line).replaceAll("[e-mail]");
        masked = LONG_NUMBER.matcher(masked).replaceAll("[number]");
        if (masked.length() <= EVIDENCE_CHARS) {
            return masked;
        }
        int end = masked.lastIndexOf(' ', EVIDENCE_CHARS);
        return end > 0
                ? masked.substring(0, end)
                : masked.substring(0, masked.offsetByCodePoints(0, EVIDENCE_CHARS / 2));
    }

    /// The part of a message whose plain form these words are, as the customer wrote it.
    static String asWritten(String text, String plainWords) {
        String head = head(text);
        StringBuilder folded = new StringBuilder();
        List<Integer> origin = new ArrayList<>();
        for (int at = 0; at < head.length(); ) {
            int next = head.offsetByCodePoints(at, 1);
            String letter = plain(head.substring(at, next));
            boolean repeatedSpace =
                    letter.equals(" ")
                            && !folded.isEmpty()
                            && folded.charAt(folded.length() - 1) == ' ';
            for (int i = 0; !repeatedSpace && i < letter.length(); i++) {
                folded.append(letter.charAt(i));
                origin.add(at);
            }
            at = next;
        }
        int found = folded.indexOf(plainWords);
        if (found < 0) {
            return plainWords;
        }
        int last = origin.get(found + plainWords.length() - 1);
        return head.substring(origin.get(found), head.offsetByCodePoints(last, 1));
    }

    private static final Set<String> ENGLISH = MATTER.words("english words");

    /// Small words of the other languages that people write in here, none of them English.
    private static final Set<String> OTHERS = MATTER.words("other words");

    /// Whether the trained heads, which know English only, can judge these words.
    static boolean isEnglish(String plain) {
        int english = 0;
        int others = 0;
        for (String word : plain.split("[^\\p{L}']+", -1)) {
            english += ENGLISH.contains(word) ? 1 : 0;
            others += OTHERS.contains(word) ? 1 : 0;
        }
        return others <= english;
    }

    static String head(String text) {
        return text.length() > SEARCHED_CHARS ? text.substring(0, SEARCHED_CHARS) : text;
    }
}
