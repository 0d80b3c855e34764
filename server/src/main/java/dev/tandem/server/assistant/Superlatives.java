package dev.tandem.server.assistant;

import dev.tandem.server.assistant.Superlative.Measure;
import dev.tandem.server.knowledge.Language;

import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/// The words that ask for the fastest or the cheapest, and those by which the cells of a table can
/// be compared for it, by [Phrases].
final class Superlatives {
    private record Extremes(Measure measure, Pattern least, Pattern most) {}

    /// A question that fits two asks for the first.
    private final List<Extremes> extremes;

    private final Pattern howMuchOfIt;
    private final Pattern money;
    private final Pattern rate;
    private final Pattern duration;

    /// What the column of prices is looked up by, and that of speeds.
    private final Map<Language, String> prices = new EnumMap<>(Language.class);

    private final Map<Language, String> speeds = new EnumMap<>(Language.class);

    Superlatives(PhraseFile all, Map<Language, PhraseFile> languages) {
        extremes =
                List.of(
                        extremes(all, Measure.PRICE, " price"),
                        extremes(all, Measure.SPEED, " speed"),
                        extremes(all, Measure.NAMED, ""));
        howMuchOfIt = pattern("\\b" + all.any("how much of it"));
        money = pattern(all.any("cell tells money"));
        rate = pattern(all.any("cell tells rate"));
        duration = pattern(all.any("cell tells duration"));
        languages.forEach((language, file) -> {
            prices.put(language, file.word("price in a word"));
            speeds.put(language, file.word("speed in a word"));
        });
    }

    private static Extremes extremes(PhraseFile all, Measure measure, String what) {
        return new Extremes(
                measure,
                pattern("(?<!\\p{L})" + all.any("asks least" + what) + "(?!\\p{L})"),
                pattern("(?<!\\p{L})" + all.any("asks most" + what) + "(?!\\p{L})"));
    }

    private static Pattern pattern(String expression) {
        return Pattern.compile(expression, PhraseFile.ANY_CASE);
    }

    /// What is to be compared, if the question asks for it.
    Optional<Superlative> in(String question) {
        String plain = question.toLowerCase(Locale.ROOT);
        for (Extremes asked : extremes) {
            Optional<String> least = found(asked.least(), question);
            Optional<String> word = least.or(() -> found(asked.most(), question));
            if (word.isPresent()) {
                return Optional.of(
                        new Superlative(this, word.get(), asked.measure(), least.isEmpty(), plain));
            }
        }
        return Optional.empty();
    }

    private static Optional<String> found(Pattern pattern, String text) {
        return pattern.matcher(text).results().map(MatchResult::group).findFirst();
    }

    /// A word for what is compared; empty if the question has it.
    String compared(Measure measure, Language language) {
        return switch (measure) {
            case PRICE -> word(language, prices);
            case SPEED -> word(language, speeds);
            case NAMED -> "";
        };
    }

    private static String word(Language language, Map<Language, String> words) {
        return words.getOrDefault(language, words.getOrDefault(Language.ENGLISH, ""));
    }

    /// A text without what a row says anyway: "how fast is the fastest".
    String withoutHowMuch(String text) {
        return howMuchOfIt.matcher(text).replaceFirst(" ").replaceAll("\\s+", " ").strip();
    }

    boolean isMoney(String cell) {
        return money.matcher(cell).find();
    }

    boolean isRate(String cell) {
        return rate.matcher(cell).find();
    }

    boolean isDuration(String cell) {
        return duration.matcher(cell).find();
    }
}
