package dev.tandem.server.knowledge;

import dev.tandem.server.knowledge.PdfLines.Line;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Finds headings, paragraphs, lists and tables in the lines of a PDF, which has none of them: only
/// words at places. Every block carries `page=N`, by which viewers open that page.
final class PdfLayout {
    /// Larger than the text by this much is a heading.
    private static final float HEADING_SIZE = 1.12f;

    private static final int HEADING_CHARS = 150;

    /// A bold line longer than this is an emphasised sentence.
    private static final int BOLD_HEADING_CHARS = 90;

    /// Distance of lines, in usual distances, that parts paragraphs.
    private static final float PARAGRAPH_GAP = 1.35f;

    /// A line that ends before this share of the width may be the last of its paragraph.
    private static final float SHORT_LINE = 0.85f;

    /// On fewer pages a repeated line means nothing.
    private static final int PAGES_TO_REPEAT = 3;

    private static final int MAX_BLOCKS = 20_000;

    private static final int MAX_BLOCK_CHARS = 5_000;

    private static final Pattern BULLET = Pattern.compile("^[•‣▪●○◦·∙–—*-]\\s+(?=\\S)");
    private static final Pattern STEP = Pattern.compile("^(\\d{1,3})[.)]\\s+(?=\\p{L})");
    private static final Pattern PAGE_NUMBER =
            Pattern.compile(
                    "(?i)(page|página|p\\.)?\\s*\\d{1,4}(\\s*(/|of|de|sur)\\s*\\d{1,4})?|[-–]\\s*\\d{1,4}\\s*[-–]");

    private final Map<String, Integer> outline;
    private final List<Block> blocks = new ArrayList<>();
    private NavigableSet<Float> headingSizes = new TreeSet<>();
    private float bodySize;
    private float usualGap;
    private float farRight;

    /// @param outline [#key] of each entry of the table of contents, and its depth from 1
    PdfLayout(Map<String, Integer> outline) {
        this.outline = Map.copyOf(outline);
    }

    /// What is the same in a heading and in the table of contents that names it.
    static String key(String title) {
        return title.toLowerCase(Locale.ROOT).replaceAll("[^\\p{L}\\p{N}]+", " ").strip();
    }

    List<Block> blocks(List<Line> all) {
        List<Line> lines = withoutEdges(all);
        measure(lines);
        int at = 0;
        while (at < lines.size() && blocks.size() < MAX_BLOCKS) {
            Line line = lines.get(at);
            int level = headingLevel(lines, at);
            if (level > 0) {
                at = heading(lines, at, level);
            } else if (line.cells().size() > 1) {
                at = table(lines, at);
            } else {
                at = paragraph(lines, at);
            }
        }
        return List.copyOf(blocks);
    }

    /// Without page numbers, and without what stands at the same height of most pages.
    private static List<Line> withoutEdges(List<Line> lines) {
        Map<String, Set<Integer>> pages = new HashMap<>();
        Set<Integer> all = new HashSet<>();
        for (Line line : lines) {
            all.add(line.page());
            pages.computeIfAbsent(place(line), _ -> new HashSet<>()).add(line.page());
        }
        int often = Math.max(PAGES_TO_REPEAT, (all.size() + 1) / 2);
        return lines.stream()
                .filter(line ->
                        pages.getOrDefault(place(line), Set.of()).size() < often
                                && !PAGE_NUMBER.matcher(line.text()).matches())
                .toList();
    }

    private static String place(Line line) {
        return Math.round(line.top()) + " " + line.text().replaceAll("\\d+", "#");
    }

    private void measure(List<Line> lines) {
        Map<Float, Integer> sizes = new HashMap<>();
        Map<Integer, Integer> gaps = new HashMap<>();
        for (int i = 0; i < lines.size(); i++) {
            Line line = lines.get(i);
            sizes.merge(rounded(line.size()), line.text().length(), Integer::sum);
            farRight = Math.max(farRight, line.right());
            if (i > 0 && isNext(lines.get(i - 1), line)) {
                gaps.merge(Math.round(10 * gap(lines.get(i - 1), line)), 1, Integer::sum);
            }
        }
        bodySize = mostOf(sizes, 10f);
        usualGap = mostOf(gaps, Math.round(12 * bodySize)) / 10f;
        headingSizes =
                lines.stream()
                        .filter(line -> isLarge(line) && isTitle(line, HEADING_CHARS))
                        .map(line -> rounded(line.size()))
                        .collect(java.util.stream.Collectors.toCollection(TreeSet::new));
    }

    private static <T extends Comparable<T>> T mostOf(Map<T, Integer> counts, T none) {
        return counts.entrySet().stream()
                .max(Map.Entry.<T, Integer>comparingByValue().thenComparing(Map.Entry::getKey))
                .map(Map.Entry::getKey)
                .orElse(none);
    }

    private static float rounded(float size) {
        return Math.round(size * 2) / 2f;
    }

    private static boolean isNext(Line above, Line line) {
        return above.page() == line.page()
                && rounded(above.size()) == rounded(line.size())
                && line.top() > above.top();
    }

    private static float gap(Line above, Line line) {
        return line.top() - above.top();
    }

    private boolean isLarge(Line line) {
        return line.size() >= HEADING_SIZE * bodySize;
    }

    private static boolean isTitle(Line line, int chars) {
        String text = line.text();
        return line.cells().size() == 1
                && text.length() <= chars
                && text.chars().anyMatch(Character::isLetter);
    }

