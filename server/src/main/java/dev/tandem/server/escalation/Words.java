package dev.tandem.server.escalation;

import dev.tandem.signaling.protocol.Limits;

import java.text.Normalizer;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/// A message as it is searched for wishes and moods: lower case, no accents, cut into clauses.
final class Words {
    /// All of a message is searched, however late the wish comes.
    static final int SEARCHED_CHARS = Limits.TEXT_CHARS;

    /// What is denied in one clause may be wished in the next: "not a bot, but a person".
    private static final Pattern CLAUSE_END =
            Pattern.compile("[.!?;,:\\n()]+|(?<= )(?:but|sondern|aber|sino|pero|mais)(?= )");

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

    static String head(String text) {
        return text.length() > SEARCHED_CHARS ? text.substring(0, SEARCHED_CHARS) : text;
    }
}
