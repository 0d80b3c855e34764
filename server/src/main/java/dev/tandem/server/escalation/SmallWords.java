package dev.tandem.server.escalation;

import dev.tandem.server.escalation.rules.Matter;
import dev.tandem.server.escalation.rules.Matters;

import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/// The small words of the languages: a "but" parts two clauses, and most of them tell English from
/// the others.
final class SmallWords {
    /// What is denied in one clause may be wished in the next: "not a bot, but a person".
    private final Pattern clauseEnd;

    private final Set<String> english;

    /// Of the other languages that people write in here, none of them English.
    private final Set<String> others;

    SmallWords(Matters matters) {
        Matter matter = matters.ofLists("small-words", "but", "english words", "other words");
        clauseEnd = Pattern.compile("[.!?;,:\\n()]+|(?<= )(?:" + matter.any("but") + ")(?= )");
        english = matter.words("english words");
        others = matter.words("other words");
    }

    List<String> clauses(String plain) {
        return Arrays.stream(clauseEnd.split(plain))
                .map(c -> c.replaceAll("\\s+", " ").strip())
                .filter(c -> !c.isEmpty())
                .toList();
    }

    /// How many more small words are English ones than others; 0 if they tell no language.
    int englishOverOthers(String plain) {
        int told = 0;
        for (String word : plain.split("[^\\p{L}']+", -1)) {
            told += english.contains(word) ? 1 : 0;
            told -= others.contains(word) ? 1 : 0;
        }
        return told;
    }
}
