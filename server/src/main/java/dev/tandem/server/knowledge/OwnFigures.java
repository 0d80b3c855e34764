package dev.tandem.server.knowledge;

import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/// Numbers that customers tell of themselves: "I am 172 cm tall", "my son is 13", "we live 12 miles
/// away". No page repeats them, it says from where to where something goes. Others are names:
/// "error 7204", "Fibre 300".
final class OwnFigures {
    private static final String UNIT =
            "(?:[mck]?m|metres?|meters?|miles?|feet|foot|ft|inch(?:es)?|k?g|kilos?|grams?|lbs?|stone|tons?|tonnes?|lit(?:re|er)s?|"
                    + "minutes?|mins?|hours?|hrs?|days?|weeks?|months?|years?|yrs?|people|persons?|adults?|kids?|child(?:ren)?|"
                    + "metros?|kilos|minutos?|horas?|d[ií]as?|semanas?|mes(?:es)?|años?|personas?|niñ[oa]s|"
                    + "mètres?|heures?|jours?|semaines?|mois|ans|personnes?|enfants?)";

    private static final Pattern MEASURE = Pattern.compile(UNIT + "\\p{P}*");

    private static final Pattern WITH_MEASURE =
            Pattern.compile("\\p{P}*\\d+(?:[.,]\\d+)?[- ]?" + UNIT + "(?:-olds?)?\\p{P}*");

    /// Ages have two digits; "the error is 7204" names one.
    private static final Pattern AGE = Pattern.compile("\\d{1,2}\\p{P}*");

    private static final Pattern OF_SOMEBODY =
            Pattern.compile("am|i['’]?m|is|are|aged?|turn(?:s|ed|ing)?");

    private OwnFigures() {}

    /// Whether the number at a place of a question measures something.
    static boolean isAt(List<String> words, int place) {
        String word = plain(words.get(place));
        if (WITH_MEASURE.matcher(word).matches()) {
            return true;
        }
        if (place + 1 < words.size() && MEASURE.matcher(plain(words.get(place + 1))).matches()) {
            return true;
        }
        return place > 0
                && AGE.matcher(word).matches()
                && OF_SOMEBODY.matcher(plain(words.get(place - 1))).matches();
    }

    private static String plain(String word) {
        return word.toLowerCase(Locale.ROOT);
    }
}
