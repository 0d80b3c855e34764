package dev.tandem.server.assistant;

import dev.tandem.server.knowledge.Block;
import dev.tandem.server.knowledge.Passage;
import dev.tandem.server.knowledge.Unit;

import java.util.ArrayList;
import java.util.List;

/// How much of a passage is said: the chosen sentence and what it needs to be understood. Only
/// words of the page, in their order.
final class QuotedText {
    /// A chat answer, not a chapter.
    static final int MAX_CHARS = 600;

    private static final int MAX_PROSE_CHARS = 320;

    private static final int MAX_PROSE_UNITS = 3;

    private static final int MAX_ROWS = 4;

    /// Words of an item below this are a label; what it labels follows.
    private static final int LABEL_WORDS = 4;

    /// Items quoted below a label.
    private static final int LABELLED = 3;

    private QuotedText() {}

    /// @param chosen number of the unit that answers
    /// @param steps whether the customer asked how something is done
    static String around(Passage passage, int chosen, boolean steps) {
        List<Unit> units = passage.units();
        return switch (units.get(chosen).kind()) {
            case STEP -> list(units, chosen);
            case ITEM -> item(units, chosen);
            case ROW -> rows(units, chosen);
            case PARAGRAPH, HEADING -> prose(units, chosen, steps);
        };
    }

    /// A section from its beginning, as far as a chat answer goes.
    static String section(Passage passage) {
        List<Unit> units = passage.units();
        int limit = units.stream().anyMatch(QuotedText::isListed) ? MAX_CHARS : MAX_PROSE_CHARS;
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < units.size(); i++) {
            Unit unit = units.get(i);
            String piece = isListed(unit) ? line(unit) : unit.text();
            boolean goesOn = i > 0 && !isListed(unit) && unit.block() == units.get(i - 1).block();
            if (i > 0 && text.length() + piece.length() > limit) {
                break;
            }
            text.append(i == 0 ? "" : goesOn ? " " : "\n").append(piece);
        }
        return text.toString();
    }

    private static String prose(List<Unit> units, int chosen, boolean steps) {
        int begin = beginning(units, chosen);
        StringBuilder text = new StringBuilder(units.get(begin).text());
        for (int i = begin + 1; i <= chosen; i++) {
            text.append(' ').append(units.get(i).text());
        }
        int next = chosen + 1;
        for (int said = next - begin;
                said < MAX_PROSE_UNITS && next < units.size();
                said++, next++) {
            Unit unit = units.get(next);
            boolean same = unit.block() == units.get(chosen).block();
            if (!same || text.length() + unit.text().length() > MAX_PROSE_CHARS) {
                break;
            }
            text.append(' ').append(unit.text());
        }
        boolean leadsToList =
                next < units.size()
                        && (text.toString().endsWith(":")
                                || (steps && units.get(next).kind() == Block.Kind.STEP));
        if (leadsToList && isListed(units.get(next))) {
            append(text, lines(units, next, next));
        }
        return text.toString();
    }

    /// "The address is ..." is about what the sentence before it names: a paragraph short enough is
    /// quoted from its beginning.
    private static int beginning(List<Unit> units, int chosen) {
        int first = chosen;
        int chars = units.get(chosen).text().length();
        while (first > 0
                && chosen - first + 1 < MAX_PROSE_UNITS
                && units.get(first - 1).block() == units.get(chosen).block()) {
            first--;
            chars += units.get(first).text().length();
        }
        boolean whole = first == 0 || units.get(first - 1).block() != units.get(chosen).block();
        return whole && chars <= MAX_PROSE_CHARS ? first : chosen;
    }

    /// One row, or a table so small that the others help to compare; the chosen one comes first.
    private static String rows(List<Unit> units, int chosen) {
        int first = chosen;
        while (first > 0 && units.get(first - 1).kind() == Block.Kind.ROW) {
            first--;
        }
        int end = chosen + 1;
        while (end < units.size() && units.get(end).kind() == Block.Kind.ROW) {
            end++;
        }
        int chars = units.subList(first, end).stream().mapToInt(u -> u.text().length()).sum();
        boolean small = end - first <= MAX_ROWS && chars <= MAX_CHARS;
        if (!small || end - first == 1) {
            return units.get(chosen).text();
        }
        StringBuilder text = new StringBuilder();
        append(text, List.of(line(units.get(chosen))));
        for (int i = first; i < end; i++) {
            append(text, i == chosen ? List.of() : List.of(line(units.get(i))));
        }
        return text.toString();
    }

    /// The sentence that introduces the steps, and all of them: one step alone helps nobody.
    private static String list(List<Unit> units, int chosen) {
        int first = chosen;
        while (first > 0 && units.get(first - 1).kind() == Block.Kind.STEP) {
            first--;
        }
        StringBuilder text = new StringBuilder();
        if (first > 0 && units.get(first - 1).kind() == Block.Kind.PARAGRAPH) {
            text.append(units.get(first - 1).text());
        }
        append(text, lines(units, first, chosen));
        return text.toString();
    }

    private static String item(List<Unit> units, int chosen) {
        int first = chosen;
        while (first > 0 && units.get(first - 1).kind() == Block.Kind.ITEM) {
            first--;
        }
        if (first > 0 && units.get(first - 1).text().endsWith(":")) {
            StringBuilder text = new StringBuilder(units.get(first - 1).text());
            append(text, lines(units, first, chosen));
            return text.toString();
        }
        boolean label = units.get(chosen).text().split(" ", LABEL_WORDS + 1).length < LABEL_WORDS;
        if (label) {
            StringBuilder text = new StringBuilder(units.get(chosen).text());
            List<String> below = lines(units, chosen + 1, chosen + 1);
            append(text, below.subList(0, Math.min(LABELLED, below.size())));
            return text.toString();
        }
        return units.get(chosen).text();
    }

    private static void append(StringBuilder text, List<String> lines) {
        for (String line : lines) {
            text.append(text.isEmpty() ? "" : "\n").append(line);
        }
    }

    /// The list that begins at `first`, as long as it may be; the chosen line is always in it.
    private static List<String> lines(List<Unit> units, int first, int chosen) {
        List<String> lines = new ArrayList<>();
        int chars = 0;
        for (int i = first; i < units.size() && isListed(units.get(i)); i++) {
            String line = line(units.get(i));
            chars += line.length();
            if (chars > MAX_CHARS && i > chosen) {
                break;
            }
            lines.add(line);
        }
        return lines;
    }

    private static boolean isListed(Unit unit) {
        return unit.kind() == Block.Kind.STEP
                || unit.kind() == Block.Kind.ITEM
                || unit.kind() == Block.Kind.ROW;
    }

    private static String line(Unit unit) {
        return unit.kind() == Block.Kind.STEP
                ? unit.number() + ". " + unit.text()
                : "- " + unit.text();
    }
}
