package dev.tandem.server.assistant;

import dev.tandem.server.knowledge.Language;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/// The kind of fact a question asks for, as far as its first words give it away, and whether a
/// sentence holds one. The only defence against a passage on the right topic without the fact.
enum AskedFact {
    WEIGHT(
            "how heavy|how much\\b.{0,40}\\bweighs?\\b|what(?:'s| is| does)\\b.{0,40}\\bweigh(?:t|s)?\\b|cu[aá]nto pesan?|combien p[eè]sent?|quel est le poids",
            "\\d\\s?(?:kg|kilos?|g|grams?|grammes?|lbs?|pounds?|oz|ounces?|stone|tons?|tonnes?)\\b"),
    AMOUNT(
            "how much(?= (?:is|are|was|does|do|did|for|to|will|would|extra|more|it|if|can|must|should|an?|the|this|that|these|per|costs?|money|interest|discount|deposit|off|back|you|i|we)\\b|[^\\p{L} ]|\\s*$)|what(?! (?:time|day|date)\\b)(?:'s| is| are| does| do)?.{0,40}\\b(?:cost|price|fee|charge)s?\\b|\\bcosts?\\b.{0,30}\\?|"
                    + "cu[aá]nto (?:cuesta|vale|cobran|es|hay que pagar)|qu[eé] precio|precio de|"
                    + "combien (?:co[uû]te|ça co[uû]te|est-ce que ça|faut-il payer)|quel est le (?:prix|tarif|coût)",
            "[£$€¥]\\s?\\d|\\d\\s?(?:[£$€¥p%]|euros?|dollars?|pounds?)|\\bfree\\b|\\bhalf\\b|no (?:charge|fee|cost)|without (?:a )?charge|gratis|gratuit|sin (?:costo|coste|cargo)|sans frais"),
    TIME(
            "when\\b(?! i\\b| my\\b| the\\b| you\\b)|how (?:long|soon|fast(?! (?:is|are)\\b)|quickly|often|many (?:days|hours|minutes|weeks|months|years))|how much (?:notice|time)\\b|what (?:time|day|date|hours)|(?:opening|office) hours|until when|by when|"
                    + "cu[aá]ndo|cu[aá]nto (?:tiempo|tarda|demora)|cu[aá]ntos d[ií]as|a qu[eé] hora|qu[eé] horario|"
                    + "quand\\b|combien de (?:temps|jours|heures)|à quelle heure|quels? (?:sont les )?horaires",
            Figures.WITH_A_MEASURE
                    + "|\\b(?:minute|hour|day|week|month|year|monday|tuesday|wednesday|thursday|friday|saturday|sunday|immediately|at once|instantly|always|evening|morning|night|midnight|noon)s?\\b|"
                    + "\\b(?:minuto|hora|d[ií]a|semana|mese|mes|año|lunes|martes|mi[eé]rcoles|jueves|viernes|s[aá]bado|domingo)s?(?!\\p{L})|"
                    + "\\b(?:heure|jour|semaine|mois|ann[eé]e|an|lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche)s?(?!\\p{L})|"
                    + "\\b(?:inmediat|immédiat)"),
    PHONE_NUMBER(
            "(?:what|which|your) (?:is (?:the|your) )?(?:tele)?(?:phone )?number(?: (?:to|do|can|should))|number (?:to|can i|do i|should i) (?:call|ring)|(?:tele)?phone number (?:to|for|of)\\b|(?:tele)?phone number\\b.{0,25}\\b(?:support|help|contact|you)|"
                    + "n[uú]mero de tel[eé]fono (?:de|para)|a qu[eé] n[uú]mero|num[eé]ro (?:de téléphone )?(?:pour|à appeler)",
            "\\d[\\d() -]{2,}\\d"),
    /// "From 14 years on", "at least 18".
    AGE("how old\\b|(?:what|which) age\\b|qu[eé] edad|quel âge", "\\d"),
    QUANTITY(
            "how (?:many|much)\\b|how (?:far|big|large|tall|high|wide|deep|warm|hot|cold)\\b|what(?:'s| is)? the (?:\\w+ )?(?:maximum|minimum|limit|speed)\\b|which (?:channel|port)|what channel|"
                    + "cu[aá]nt[oa]s\\b|combien (?:de|d')",
            Figures.NEITHER_TIME_NOR_MONEY + "|\\b(?:once|twice|no|unlimited|half)\\b"),
    /// "Who runs it?" is answered by a name.
    NAME(
            "who (?:founded|owns?|runs?|started|invented|designed|makes?|made)\\b|who(?:'s| is| was) (?:the|your) (?:\\w+ ){0,2}?(?:boss|ceo|director|manager|owner|founder|president|head)\\b|qui[eé]n (?:es|fund[oó]|dirige) |qui (?:est le|a fond[eé]|dirige)",
            "\\p{Lu}\\p{Ll}+ \\p{Lu}\\p{Ll}+"),
    COLOUR(
            "(?:what|which) colou?rs?\\b|(?:de )?qu[eé] color|quelles? couleurs?",
            "\\b(?:black|white|gr[ae]y|silver|gold|red|blue|green|yellow|orange|brown|pink|purple|violet|beige|negro|blanco|rojo|azul|verde|amarillo|noir|blanc|rouge|bleu|vert|jaune)\\b");

