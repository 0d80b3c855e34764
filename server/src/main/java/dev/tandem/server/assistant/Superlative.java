package dev.tandem.server.assistant;

import dev.tandem.server.knowledge.Block;
import dev.tandem.server.knowledge.Language;
import dev.tandem.server.knowledge.Passage;
import dev.tandem.server.knowledge.Unit;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// "Which is the fastest?": no page has the word, but a table has the figures. Compares the rows of
/// a table in the column that the question is about, and says which row it is.
///
/// @param words by which the cells are known
/// @param word as it stands in the question
/// @param most the largest figure, else the smallest
/// @param question in lower case, for the names of the columns
record Superlative(
        Superlatives words, String word, Measure measure, boolean most, String question) {
    /// A row says so little of itself that more cells are not a row of figures.
    private static final int MAX_CELLS = 12;

    private static final Pattern NUMBER = Pattern.compile("\\d+(?:[.,]\\d+)*");
    private static final Pattern GIGA =
            Pattern.compile("\\d\\s?g(?:b|bit)?(?:/s|ps)?\\b", PhraseFile.ANY_CASE);

    enum Measure {
        PRICE,
        /// The figure of a duration goes the other way: the fastest repair takes the fewest hours.
        SPEED,
        /// Only in a column that the question names.
        NAMED
    }

    /// The question with what is compared in place of the word that only comparing answers.
    String plain(String text, Language language) {
        String compared = words.compared(measure, language);
        return words.withoutHowMuch(text.replaceFirst(Pattern.quote(word), compared));
    }

    /// The question without the word, and without what the row says anyway.
    String without(String text) {
        return words.withoutHowMuch(text.replaceFirst(Pattern.quote(word), " "));
    }

    /// Number of the unit that is the extreme row; empty where nothing can be compared.
    OptionalInt rowOf(Passage passage) {
        List<Integer> rows = new ArrayList<>();
        for (int i = 0; i < passage.units().size(); i++) {
            if (passage.units().get(i).kind() == Block.Kind.ROW) {
                rows.add(i);
            }
        }
        if (rows.size() < 2) {
            return OptionalInt.empty();
        }
        List<String> first = cells(passage.units().get(rows.getFirst()));
        for (int column = 1; column < Math.min(first.size(), MAX_CELLS); column++) {
            if (isAskedFor(first.get(column))) {
                return extreme(passage, rows, column);
            }
        }
        return OptionalInt.empty();
    }

    private boolean isAskedFor(String cell) {
        return switch (measure) {
            case PRICE -> words.isMoney(cell);
            case SPEED -> words.isRate(cell) || isDuration(cell);
            case NAMED -> isNamed(cell);
        };
    }

    /// "18-month price: £26" is a price.
    private boolean isDuration(String cell) {
        return words.isDuration(value(cell)) && !words.isMoney(cell);
    }

    private boolean isNamed(String cell) {
        int colon = cell.indexOf(": ");
        if (colon < 0) {
            return false;
        }
        for (String name :
                cell.substring(0, colon).toLowerCase(Locale.ROOT).split("[^\\p{L}]+", -1)) {
            if (name.length() > 3 && question.contains(name)) {
                return true;
            }
        }
        return false;
    }

    private OptionalInt extreme(Passage passage, List<Integer> rows, int column) {
        int best = -1;
        double bestFigure = 0;
        for (int row : rows) {
            List<String> cells = cells(passage.units().get(row));
            OptionalDouble figure =
                    column < cells.size() ? figure(cells.get(column)) : OptionalDouble.empty();
            if (figure.isEmpty()) {
                continue;
            }
            boolean larger = most != (measure == Measure.SPEED && isDuration(cells.get(column)));
            double comparable = larger ? figure.getAsDouble() : -figure.getAsDouble();
            if (best < 0 || comparable > bestFigure) {
                best = row;
                bestFigure = comparable;
            }
        }
        return best < 0 ? OptionalInt.empty() : OptionalInt.of(best);
    }

    private static OptionalDouble figure(String cell) {
        Matcher number = NUMBER.matcher(value(cell));
        if (!number.find()) {
            return OptionalDouble.empty();
        }
        String digits = number.group().replaceAll("[.,](?=\\d{3}(?:\\D|$))", "").replace(',', '.');
        try {
            double factor = GIGA.matcher(value(cell)).find() ? 1_000 : 1;
            return OptionalDouble.of(Double.parseDouble(digits) * factor);
        } catch (NumberFormatException e) {
            return OptionalDouble.empty(); // "1.2.3" is a version, not a figure.
        }
    }

    private static List<String> cells(Unit row) {
        return List.of(row.text().split(Pattern.quote(Unit.CELL), -1));
    }

    private static String value(String cell) {
        int colon = cell.indexOf(": ");
        return colon < 0 ? cell : cell.substring(colon + 2);
    }
}
