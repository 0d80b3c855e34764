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

/// Small linear models, one per trigger, for the many ways to say a thing that no rule lists. In
/// English they see a sentence's words and word pairs, and its meaning as a vector where a model of
/// meaning is there; in Spanish, French and German words, pairs and pieces of words (character
/// n-grams). One more tells a sentence of these from English.
///
/// Trained and written by `mvn -Ptrain`; see `escalation/heads.txt`.
public final class Heads {
    /// What a head reads.
    public enum Kind {
        /// English: a vector of a model of meaning, words and pairs.
        MEANING,
        /// English where there is no such model.
        WORDS,
        /// Spanish, French and German; other languages as far as they are like them.
        PIECES,
        /// No reason for a person, but whether the sentence is in one of those three.
        LANGUAGE
    }

    /// Sentences of one message that are looked at one by one; a vector costs milliseconds.
    static final int SENTENCES = 5;

    /// "Why?" alone says nothing.
    private static final int SENTENCE_WORDS = 4;

    /// A sentence that is cut out of its message may have meant something else there.
    private static final double ALONE = 0.8;

    private static final Pattern SENTENCE = Pattern.compile("[^.!?\\n]+[.!?]*");

    private final Map<Kind, Map<Trigger, Head>> heads;

    private Heads(Map<Kind, Map<Trigger, Head>> heads) {
        this.heads = heads;
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

    /// Reads what [#line] wrote. A line is `KIND TRIGGER scale weights`, weights in base 64; `#`
    /// begins a comment.
    public static Heads parse(List<String> lines) {
        Map<Kind, Map<Trigger, Head>> heads = new EnumMap<>(Kind.class);
        for (String line : lines) {
            if (line.isBlank() || line.startsWith("#")) {
                continue;
            }
            String[] part = line.split(" ", -1);
            heads.computeIfAbsent(Kind.valueOf(part[0]), _ -> new EnumMap<>(Trigger.class))
                    .put(
                            Trigger.valueOf(part[1]),
                            new Head(
                                    Base64.getDecoder().decode(part[3]),
                                    Double.parseDouble(part[2])));
        }
        return new Heads(heads);
    }

    /// One head in one line, its weights in a byte each.
    public static String line(Kind kind, Trigger trigger, double[] weights) {
        double largest = Arrays.stream(weights).map(Math::abs).max().orElse(1);
        byte[] bytes = new byte[weights.length];
        for (int i = 0; i < weights.length; i++) {
            bytes[i] = (byte) Math.round(weights[i] / largest * Byte.MAX_VALUE);
        }
        return String.join(
                " ",
                kind.name(),
                trigger.name(),
                Double.toString(largest / Byte.MAX_VALUE),
                Base64.getEncoder().encodeToString(bytes));
    }

    /// What the heads read in a message: for each trigger the likeliest of the whole and its
    /// sentences.
    ///
    /// @param meaning the vector of a sentence, if there is a model of meaning
    /// @param words by which English is told from the rest
    public List<Reading> read(
            String text, Optional<Function<String, double[]>> meaning, Vocabulary words) {
        Map<Trigger, Reading> best = new EnumMap<>(Trigger.class);
        List<String> parts = parts(text);
        for (String part : parts) {
            double trust = part.equals(parts.getFirst()) ? 1 : ALONE;
            for (Reading reading : readPart(part, trust, meaning, words)) {
                best.merge(
                        reading.trigger(),
                        reading,
                        (a, b) -> b.likelihood() > a.likelihood() ? b : a);
            }
        }
        return List.copyOf(best.values());
    }

    /// Where small words do not tell the language, but a head takes it for another than English, it
    /// may err: both are asked.
    private List<Reading> readPart(
            String text,
            double trust,
            Optional<Function<String, double[]>> meaning,
            Vocabulary words) {
        int told = words.small.englishOverOthers(Words.plain(text));
        double[] pieces = Grams.pieces(text);
        boolean other = told < 0 || isOther(pieces);
        List<Reading> readings = new ArrayList<>();
        if (!other || told == 0) {
            Kind english = meaning.isPresent() ? Kind.MEANING : Kind.WORDS;
            readings.addAll(readings(english, text, trust, features(english, text, meaning)));
        }
        if (other) {
            readings.addAll(readings(Kind.PIECES, text, trust, pieces));
        }
        return readings;
    }

    private boolean isOther(double[] pieces) {
        Head language = heads.getOrDefault(Kind.LANGUAGE, Map.of()).get(Trigger.NONE);
        return language != null && language.probability(pieces) >= 0.5;
    }

    private List<Reading> readings(Kind kind, String text, double trust, double[] features) {
        List<Reading> readings = new ArrayList<>();
        heads.getOrDefault(kind, Map.of())
                .forEach((trigger, head) -> {
                    double likelihood = head.probability(features) * trust;
                    // Without meaning a head misses too much for its silence to say anything.
                    boolean heard = kind == Kind.MEANING || likelihood >= Seen.DOUBT;
                    if (heard && likelihood > 0) {
                        readings.add(new Reading(trigger, likelihood, text));
                    }
                });
        return readings;
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

    /// What the heads of a kind see of a sentence.
    ///
    /// @param meaning of [Kind#MEANING] only
    public static double[] features(
            Kind kind, String text, Optional<Function<String, double[]>> meaning) {
        return switch (kind) {
            case MEANING -> {
                double[] vector = meaning.map(m -> m.apply(text)).orElse(new double[0]);
                double[] features = Arrays.copyOf(vector, vector.length + Grams.WORD_BUCKETS);
                Grams.addWords(text, features, vector.length);
                yield features;
            }
            case WORDS -> {
                double[] features = new double[Grams.WORD_BUCKETS];
                Grams.addWords(text, features, 0);
                yield features;
            }
            case PIECES, LANGUAGE -> Grams.pieces(text);
        };
    }
}
