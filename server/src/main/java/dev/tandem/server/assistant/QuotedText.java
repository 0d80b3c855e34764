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

    private QuotedText() {}

    /// @param chosen number of the unit that answers
    /// @param steps whether the customer asked how something is done
    static String around(Passage passage, int chosen, boolean steps) {
        List<Unit> units = passage.units();
        return switch (units.get(chosen).kind()) {
            case STEP -> list(units, chosen);
            case ITEM -> item(units, chosen);
            case ROW -> units.get(chosen).text();
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
        StringBuilder text = new StringBuilder(units.get(chosen).text());
        int next = chosen + 1;
        for (int said = 1; said < MAX_PROSE_UNITS && next < units.size(); said++, next++) {
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
