package dev.tandem.server.assistant;

import dev.tandem.server.knowledge.Block;
import dev.tandem.server.knowledge.Language;
import dev.tandem.server.knowledge.Passage;
import dev.tandem.server.knowledge.Unit;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// "Which is the fastest?": no page has the word, but a table has the figures. Compares the rows of
/// a table in the column that the question is about, and says which row it is.
///
/// @param word as it stands in the question
/// @param most the largest figure, else the smallest
/// @param question in lower case, for the names of the columns
record Superlative(String word, Measure measure, boolean most, String question) {
    private static final int FLAGS = Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE;

    /// A row says so little of itself that more cells are not a row of figures.
    private static final int MAX_CELLS = 12;

    private static final Pattern NUMBER = Pattern.compile("\\d+(?:[.,]\\d+)*");
    private static final Pattern MONEY =
            Pattern.compile("[£$€¥]|\\b(?:euros?|dollars?|pounds?)\\b", FLAGS);
    private static final Pattern RATE =
            Pattern.compile("/s\\b|\\b[kmg]?bps\\b|per second|\\b[mk]ph\\b|km/h", FLAGS);
    private static final Pattern DURATION =
            Pattern.compile(
                    "\\b(?:minute|hour|day|week|month|minuto|hora|d[ií]a|semana|heure|jour|semaine)s?\\b",
                    FLAGS);
    private static final Pattern HOW_MUCH_OF_IT =
            Pattern.compile(
                    "\\bhow (?:fast|quick|slow|cheap|expensive|big|small|long|high|low)(?= (?:is|are|was)\\b)",
                    FLAGS);
    private static final Pattern GIGA = Pattern.compile("\\d\\s?g(?:b|bit)?(?:/s|ps)?\\b", FLAGS);

    enum Measure {
        PRICE(
                "least expensive|lowest[- ]priced?|cheapest|m[aá]s (?:barat|econ[oó]mic)[oa]s?|moins ch(?:er|ère)s?",
                "most expensive|dearest|priciest|m[aá]s car[oa]s?|plus ch(?:er|ère)s?"),
        /// The figure of a duration goes the other way: the fastest repair takes the fewest hours.
        SPEED(
                "slowest|m[aá]s lent[oa]s?|plus lente?s?",
                "fastest|quickest|m[aá]s r[aá]pid[oa]s?|plus rapides?"),
        /// Only in a column that the question names.
        NAMED(
                "smallest|lowest|shortest|least|worst|menor|m[aá]s (?:peque[nñ]|cort)[oa]s?|plus (?:petite?|courte?)s?",
                "biggest|largest|highest|longest|best|most|mayor|mejor|m[aá]s (?:grande|larg[oa]|alt[oa])s?|plus (?:grande?|longue?|haute?)s?|meilleure?s?");

        private final Pattern least;
        private final Pattern most;

        Measure(String least, String most) {
            this.least = Pattern.compile("(?<!\\p{L})(?:" + least + ")(?!\\p{L})", FLAGS);
            this.most = Pattern.compile("(?<!\\p{L})(?:" + most + ")(?!\\p{L})", FLAGS);
        }
    }

    static Optional<Superlative> of(String question) {
        String plain = question.toLowerCase(Locale.ROOT);
        for (Measure measure : Measure.values()) {
            Optional<String> least = found(measure.least, question);
            Optional<String> most = found(measure.most, question);
            if (least.isPresent() || most.isPresent()) {
                String word = least.or(() -> most).orElse("");
                return Optional.of(new Superlative(word, measure, least.isEmpty(), plain));
            }
        }
        return Optional.empty();
    }

    private static Optional<String> found(Pattern pattern, String text) {
        return pattern.matcher(text).results().map(MatchResult::group).findFirst();
    }

    /// The question with what is compared in place of the word that only comparing answers.
    String plain(String text, Language language) {
        String compared =
                switch (measure) {
                    case PRICE -> in(language, "price", "precio", "prix");
                    case SPEED -> in(language, "speed", "velocidad", "vitesse");
                    case NAMED -> "";
                };
        return HOW_MUCH_OF_IT
                .matcher(text.replaceFirst(Pattern.quote(word), compared))
                .replaceFirst(" ")
                .replaceAll("\\s+", " ")
                .strip();
    }

    /// The question without the word, and without what the row says anyway: "how fast is the
    /// fastest".
    String without(String text) {
        String rest = text.replaceFirst(Pattern.quote(word), " ");
        return HOW_MUCH_OF_IT.matcher(rest).replaceFirst(" ").replaceAll("\\s+", " ").strip();
    }

    private static String in(Language language, String english, String spanish, String french) {
        return switch (language) {
            case ENGLISH, OTHER -> english;
            case SPANISH -> spanish;
            case FRENCH -> french;
        };
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
            case PRICE -> MONEY.matcher(cell).find();
            case SPEED -> RATE.matcher(cell).find() || isDuration(cell);
            case NAMED -> isNamed(cell);
        };
    }

    /// "18-month price: £26" is a price.
    private static boolean isDuration(String cell) {
        return DURATION.matcher(value(cell)).find() && !MONEY.matcher(cell).find();
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
