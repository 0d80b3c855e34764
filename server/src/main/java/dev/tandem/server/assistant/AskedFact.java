package dev.tandem.server.assistant;

import dev.tandem.server.knowledge.Language;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/// The kind of fact a question asks for, as far as its first words give it away, and whether a
/// sentence holds one. The only defence against a passage on the right topic without the fact.
enum AskedFact {
    AMOUNT(
            "how much|what(?:'s| is| are| does| do)?.{0,40}\\b(?:cost|price|fee|charge)s?\\b|\\bcosts?\\b.{0,30}\\?|"
                    + "cu[aá]nto (?:cuesta|vale|cobran|es|hay que pagar)|qu[eé] precio|precio de|"
                    + "combien (?:co[uû]te|ça co[uû]te|est-ce que ça|faut-il payer)|quel est le (?:prix|tarif|coût)",
            "[£$€¥]\\s?\\d|\\d\\s?(?:[£$€¥p%]|euros?|dollars?|pounds?)|\\bfree\\b|no (?:charge|fee|cost)|without (?:a )?charge|gratis|gratuit|sin (?:costo|coste|cargo)|sans frais"),
    TIME(
            "when\\b(?! i\\b| my\\b| the\\b| you\\b)|how (?:long|soon|fast|quickly|often|many (?:days|hours|minutes|weeks|months))|what (?:time|day|date|hours)|(?:opening|office) hours|until when|by when|"
                    + "cu[aá]ndo|cu[aá]nto (?:tiempo|tarda|demora)|cu[aá]ntos d[ií]as|a qu[eé] hora|qu[eé] horario|"
                    + "quand\\b|combien de (?:temps|jours|heures)|à quelle heure|quels? (?:sont les )?horaires",
            "\\d|\\b(?:minute|hour|day|week|month|year|monday|tuesday|wednesday|thursday|friday|saturday|sunday|immediately|at once|instantly|always|evening|morning|night|midnight|noon)s?\\b|"
                    + "\\b(?:minuto|hora|d[ií]a|semana|mes|año|lunes|martes|mi[eé]rcoles|jueves|viernes|s[aá]bado|domingo|inmediato)s?|"
                    + "\\b(?:heure|jour|semaine|mois|an|lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche|immédiat)"),
    PHONE_NUMBER(
            "(?:what|which|your) (?:is (?:the|your) )?(?:tele)?(?:phone )?number(?: (?:to|do|can|should))|number (?:to|can i|do i|should i) (?:call|ring)|(?:tele)?phone number (?:to|for|of)\\b|(?:tele)?phone number\\b.{0,25}\\b(?:support|help|contact|you)|"
                    + "n[uú]mero de tel[eé]fono (?:de|para)|a qu[eé] n[uú]mero|num[eé]ro (?:de téléphone )?(?:pour|à appeler)",
            "\\d[\\d() -]{2,}\\d"),
    QUANTITY(
            "how many\\b|how (?:far|big|large|fast is|old)|what(?:'s| is)? the (?:maximum|minimum|limit|speed)|which (?:channel|port)|what channel|"
                    + "cu[aá]nt[oa]s\\b|combien (?:de|d')",
            "\\d|\\b(?:one|two|three|four|five|six|seven|eight|nine|ten|once|twice|no|unlimited|un|dos|tres|cuatro|cinco|deux|trois|quatre|cinq)\\b");

    private final Pattern asked;
    private final Pattern held;

    AskedFact(String asked, String held) {
        int flags = Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE;
        this.asked = Pattern.compile("(?:^|[^\\p{L}])(?:" + asked + ")", flags);
        this.held = Pattern.compile(held, flags);
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
