package dev.tandem.server.assistant;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Numbers that are written as words, in the languages of the phrases and in German: what one word
/// is worth, and how words that follow each other add up. Words are in small letters, without
/// accents.
final class NumberWords {
    static final long HUNDRED = 100;

    private static final Map<String, Long> VALUES = new HashMap<>();

    /// Is something else as well ("one of us", "once a month", French "neuf" is new): a number only
    /// before what can be counted.
    private static final Set<String> AMBIGUOUS =
            Set.of("one", "once", "four", "seize", "sept", "neuf", "cent", "cents", "mil");

    /// An article, but for "vingt et un".
    private static final Set<String> ONES = Set.of("un", "une", "uno", "una");

    private static final String[] GERMAN = {
        "ein", "zwei", "drei", "vier", "funf", "sechs", "sieben", "acht", "neun"
    };

    private static final String[] GERMAN_TENS = {
        "zwanzig", "dreissig", "vierzig", "funfzig", "sechzig", "siebzig", "achtzig", "neunzig"
    };

    static {
        from(
                0,
                """
                zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen
                fifteen sixteen seventeen eighteen nineteen
                """);
        each(0, "cero");
        from(
                2,
                """
                dos tres cuatro cinco seis siete ocho nueve diez once doce trece catorce quince
                dieciseis diecisiete dieciocho diecinueve veinte veintiuno veintidos veintitres
                veinticuatro veinticinco veintiseis veintisiete veintiocho veintinueve
                """);
        from(
                2,
                """
                deux trois quatre cinq six sept huit neuf dix onze douze treize quatorze quinze seize
                """);
        from(2, "zwei drei vier funf sechs sieben acht neun zehn elf zwolf dreizehn vierzehn");
        from(15, "funfzehn sechzehn siebzehn achtzehn neunzehn");
        tens("twenty thirty forty fifty sixty seventy eighty ninety");
        tens("veinte treinta cuarenta cincuenta sesenta setenta ochenta noventa");
        tens("vingt trente quarante cinquante soixante septante huitante nonante");
        tens(String.join(" ", GERMAN_TENS));
        each(20, "vingts");
        each(21, "veintiun veintiuna");
        each(HUNDRED, "hundred hundert cien ciento cent cents");
        each(200, "doscientos doscientas");
        each(300, "trescientos trescientas");
        each(400, "cuatrocientos cuatrocientas");
        each(500, "quinientos quinientas");
        each(600, "seiscientos seiscientas");
        each(700, "setecientos setecientas");
        each(800, "ochocientos ochocientas");
        each(900, "novecientos novecientas");
        each(1_000, "thousand tausend mil mille");
        each(1_000_000, "million millions millionen millon millones");
        for (int one = 0; one < GERMAN.length; one++) {
            for (int ten = 0; ten < GERMAN_TENS.length; ten++) {
                VALUES.put(GERMAN[one] + "und" + GERMAN_TENS[ten], 10L * (ten + 2) + one + 1);
            }
            VALUES.put(GERMAN[one] + "hundert", HUNDRED * (one + 1));
            VALUES.put(GERMAN[one] + "tausend", 1_000L * (one + 1));
        }
    }

    private NumberWords() {}

    private static void from(long first, String words) {
        long value = first;
        for (String word : words.strip().split("\\s+", -1)) {
            VALUES.put(word, value);
            value++;
        }
    }

    private static void tens(String words) {
        long value = 20;
        for (String word : words.split(" ", -1)) {
            VALUES.put(word, value);
            value += 10;
        }
    }

    private static void each(long value, String words) {
        for (String word : words.split(" ", -1)) {
            VALUES.put(word, value);
        }
    }

    static Optional<Long> value(String word) {
        return Optional.ofNullable(VALUES.get(word));
    }

    static boolean isAmbiguous(String word) {
        return AMBIGUOUS.contains(word);
    }

    /// What a number and a further word are together; empty if the word begins another number.
    ///
    /// @param so what the words before are worth; their last one was `before`
    static Optional<Long> with(long so, String before, String word) {
        long value = ONES.contains(word) ? 1 : VALUES.getOrDefault(word, -1L);
        long below = so % HUNDRED;
        if (value < 0 || so == 0) {
            return Optional.empty();
        }
        if (value >= 1_000) {
            return so < value ? Optional.of(so * value) : Optional.empty();
        }
        if (value == HUNDRED) {
            return so < 10 ? Optional.of(so * value) : Optional.empty();
        }
        if (so == 4 && word.startsWith("vingt")) {
            return Optional.of(80L);
        }
        boolean adds =
                (below == 0 && value < HUNDRED)
                        || (so % 1_000 == 0 && value < 1_000)
                        || (below >= 20 && below % 10 == 0 && value < 10)
                        || ((below == 60 || below == 80) && value < 20)
                        || (before.equals("dix") && value >= 7 && value < 10);
        return adds && !(ONES.contains(word) && below == 0)
                ? Optional.of(so + value)
                : Optional.empty();
    }
}
