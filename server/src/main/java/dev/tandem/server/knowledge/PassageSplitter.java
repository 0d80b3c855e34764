package dev.tandem.server.knowledge;

import java.text.BreakIterator;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/// Cuts a page at its headings, and what is still too long between sentences.
public final class PassageSplitter {
    /// Changes whenever the same page would be cut differently: stored vectors then no longer fit.
    static final int VERSION = 2;

    /// About 200 tokens; the embedding model was trained on 256.
    static final int MAX_WORDS = 150;

    /// List items up to this length stay whole.
    private static final int MAX_ITEM_WORDS = 45;

    private static final Set<String> ABBREVIATIONS =
            Set.of(
                    "e.g.", "i.e.", "etc.", "dr.", "mr.", "mrs.", "ms.", "no.", "vs.", "approx.",
                    "p.", "ej.", "sr.", "sra.", "ud.", "uds.", "m.", "mme.", "ex.", "st.", "u.s.");

    private PassageSplitter() {}

    public static List<Passage> split(PageText page) {
        List<Passage> passages = new ArrayList<>();
        Section section = new Section(page);
        for (int i = 0; i < page.blocks().size(); i++) {
            Block block = page.blocks().get(i);
            if (block.kind() == Block.Kind.HEADING) {
                section.close(passages);
                section.open(block);
            } else {
                section.write(block, i, passages);
            }
        }
        section.close(passages);
        return List.copyOf(passages);
    }

    /// The section being read, with the headings above it.
    private static final class Section {
        private final PageText page;
        private final List<Block> path = new ArrayList<>();
        private final List<Unit> units = new ArrayList<>();
        private int words;

        /// Page of the document that the units stand on; empty outside of documents.
        private String sheet = "";

        Section(PageText page) {
            this.page = page;
        }

        void open(Block heading) {
            path.removeIf(above -> above.level() >= heading.level());
            boolean isTitle = heading.level() == 1 && heading.text().equals(page.title());
            if (!isTitle) {
                path.add(heading);
            }
        }

        void write(Block block, int number, List<Passage> passages) {
            if (!block.anchor().equals(sheet)) {
                // A passage is opened at one page.
                close(passages);
                sheet = block.anchor();
            }
            for (String text : pieces(block)) {
                int length = words(text);
                if (words > 0 && words + length > MAX_WORDS) {
                    Unit last = units.getLast();
                    close(passages);
                    if (last.kind() == Block.Kind.PARAGRAPH && words(last.text()) < MAX_WORDS / 3) {
                        // One sentence of overlap, so that "it" in the next one still has a noun.
                        units.add(last);
                        words = words(last.text());
                    }
                }
                int step = block.kind() == Block.Kind.STEP ? block.level() : 0;
                units.add(new Unit(block.kind(), number, step, text));
                words += length;
            }
        }

        private List<String> pieces(Block block) {
            boolean whole =
                    block.kind() != Block.Kind.PARAGRAPH && words(block.text()) <= MAX_ITEM_WORDS;
            return whole
                    ? List.of(block.text())
                    : sentences(block.text(), page.language().locale());
        }

        void close(List<Passage> passages) {
            if (!units.isEmpty()) {
                String anchor = sheet;
                for (Block heading : sheet.isEmpty() ? path : List.<Block>of()) {
                    anchor = heading.anchor().isEmpty() ? anchor : heading.anchor();
                }
                passages.add(
                        new Passage(
                                page.url(),
                                page.title(),
                                path.stream().map(Block::text).toList(),
                                anchor,
                                page.language(),
                                units));
                units.clear();
                words = 0;
            }
        }
    }

    static List<String> sentences(String text, Locale locale) {
        BreakIterator breaks = BreakIterator.getSentenceInstance(locale);
        breaks.setText(text);
        List<String> sentences = new ArrayList<>();
        StringBuilder open = new StringBuilder();
        int start = breaks.first();
        for (int end = breaks.next(); end != BreakIterator.DONE; start = end, end = breaks.next()) {
            open.append(text, start, end);
            String soFar = open.toString().strip();
            String lastWord = soFar.substring(soFar.lastIndexOf(' ') + 1).toLowerCase(locale);
            if (!ABBREVIATIONS.contains(lastWord) && !soFar.isEmpty()) {
                sentences.add(soFar);
                open.setLength(0);
            }
        }
        if (!open.toString().isBlank()) {
            sentences.add(open.toString().strip());
        }
        return sentences;
    }

    private static int words(String text) {
        return text.split("\\s+").length;
    }
}
