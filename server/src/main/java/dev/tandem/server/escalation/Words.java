package dev.tandem.server.escalation;

import java.text.Normalizer;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Finds wishes and moods by the words they are said in, in English, Spanish, French and German.
/// What it finds it can show: every hit is the customer's own words.
final class Words {
    /// Only so much of a message is searched; a wish that starts later has been said before.
    static final int SEARCHED_CHARS = 2_000;

    private static final String PERSON_EN =
            "(?:person|human(?: being)?|agent|someone|somebody|representative|rep|operator|advis[eo]r|"
                    + "colleague|member of (?:staff|the team)|customer (?:service|support|care)|support team|"
                    + "manager|supervisor|people)";

    private static final List<Pattern> WANTS_PERSON =
            compile(
                    // "can I speak to a real person", "put me through to an agent"
                    "\\b(?:speak|talk|chat|connect|transfer|escalate|put|pass|hand|get|give|reach|contact|need|want|like|call)\\b"
                            + "(?: \\w+){0,3}?(?: (?:to|with|through to|over to|for))?"
                            + " (?:an?|the|some|any|your|another|one of your)?\\s?"
                            + "(?:real |actual |live |human |proper |different )*"
                            + PERSON_EN
                            + "\\b",
                    "\\b(?:real|actual|live|human) (?:person|human|agent|representative|operator|being|help|support)\\b",
                    "^\\W*(?:agent|human|person|operator|representative|advis[eo]r)(?: please| now)?\\W*$",
                    "\\b(?:human|agent|person|representative|operator)[ ,]+(?:please|now)\\b",
                    "\\bnot (?:a|another|with a|to a) (?:bot|robot|machine|computer)\\b",
                    "\\b(?:stop|no more|enough of|sick of|hate) (?:this |the |your )?(?:bot|robot|chatbot|machine)s?\\b",
                    "\\b(?:is there|are there) (?:anyone|anybody|someone|a person|a human)(?: real| else| there| here)* (?:i can|to|who can|that can) (?:speak|talk|help|chat)",
                    "\\bjust connect me\\b",
                    // Spanish
                    "\\b(?:hablar|hablo|comunicar(?:me)?|contactar|chatear|pas(?:ame|eme|arme)|quiero|necesito|conect\\w+)\\b(?: \\w+){0,3}? "
                            + "(?:una? |el |la |algun |alguna )?(?:persona|humano|agente|asesor|asesora|operador|operadora|alguien|representante)\\b",
                    "\\b(?:persona|agente|humano) (?:real|de verdad|por favor)\\b",
                    "\\bno (?:con )?un(?: |a )(?:robot|bot|maquina)\\b",
                    // French
                    "\\b(?:parler|parle|discuter|joindre|contacter|passez|veux|voudrais|besoin|mettre en relation)\\b(?: \\w+| [a-z]'\\w+){0,4}? "
                            + "(?:une? |un |le |la |a |d'une? |quelqu')?(?:personne|humain|agent|conseiller|conseillere|operateur|quelqu'un|etre humain)\\b",
                    "\\b(?:vraie personne|un humain|quelqu'un de reel|conseiller s'il)\\b",
                    "\\bpas (?:a |avec )?un (?:robot|bot)\\b",
                    // German
                    "\\b(?:sprechen|reden|chatten|verbinden|verbinde|brauche|mochte|will)\\b(?: \\w+){0,4}? "
                            + "(?:menschen?|person|mitarbeiter(?:in)?|berater(?:in)?|agenten?|jemand\\w*|kundendienst|kundenservice)\\b",
                    "\\b(?:mit|an) (?:einem?|einer|einen|dem|der) (?:echten |richtigen )?(?:menschen|person|mitarbeiter(?:in)?|berater(?:in)?)\\b",
                    "\\b(?:echte[rn]?|richtige[rn]?) (?:mensch|menschen|person|mitarbeiter)\\b");

    /// "I do not want to talk to a person" is not the wish.
    private static final Pattern REFUSES_PERSON =
            Pattern.compile(
                    "\\b(?:do not|don'?t|dont|no need to|rather not|without having to|not necessary to)\\b"
                            + "(?: \\w+){0,3} (?:speak|talk|chat|call)\\b");

    private record Mood(Pattern pattern, double weight) {}

