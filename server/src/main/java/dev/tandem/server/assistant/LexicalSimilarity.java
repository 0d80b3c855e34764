package dev.tandem.server.assistant;

import dev.tandem.server.knowledge.Language;
import dev.tandem.server.knowledge.LanguageDetector;
import dev.tandem.server.knowledge.Words;

import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Shared stems, for lite mode: overlap of the smaller set, so that a longer second try counts too.
public final class LexicalSimilarity implements SentenceSimilarity {
    private final Map<Language, Words> words =
            Stream.of(Language.values()).collect(Collectors.toMap(Function.identity(), Words::of));

    @Override
    public double similarity(String a, String b) {
        Language language = LanguageDetector.detect(a + " " + b).orElse(Language.ENGLISH);
        Set<String> first = stems(language, a);
        Set<String> second = stems(language, b);
        int smaller = Math.min(first.size(), second.size());
        if (smaller == 0) {
            return a.equals(b) ? 1 : 0;
        }
        first.retainAll(second);
        return (double) first.size() / smaller;
    }

    private Set<String> stems(Language language, String text) {
        Words rules = words.get(language);
        return rules == null ? new HashSet<>() : new HashSet<>(rules.stems(text));
    }
}
