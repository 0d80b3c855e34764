package dev.tandem.server.escalation;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// What a message is made of, as features of a linear model: its words, pairs of neighbours and,
/// for languages that bend and join their words, the pieces of words. Hashed, so that no list of
/// words is kept; digits are all the same.
final class Grams {
    /// Buckets for words and pairs of English; for words, pairs and pieces of the other languages.
    static final int WORD_BUCKETS = 8_192;

    static final int PIECE_BUCKETS = 32_768;

    /// Letters of a piece, the ends of its word counted as one each.
    private static final int SHORTEST_PIECE = 3;

    private static final int LONGEST_PIECE = 5;

    /// Length of the pieces' part beside that of the words', which is one.
    private static final double PIECES = 1.5;

    private static final Pattern ENGLISH = Pattern.compile("[a-z0']+|[!?]");
    private static final Pattern OTHER = Pattern.compile("[a-z0]+|[!?]");

    /// German is often typed without its dots: "fuer". The sound is left as it is after another
    /// vowel ("neue") and behind a q ("que").
    private static final Pattern TYPED_UMLAUT = Pattern.compile("(?<![aeiouq])([aou])e(?![aeiou])");

    private Grams() {}

    /// Words and pairs, of length one, from an index on.
    static void addWords(String text, double[] features, int from) {
        add(pairs(words(ENGLISH, plain(text))), features, from, WORD_BUCKETS, 1);
    }

    /// Words, pairs and pieces, in [#PIECE_BUCKETS] buckets.
    static double[] pieces(String text) {
        List<String> words = words(OTHER, TYPED_UMLAUT.matcher(plain(text)).replaceAll("$1"));
        double[] features = new double[PIECE_BUCKETS];
        add(pairs(words), features, 0, PIECE_BUCKETS, 1);
        Set<String> pieces = new HashSet<>();
        for (String word : words) {
            String whole = "_" + word + "_";
            for (int length = SHORTEST_PIECE; length <= LONGEST_PIECE; length++) {
                for (int at = 0; at + length <= whole.length(); at++) {
                    pieces.add("#" + whole.substring(at, at + length));
                }
            }
        }
        add(pieces, features, 0, PIECE_BUCKETS, PIECES);
        return features;
    }

    private static String plain(String text) {
        return Words.plain(text).replaceAll("\\d", "0");
    }

    private static List<String> words(Pattern word, String plain) {
        Matcher found = word.matcher(plain);
        List<String> words = new ArrayList<>();
        while (found.find()) {
            words.add(found.group());
        }
        return words;
    }

    /// Words and pairs of neighbours, each once; the beginning and the end are neighbours too.
    private static Set<String> pairs(List<String> words) {
        Set<String> grams = new HashSet<>(words);
        String before = "^";
        for (String word : words) {
            grams.add(before + " " + word);
            before = word;
        }
        grams.add(before + " $");
        return grams;
    }

    private static void add(
            Set<String> grams, double[] features, int from, int buckets, double length) {
        Map<Integer, Integer> counts = new HashMap<>();
        grams.forEach(
                gram -> counts.merge(Math.floorMod(gram.hashCode(), buckets), 1, Integer::sum));
        double own = Math.sqrt(counts.values().stream().mapToInt(count -> count * count).sum());
        counts.forEach((bucket, count) -> features[from + bucket] += count * length / own);
    }
}