    /// 0 for what is none. The table of contents knows best, then the size, then bold letters.
    private int headingLevel(List<Line> lines, int at) {
        Line line = lines.get(at);
        if (!isTitle(line, HEADING_CHARS)) {
            return 0;
        }
        Integer listed = outline.get(key(line.text()));
        if (listed != null) {
            return Math.min(listed + (outlineIsBelowTitle() ? 1 : 0), 6);
        }
        if (isLarge(line)) {
            return Math.min(1 + headingSizes.tailSet(rounded(line.size()), false).size(), 6);
        }
        return line.bold() && isAlone(lines, at) ? Math.min(headingSizes.size() + 1, 6) : 0;
    }

    /// A title in letters of its own stands above all chapters.
    private boolean outlineIsBelowTitle() {
        return headingSizes.size() > 1;
    }

    /// A short bold line with other letters below it, and no end of a sentence.
    private static boolean isAlone(List<Line> lines, int at) {
        String text = lines.get(at).text();
        return text.length() <= BOLD_HEADING_CHARS
                && !text.matches(".*[.,;]$")
                && !BULLET.matcher(text).find()
                && at + 1 < lines.size()
                && !lines.get(at + 1).bold();
    }

    /// With the lines that the same heading runs on to.
    private int heading(List<Line> lines, int from, int level) {
        Line first = lines.get(from);
        StringBuilder text = new StringBuilder(first.text());
        int at = from + 1;
        boolean large = isLarge(first);
        while (large
                && at < lines.size()
                && isNext(lines.get(at - 1), lines.get(at))
                && gap(lines.get(at - 1), lines.get(at)) < 1.6f * first.size()
                && text.length() + lines.get(at).text().length() < HEADING_CHARS) {
            text.append(' ').append(lines.get(at).text());
            at++;
        }
        add(Block.Kind.HEADING, level, text.toString(), first);
        return at;
    }

    /// Rows of as many cells below each other; the first names the columns if it holds no number
    /// and the others do.
    private int table(List<Line> lines, int from) {
        int columns = lines.get(from).cells().size();
        int end = from;
        while (end < lines.size() && lines.get(end).cells().size() == columns) {
            end++;
        }
        List<Line> rows = lines.subList(from, end);
        boolean named =
                rows.size() > 1
                        && !hasDigit(rows.getFirst())
                        && rows.stream().skip(1).anyMatch(PdfLayout::hasDigit);
        List<String> names = named && columns > 2 ? rows.getFirst().cells() : List.of();
        for (Line row : rows.subList(named ? 1 : 0, rows.size())) {
            StringBuilder text = new StringBuilder(row.cells().getFirst());
            for (int i = 1; i < columns; i++) {
                text.append(Unit.CELL)
                        .append(names.isEmpty() ? "" : names.get(i) + ": ")
                        .append(row.cells().get(i));
            }
            add(Block.Kind.ROW, 0, text.toString(), row);
        }
        return end;
    }

    private static boolean hasDigit(Line line) {
        return line.text().chars().anyMatch(Character::isDigit);
    }

    private int paragraph(List<Line> lines, int from) {
        Line first = lines.get(from);
        Matcher step = STEP.matcher(first.text());
        Matcher bullet = BULLET.matcher(first.text());
        boolean isStep = step.find();
        boolean isItem = !isStep && bullet.find();
        int number = isStep ? Integer.parseInt(step.group(1)) : 0;
        int begin = isStep ? step.end() : isItem ? bullet.end() : 0;
        StringBuilder text = new StringBuilder(first.text().substring(begin));
        int at = from + 1;
        while (at < lines.size() && goesOn(lines, at)) {
            join(text, lines.get(at).text());
            at++;
        }
        Block.Kind kind =
                isStep ? Block.Kind.STEP : isItem ? Block.Kind.ITEM : Block.Kind.PARAGRAPH;
        add(kind, number, text.toString(), first);
        return at;
    }

    /// Whether a line belongs to the paragraph of the line before.
    private boolean goesOn(List<Line> lines, int at) {
        Line above = lines.get(at - 1);
        Line line = lines.get(at);
        if (line.cells().size() > 1
                || rounded(line.size()) != rounded(above.size())
                || STEP.matcher(line.text()).find()
                || BULLET.matcher(line.text()).find()
                || headingLevel(lines, at) > 0) {
            return false;
        }
        boolean ended = above.text().matches(".*[.!?:]['\"”’)]?$");
        if (!isNext(above, line)) {
            // Another page or column: a sentence goes on, a new one begins a paragraph.
            return !ended && Character.isLowerCase(line.text().codePointAt(0));
        }
        boolean isShort = above.right() < SHORT_LINE * farRight;
        return gap(above, line) <= PARAGRAPH_GAP * usualGap && !(ended && isShort);
    }

    private static void join(StringBuilder text, String line) {
        int last = text.length() - 1;
        boolean cut =
                last > 0
                        && (text.charAt(last) == '-' || text.charAt(last) == '\u00AD')
                        && Character.isLetter(text.charAt(last - 1))
                        && Character.isLowerCase(line.codePointAt(0));
        if (cut) {
            text.setLength(last);
            text.append(line);
        } else {
            text.append(' ').append(line);
        }
    }

    private void add(Block.Kind kind, int level, String raw, Line line) {
        String text = raw.replace("\u00AD", "").strip();
        if (text.chars().anyMatch(Character::isLetterOrDigit)) {
            String kept =
                    text.length() > MAX_BLOCK_CHARS ? text.substring(0, MAX_BLOCK_CHARS) : text;
            blocks.add(new Block(kind, level, kept, Block.page(line.page())));
        }
    }
}
