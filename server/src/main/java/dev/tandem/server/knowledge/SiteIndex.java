package dev.tandem.server.knowledge;

import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Everything known about one site at one moment: an index per language. Immutable.
public final class SiteIndex {
    public static final SiteIndex EMPTY = new SiteIndex(Map.of(), Set.of());

    private final Map<Language, PassageIndex> languages;
    private final Set<Language> forNow;

    private SiteIndex(Map<Language, PassageIndex> languages, Set<Language> forNow) {
        this.languages = Map.copyOf(languages);
        this.forNow = Set.copyOf(forNow);
    }

    static SiteIndex of(List<Passage> passages) {
        Map<Language, PassageIndex> languages = new EnumMap<>(Language.class);
        for (Language language : Language.values()) {
            List<Passage> own = passages.stream().filter(p -> p.language() == language).toList();
            if (!own.isEmpty()) {
                languages.put(language, PassageIndex.of(language, own));
            }
        }
        return new SiteIndex(languages, Set.of());
    }

    SiteIndex with(PassageIndex replacement) {
        Map<Language, PassageIndex> others = new EnumMap<>(Language.class);
        others.putAll(languages);
        others.put(replacement.language(), replacement);
        return new SiteIndex(others, forNow);
    }

    /// The same, searched by words in these languages only until the vectors are made.
    SiteIndex byWordsForNow(Set<Language> those) {
        return new SiteIndex(languages, those);
    }

    /// Whether nothing is left to be made of the pages that are here.
    public boolean isWhole() {
        return !languages.isEmpty() && forNow.isEmpty();
    }

    /// Whether the pages of a language will soon be found by meaning too: what is not found there
    /// now may still be on the site.
    public boolean isByWordsForNow(Language language) {
        return forNow.contains(language);
    }

    public Optional<PassageIndex> in(Language language) {
        return Optional.ofNullable(languages.get(language));
    }

    /// The language that most of the site is written in.
    public Optional<PassageIndex> largest() {
        return languages.values().stream()
                .max(Comparator.comparingInt(index -> index.passages().size()));
    }

    /// The language whose pages use most of the words of a text; empty if none uses any.
    public Optional<Language> mostFamiliarWith(String text) {
        return languages.values().stream()
                .filter(index -> index.familiarity(text) > 0)
                .max(Comparator.comparingDouble(index -> index.familiarity(text)))
                .map(PassageIndex::language);
    }

    public int passages() {
        return languages.values().stream().mapToInt(index -> index.passages().size()).sum();
    }
}
