package dev.tandem.server.knowledge;

import java.util.List;
import java.util.stream.IntStream;

/// Words that are names, told by their capital letter, in languages that write only names with one.
final class Names {
    /// Shorter ones are abbreviations and slips more often than names.
    private static final int SHORTEST = 3;

    private Names() {}

    /// Whether a word is a name: it has a capital letter although no sentence begins with it, in a
    /// text that is not written in capitals throughout.
    static boolean isAt(List<String> words, int index) {
        return mayBe(words, index)
                && letters(words.get(index)).length() >= SHORTEST
                && 2 * IntStream.range(0, words.size()).filter(i -> mayBe(words, i)).count()
                        <= words.size();
    }

    private static boolean mayBe(List<String> words, int index) {
        String letters = letters(words.get(index));
        return !letters.isEmpty()
                && Character.isUpperCase(letters.charAt(0))
                && !letters.equals("I")
                && !beginsSentence(words, index);
    }

    private static boolean beginsSentence(List<String> words, int index) {
        return index == 0 || words.get(index - 1).matches(".*[.!?:]");
    }

    private static String letters(String word) {
        return word.replaceAll("^\\P{L}+|\\P{L}+$", "");
    }
}
