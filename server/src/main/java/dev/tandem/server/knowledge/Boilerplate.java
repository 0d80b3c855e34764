package dev.tandem.server.knowledge;

import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/// Drops text that stands on many pages of a site: the strongest sign of boilerplate there is.
final class Boilerplate {
    /// Repeated on more than this share of the pages of one language.
    static final double SHARE = 0.3;

    /// With fewer pages a repetition means nothing.
    static final int MIN_PAGES = 5;

    private Boilerplate() {}

    static List<PageText> removeFrom(List<PageText> pages) {
        Map<Language, Map<String, Integer>> seen = new EnumMap<>(Language.class);
        Map<Language, Integer> total = new EnumMap<>(Language.class);
        for (PageText page : pages) {
            total.merge(page.language(), 1, Integer::sum);
            Map<String, Integer> counts =
                    seen.computeIfAbsent(page.language(), l -> new HashMap<>());
            Set<String> here = new HashSet<>();
            page.blocks().forEach(block -> here.add(key(block)));
            here.forEach(text -> counts.merge(text, 1, Integer::sum));
        }
        return pages.stream()
                .map(page -> {
                    int pagesOfLanguage = total.getOrDefault(page.language(), 0);
                    Map<String, Integer> counts = seen.getOrDefault(page.language(), Map.of());
                    if (pagesOfLanguage < MIN_PAGES) {
                        return page;
                    }
                    return page.withBlocks(
                            page.blocks().stream()
                                    .filter(block ->
                                            block.kind() == Block.Kind.HEADING
                                                    || counts.getOrDefault(key(block), 0)
                                                            <= SHARE * pagesOfLanguage)
                                    .toList());
                })
                .toList();
    }

    private static String key(Block block) {
        return block.text().toLowerCase(Locale.ROOT);
    }
}
