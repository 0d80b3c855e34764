package dev.tandem.server.knowledge;

import java.net.URI;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// What of one site is answered from at one moment. Immutable; a later edition takes its place in
/// one step.
///
/// A language is searched by meaning as a whole or not at all: a page without vectors would never
/// come first beside others. So one that has none yet stays as it was before it changed, or away,
/// until it has them.
///
/// @param number a later reading of the store has a higher one
/// @param pages those that are found
record Edition(long number, List<Page> pages, SiteIndex index) {
    static final Edition NOTHING = new Edition(0, List.of(), SiteIndex.EMPTY);

    /// Where more than one page in so many would have to stay away, as when a site is first
    /// learned, the whole language is searched by words until the vectors are there.
    private static final int ONE_IN = 2;

    Edition {
        pages = List.copyOf(pages);
    }

    /// @param vectors empty while they are still to be made, and where the model knows no such
    ///   language
    record Page(URI url, Language language, List<Passage> passages, Optional<PageVectors> vectors) {
        Page {
            passages = List.copyOf(passages);
        }

        boolean isIn(Language one) {
            return language == one;
        }

        Page with(PageVectors made) {
            return new Page(url, language, passages, Optional.of(made));
        }
    }

    /// @param stored all pages that may be answered from
    Edition next(long later, List<Page> stored, Optional<Embedder> embedder) {
        List<Page> found = new ArrayList<>(stored);
        Set<Language> byMeaning = EnumSet.noneOf(Language.class);
        Set<Language> byWordsForNow = EnumSet.noneOf(Language.class);
        for (Language language : embedder.map(Embedder::languages).orElse(List.of())) {
            List<Page> withVectors = withVectors(stored, language);
            long all = stored.stream().filter(page -> page.isIn(language)).count();
            if (!withVectors.isEmpty() && (all - withVectors.size()) * ONE_IN <= all) {
                byMeaning.add(language);
                found.removeIf(page -> page.isIn(language));
                found.addAll(withVectors);
            } else if (all > 0) {
                byWordsForNow.add(language);
            }
        }
        SiteIndex index = SiteIndex.of(found.stream().flatMap(p -> p.passages().stream()).toList());
        for (Language language : byMeaning) {
            Optional<PassageIndex> words = index.in(language);
            if (words.isPresent() && embedder.isPresent()) {
                index = index.with(words.get().with(meanings(found, language), embedder.get()));
            }
        }
        return new Edition(later, found, index.byWordsForNow(byWordsForNow));
    }

    /// Another number for other words; the same with vectors and without.
    int words() {
        return pages.stream()
                .flatMap(page -> page.passages().stream())
                .mapToInt(Passage::hashCode)
                .sum();
    }

    /// The pages of a language that can be found by meaning: as stored, or else as they are here.
    private List<Page> withVectors(List<Page> stored, Language language) {
        Map<URI, Page> here = new HashMap<>();
        for (Page page : pages) {
            if (page.isIn(language) && page.vectors().isPresent()) {
                here.put(page.url(), page);
            }
        }
        List<Page> found = new ArrayList<>();
        for (Page page : stored) {
            if (page.isIn(language)) {
                Optional.of(page)
                        .filter(p -> p.vectors().isPresent())
                        .or(() -> Optional.ofNullable(here.get(page.url())))
                        .ifPresent(found::add);
            }
        }
        return found;
    }

    private static List<PageVectors.PassageVectors> meanings(List<Page> pages, Language language) {
        return pages.stream()
                .filter(page -> page.isIn(language))
                .flatMap(page -> page.vectors().stream())
                .flatMap(own -> own.passages().stream())
                .toList();
    }
}