    private static final List<Mood> ANGER =
            List.of(
                    mood(
                            0.7,
                            "\\b(?:furious|livid|disgusted|disgraceful|outrageous|outraged|unacceptable|appalling|appalled|pathetic|"
                                    + "useless|worthless|fed up|sick and tired|had enough|wasting my time|waste of (?:my )?time|"
                                    + "rip ?off|ripped off|scammers?|worst (?:service|company|provider|ever)|what a joke|is a joke|"
                                    + "bullshit|wtf|fuck\\w*|damn|bloody|idiots?|stupid|shit\\w*|crap)\\b"),
                    mood(
                            0.45,
                            "\\b(?:angry|annoyed|annoying|frustrat\\w+|ridiculous|terrible|horrible|awful|rubbish|nonsense|"
                                    + "disappointed|unbelievable|incompetent|hopeless|joke|again and again|third time|"
                                    + "how many times|never works?|nobody helps?|no one helps?)\\b"),
                    mood(
                            0.7,
                            "\\b(?:inaceptable|vergüenza|verguenza|estoy hart[oa]|hart[oa] de|furios[oa]|indignad[oa]|inutil(?:es)?|"
                                    + "estafa|mierda|perdida de tiempo|peor servicio)\\b"),
                    mood(
                            0.45,
                            "\\b(?:enfadad[oa]|enojad[oa]|molest[oa]|ridiculo|horrible|pesimo|fatal|decepcionad[oa])\\b"),
                    mood(
                            0.7,
                            "\\b(?:inadmissible|inacceptable|scandaleux|honteux|furieux|furieuse|ras le bol|j'en ai marre|"
                                    + "marre de|arnaque|merde|nul a chier|perte de temps|incompetents?)\\b"),
                    mood(
                            0.45,
                            "\\b(?:en colere|enerve\\w*|agace\\w*|ridicule|horrible|decu\\w*|catastrophique)\\b"),
                    mood(
                            0.7,
                            "\\b(?:unverschamt\\w*|frechheit|inakzeptabel|wutend|stinksauer|es reicht|die nase voll|abzocke|"
                                    + "scheiss\\w*|zeitverschwendung|unfassbar|saftladen)\\b"),
                    mood(
                            0.45,
                            "\\b(?:sauer|verargert|genervt|nervt|lacherlich|schrecklich|enttauscht|katastrophe)\\b"));

    private static final Pattern SHOUTED_MARKS = Pattern.compile("!{2,}|\\?!|!\\?|\\?{3,}");
    private static final Pattern SHOUTED_WORDS = Pattern.compile("\\b\\p{Lu}{3,}\\b");

    private Words() {}

    /// The words in which a person is asked for.
    static Optional<String> wishForPerson(String text) {
        String plain = plain(text);
        if (REFUSES_PERSON.matcher(plain).find()) {
            return Optional.empty();
        }
        return WANTS_PERSON.stream()
                .map(p -> p.matcher(plain))
                .filter(Matcher::find)
                .map(m -> m.group().strip())
                .findFirst();
    }

    /// @param score 0 to 1
    /// @param evidence the strongest words
    record Anger(double score, String evidence) {}

    static Anger anger(String text) {
        String plain = plain(text);
        double score = 0;
        String evidence = "";
        for (Mood mood : ANGER) {
            Matcher found = mood.pattern().matcher(plain);
            if (found.find()) {
                if (evidence.isEmpty() || mood.weight() > score) {
                    evidence = found.group();
                }
                score = Math.max(score, mood.weight());
            }
        }
        if (isShouted(text)) {
            score = score > 0 ? score + 0.2 : 0.3;
            evidence = evidence.isEmpty() ? "written loudly" : evidence;
        }
        return new Anger(Math.min(1, score), evidence);
    }

    private static boolean isShouted(String text) {
        String head = head(text);
        long words = SHOUTED_WORDS.matcher(head).results().count();
        return SHOUTED_MARKS.matcher(head).find() || words >= 3;
    }

    /// Lower case, no accents, curly apostrophes straight, spaces single.
    static String plain(String text) {
        String decomposed = Normalizer.normalize(head(text), Normalizer.Form.NFD);
        return decomposed
                .replaceAll("\\p{M}", "")
                .replace('’', '\'')
                .toLowerCase(Locale.ROOT)
                .replaceAll("\\s+", " ");
    }

    private static String head(String text) {
        return text.length() > SEARCHED_CHARS ? text.substring(0, SEARCHED_CHARS) : text;
    }

    private static List<Pattern> compile(String... patterns) {
        return Arrays.stream(patterns).map(Pattern::compile).toList();
    }

    private static Mood mood(double weight, String pattern) {
        return new Mood(Pattern.compile(pattern), weight);
    }
}
