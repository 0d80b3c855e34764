package dev.tandem.server.escalation;

import dev.tandem.signaling.timeline.Trigger;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Small linear models, one per trigger, for the many ways to say a thing that no rule lists. They
/// see a sentence's words and word pairs, and its meaning as a vector where a model of meaning is
/// there. They know English only; for other words they say nothing.
///
/// Trained and written by `mvn -Ptrain`; see `escalation/heads.txt`.
public final class Heads {
    /// Without any, the rules decide alone.
    public static final Heads NONE = new Heads(Map.of(), Map.of());

    /// Buckets that words and pairs of words are hashed into.
    public static final int GRAMS = 8_192;

    /// Sentences of one message that are looked at one by one; a vector costs milliseconds.
    static final int SENTENCES = 5;

    /// "Why?" alone says nothing.
    private static final int SENTENCE_WORDS = 4;

    /// A sentence that is cut out of its message may have meant something else there.
    private static final double ALONE = 0.8;

    private static final Pattern GRAM = Pattern.compile("[a-z0']+|[!?]");
    private static final Pattern SENTENCE = Pattern.compile("[^.!?\\n]+[.!?]*");

    private final Map<Trigger, Head> byMeaning;
    private final Map<Trigger, Head> byWords;

    private Heads(Map<Trigger, Head> byMeaning, Map<Trigger, Head> byWords) {
        this.byMeaning = byMeaning;
        this.byWords = byWords;
    }

    /// One model; its last weight is the bias.
    private static final class Head {
        private final byte[] weights;
        private final double scale;

        Head(byte[] weights, double scale) {
            this.weights = weights;
            this.scale = scale;
        }

        double probability(double[] features) {
            if (features.length + 1 != weights.length) {
                return 0;
            }
            double sum = weights[features.length];
            for (int i = 0; i < features.length; i++) {
                sum += weights[i] * features[i];
            }
            return 1 / (1 + Math.exp(-sum * scale));
        }
    }

    /// Reads what [#line] wrote. A line is `meaning|words TRIGGER scale weights`, weights in base
    /// 64; `#` begins a comment.
    public static Heads parse(List<String> lines) {
        Map<Trigger, Head> meaning = new EnumMap<>(Trigger.class);
        Map<Trigger, Head> words = new EnumMap<>(Trigger.class);
        for (String line : lines) {
            if (line.isBlank() || line.startsWith("#")) {
                continue;
            }
            String[] part = line.split(" ", -1);
            (part[0].equals("meaning") ? meaning : words)
                    .put(
                            Trigger.valueOf(part[1]),
                            new Head(
                                    Base64.getDecoder().decode(part[3]),
                                    Double.parseDouble(part[2])));
        }
        return new Heads(meaning, words);
    }

    /// One head in one line, its weights in a byte each.
    public static String line(String kind, Trigger trigger, double[] weights) {
        double largest = Arrays.stream(weights).map(Math::abs).max().orElse(1);
        byte[] bytes = new byte[weights.length];
        for (int i = 0; i < weights.length; i++) {
            bytes[i] = (byte) Math.round(weights[i] / largest * Byte.MAX_VALUE);
        }
        return String.join(
                " ",
                kind,
                trigger.name(),
                Double.toString(largest / Byte.MAX_VALUE),
                Base64.getEncoder().encodeToString(bytes));
    }

    /// What the heads read in a message: for each trigger the likeliest of the whole and its
    /// sentences.
    ///
    /// @param meaning the vector of a sentence, if there is a model of meaning
    /// @param words by which English is known
    public List<Reading> read(
            String text, Optional<Function<String, double[]>> meaning, Vocabulary words) {
        Map<Trigger, Head> heads = meaning.isPresent() ? byMeaning : byWords;
        if (heads.isEmpty() || !words.small.areEnglish(Words.plain(text))) {
            return List.of();
        }
        Map<Trigger, Reading> best = new EnumMap<>(Trigger.class);
        List<String> parts = parts(text);
        for (String part : parts) {
            double[] features = features(part, meaning);
            heads.forEach((trigger, head) -> {
                double likelihood =
                        head.probability(features) * (part.equals(parts.getFirst()) ? 1 : ALONE);
                if (likelihood > best.getOrDefault(trigger, Reading.NOTHING).likelihood()) {
                    best.put(trigger, new Reading(trigger, likelihood, part));
                }
            });
        }
        if (meaning.isEmpty()) {
            // Words alone miss too much for their silence to say anything.
            best.values().removeIf(reading -> reading.likelihood() < Seen.DOUBT);
        }
        return List.copyOf(best.values());
    }

    /// The message and, if it has several, its sentences.
    static List<String> parts(String text) {
        String whole = Words.head(text).strip();
        List<String> parts = new ArrayList<>();
        parts.add(whole);
        Matcher sentence = SENTENCE.matcher(whole);
        while (sentence.find() && parts.size() <= SENTENCES) {
            String one = sentence.group().strip();
            if (one.split("\\s+", -1).length >= SENTENCE_WORDS && one.length() < whole.length()) {
                parts.add(one);
            }
        }
        return parts;
    }

    /// Meaning first, then the hashed words and pairs, of length one.
    public static double[] features(String text, Optional<Function<String, double[]>> meaning) {
        double[] vector = meaning.map(m -> m.apply(text)).orElse(new double[0]);
        double[] features = Arrays.copyOf(vector, vector.length + GRAMS);
        List<String> grams = grams(text);
        grams.forEach(gram -> features[vector.length + Math.floorMod(gram.hashCode(), GRAMS)]++);
        double square = 0;
        for (int i = vector.length; i < features.length; i++) {
            square += features[i] * features[i];
        }
        for (int i = vector.length; square > 0 && i < features.length; i++) {
            features[i] /= Math.sqrt(square);
        }
        return features;
    }

    /// Words and pairs of neighbours, each once; digits are all the same.
    private static List<String> grams(String text) {
        List<String> words = new ArrayList<>();
        words.add("^");
        Matcher word = GRAM.matcher(Words.plain(text).replaceAll("\\d", "0"));
        while (word.find()) {
            words.add(word.group());
        }
        words.add("$");
        List<String> grams = new ArrayList<>(words.subList(1, words.size() - 1));
        for (int i = 1; i < words.size(); i++) {
            grams.add(words.get(i - 1) + " " + words.get(i));
        }
        return grams.stream().distinct().toList();
    }
}
