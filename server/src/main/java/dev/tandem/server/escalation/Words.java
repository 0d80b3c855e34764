package dev.tandem.server.escalation;

import dev.tandem.server.privacy.Masked;
import dev.tandem.signaling.protocol.Limits;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// A message as it is searched for wishes and moods: lower case, no accents; and as it is kept with
/// a decision.
final class Words {
    /// All of a message is searched, however late the wish comes.
    static final int SEARCHED_CHARS = Limits.TEXT_CHARS;

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

    /// Evidence is read beside a decision; a few words say it.
    static final int EVIDENCE_CHARS = 120;

    /// Words as they are kept with a decision: one line, short, without addresses and long numbers.
    static String evidence(String words) {
        String masked = Masked.words(words.strip().replaceAll("\\s+", " "));
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

    static String head(String text) {
        return text.length() > SEARCHED_CHARS ? text.substring(0, SEARCHED_CHARS) : text;
    }
}
