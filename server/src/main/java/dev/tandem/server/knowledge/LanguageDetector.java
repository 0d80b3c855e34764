package dev.tandem.server.knowledge;

import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Tells English, Spanish and French apart by their small words and letters. Enough for a question
/// of five words; says nothing rather than guess on "Fibre 500?".
public final class LanguageDetector {
    /// Longer texts are judged by their beginning.
    private static final int MAX_CHARS = 2_000;

    private static final Map<Language, Set<String>> SMALL_WORDS =
            Map.of(
                    Language.ENGLISH,
                    words(
                            """
                            the a an and or but is are was were be been do does did have has had can could will would
                            should what when where which who why how my your our their his her its it this that these
                            those i you we they he she to of in on at for with from by not no yes if about there here
                            don't can't i'm i've it's isn't doesn't didn't won't any some get got need want please
                            """),
                    Language.SPANISH,
                    words(
                            """
                            el la los las un una unos unas y o pero es son está están ser estar fue era hay hace he ha
                            han puedo puede pueden podría quiero quiere necesito tengo tiene qué que cuándo cuando dónde
                            donde cuál cuáles quién por para porque cómo como mi mis tu tus su sus nuestro lo le les se
                            me te nos yo usted ustedes ellos de del al en con sin sobre no sí si este esta esto ese eso
                            cuánto cuánta cuanto más muy ya también debo hacer
                            """),
                    Language.FRENCH,
                    words(
                            """
                            le la les un une des du de et ou mais est sont était être ai as a avons avez ont peux peut
                            puis-je pouvez veux voudrais dois faut que qui quoi quand où quel quelle quels quelles
                            pourquoi comment combien mon ma mes ton ta tes son sa ses notre votre vos leur je tu il elle
                            on nous vous ils elles ce cet cette ces ça c'est à au aux en dans avec sans sur pour par ne
                            pas non oui si y j'ai n'est qu'est-ce est-ce d'un d'une l'on j'en faire mot
                            """));

    private static final Map<Language, String> LETTERS =
            Map.of(Language.SPANISH, "ñ¿¡íóú", Language.FRENCH, "çàèêœùûîôë");

    /// Words that ask and name nothing, beside the small ones.
    private static final Set<String> ASKING =
            words(
                    """
                    much many long often soon far big old tell know let's lets someone somebody something
                    anything anyone everything mine ours us him them while after before just also still
                    cuántos cuántas cuanta cuantos cuantas cual cuales quiénes tanto tiempo alguien algo
                    combien lequel laquelle lesquels quelqu'un quelque chose aussi encore alors
                    """);

    private LanguageDetector() {}

    /// Whether a word only holds a question together.
    static boolean isSmall(String word) {
        String plain =
                word.toLowerCase(Locale.ROOT)
                        .replace('’', '\'')
                        .replaceAll("^[^\\p{L}\\p{N}]+|[^\\p{L}\\p{N}]+$", "");
        return plain.isEmpty()
                || ASKING.contains(plain)
                || SMALL_WORDS.values().stream().anyMatch(words -> words.contains(plain));
    }

    public static Optional<Language> detect(String text) {
        String lower = text.toLowerCase(Locale.ROOT).replace('’', '\'');
        String head = lower.length() > MAX_CHARS ? lower.substring(0, MAX_CHARS) : lower;
        Map<Language, Double> points = new EnumMap<>(Language.class);
        String[] tokens = head.split("[^\\p{L}'-]+", -1);
        SMALL_WORDS.forEach((language, words) -> {
            double hits = 0;
            for (String token : tokens) {
                if (words.contains(token) || words.contains(elision(token))) {
                    hits++;
                }
            }
            points.put(language, hits);
        });
        LETTERS.forEach((language, letters) ->
                points.merge(
                        language,
                        0.7 * head.chars().filter(c -> letters.indexOf(c) >= 0).count(),
                        Double::sum));
        Language best = Language.ENGLISH;
        for (Language language : points.keySet()) {
            if (points.getOrDefault(language, 0.0) > points.getOrDefault(best, 0.0)) {
                best = language;
            }
        }
        double first = points.getOrDefault(best, 0.0);
        Language winner = best;
        double second =
                points.entrySet().stream()
                        .filter(e -> e.getKey() != winner)
                        .mapToDouble(Map.Entry::getValue)
                        .max()
                        .orElse(0);
        return first > 0 && first > second ? Optional.of(best) : Optional.empty();
    }

    /// "l'adresse" counts by its article.
    private static String elision(String token) {
        int apostrophe = token.indexOf('\'');
        return switch (apostrophe == 1 ? token.charAt(0) : ' ') {
            case 'l', 'd' -> "de";
            case 'j' -> "je";
            case 'n' -> "ne";
            default -> "";
        };
    }

    private static Set<String> words(String text) {
        return Set.of(
                java.util.Arrays.stream(text.strip().split("\\s+"))
                        .distinct()
                        .toArray(String[]::new));
    }
}