    /// Figures that are a fact of one kind only: "24 hours" answers no "how many cards".
    private static final class Figures {
        /// "6.30", "at 6", "10 am", "in 2019", and how long in the other sense: "3 m".
        static final String WITH_A_MEASURE =
                "\\d[:.h]\\d{2}|\\b(?:at|from|until|till|by|a las?|à) \\d|\\d\\s?(?:[ap]\\.?m\\b|h\\b|hrs?\\b|mins?\\b|secs?\\b|s\\b|ms\\b|o'clock|k?m\\b|[cm]m\\b|miles?|metres?|meters?|feet|ft\\b|inch|mph\\b|[gm]b)|\\b(?:19|20)\\d\\d\\b|\\d(?:st|nd|rd|th)\\b"
                        + "|\\b(?:january|february|april|june|july|august|september|october|november|december|enero|febrero|marzo|abril|mayo|junio|julio|agosto|septiembre|octubre|noviembre|diciembre|janvier|février|mars|avril|juin|juillet|août|septembre|octobre|novembre|décembre)\\b";

        /// "Two cards", "12 GB"; neither "24 hours" nor "£5".
        static final String NEITHER_TIME_NOR_MONEY =
                "(?<![£$€¥\\d.,])(?<![£$€¥] )(?:\\d[\\d.,]*+|\\b(?:one|two|three|four|five|six|seven|eight|nine|ten|un|dos|tres|cuatro|cinco|diez|deux|trois|quatre|cinq|dix)\\b)"
                        + "(?!(?: to \\d+| or \\w+| a \\d+| working| business|-)?[ -]?(?:[£$€¥]|euros?|dollars?|pounds?|[ap]\\.?m\\b|h\\b|minutes?|hours?|days?|weeks?|months?|years?|minutos?|horas?|d[ií]as?|semanas?|mes(?:es)?\\b|años?|heures?|jours?|semaines?|mois|ans?\\b))";

        private Figures() {}
    }

    private final Pattern asked;
    private final Pattern held;

    AskedFact(String asked, String held) {
        int flags = Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE;
        this.asked = Pattern.compile("(?:^|[^\\p{L}])(?:" + asked + ")", flags);
        // A name is told by its capitals.
        this.held = Pattern.compile(held, held.startsWith("\\p{Lu}") ? 0 : flags);
    }

    static Optional<AskedFact> of(String question, Language language) {
        String plain =
                question.toLowerCase(language.locale() == null ? Locale.ROOT : language.locale())
                        .replace('’', '\'');
        for (AskedFact fact : values()) {
            if (fact.asked.matcher(plain).find()) {
                return Optional.of(fact);
            }
        }
        return Optional.empty();
    }

    boolean isIn(String sentence) {
        return held.matcher(sentence).find();
    }
}
