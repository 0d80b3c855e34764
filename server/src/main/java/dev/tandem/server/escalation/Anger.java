package dev.tandem.server.escalation;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// How angry a message sounds, by its words and by how loudly it is written.
///
/// @param score 0 to 1
/// @param evidence the strongest words
record Anger(double score, String evidence) {
    /// Enough alone; and only together with more.
    private static final double STRONG = 0.7;

    private static final double MILD = 0.45;

    /// Letters from which a message in capitals is shouting, and no abbreviation.
    private static final int SHOUTED_LETTERS = 12;

    private static final double SHOUTED_SHARE = 0.6;

    private record Mood(Pattern pattern, double weight) {}

    private static final List<Mood> MOODS =
            List.of(
                    mood(
                            STRONG,
                            "\\b(?:furious|livid|disgusted|disgraceful|outrageous|outraged|unacceptable|not acceptable|appalling"
                                    + "|appalled|pathetic|worthless|fed up|sick and tired|had enough(?= of|$|[.!,])"
                                    + "|(?:i've|i have|i) had it with|wasting my time|waste of (?:my )?(?:time|money)"
                                    + "|rip ?-?off|ripped off|scammers?|worst (?:service|company|provider|support|customer service|ever|experience)"
                                    + "|what a joke|is a (?:complete |total )?joke|bullshit|wtf"
                                    + "|fuck(?:ing|ed|s)?(?! (?:yeah|yes|brilliant|good|great|amazing))|piss(?:ed)? off|pissing me off"
                                    + "|(?:damn|bloody|goddamn)(?! (?:brilliant|good|great|well|nice|amazing|fantastic|excellent|fast|helpful|marvellous|lovely|right))"
                                    + "|idiots|you idiot|shit(?:ty|show)?|crap(?:py)?"
                                    + "|(?:completely|absolutely|totally|utterly|so|you are|you're|this is|service is|support is|company is) useless"
                                    + "|(?:mad|angry|furious) (?:at|with) (?:you|your)|i hate (?:you|your|this company))\\b"),
                    mood(
                            MILD,
                            "\\b(?:angry|annoyed|annoying|frustrat\\w+|ridiculous|terrible(?! (?:at|with))|horrible|awful(?! lot)"
                                    + "|rubbish(?! (?:bin|collection|at|with))|nonsense|disappointed|disappointing|unbelievable|incompetent"
                                    + "|hopeless(?! (?:at|with))|useless(?! (?:at|with))|stupid(?! question)|not happy|unhappy|i hate"
                                    + "|again and again|third time(?! (?:slot|zone))|how many (?:more )?times|never works?"
                                    + "|nobody (?:helps?|answers|cares)|no one (?:helps?|answers|cares)|ignoring me|joke of a)\\b"),
                    mood(
                            STRONG,
                            "\\b(?:inaceptable|verguenza|estoy hart[oa]|hart[oa] de|furios[oa]|indignad[oa]|inutiles|estafa|estafadores"
                                    + "|mierda|perdida de tiempo|peor (?:servicio|empresa|compania)|tomadura de pelo|ladrones)\\b"),
                    mood(
                            MILD,
                            "\\b(?:enfadad[oa]|enojad[oa]|molest[oa]s?|ridiculo|horrible|pesimo|(?:es|servicio) fatal|decepcionad[oa]|inutil)\\b"),
                    mood(
                            STRONG,
                            "\\b(?:inadmissible|inacceptable|scandaleux|honteux|furieux|furieuse|ras le bol|ras-le-bol|j'en ai marre"
                                    + "|marre de|arnaque|merde|nul a chier|perte de temps|incompetents|foutage de gueule|escrocs)\\b"),
                    mood(
                            MILD,
                            "\\b(?:en colere|enerve\\w*|agace\\w*|ridicule|horrible|decue?s?|catastrophique|nulle?s? votre|incompetent)\\b"),
                    mood(
                            STRONG,
                            "\\b(?:unverschamt\\w*|frechheit|inakzeptabel|wutend|stinksauer|jetzt reicht(?:'s| es)?|mir reicht(?:'s| es)"
                                    + "|es reicht (?:mir|jetzt|langsam)|die nase voll|abzocke|scheiss\\w*|zeitverschwendung|saftladen"
                                    + "|verarsch\\w*|eine zumutung)\\b"),
                    mood(
                            MILD,
                            "\\b(?:sauer auf|bin sauer|verargert|genervt|nervt|lacherlich|schrecklich|enttauscht|katastrophe|unfassbar)\\b"));

    /// Directly in front of a mood: it is denied, or it is about oneself.
    private static final Pattern DENIED =
            Pattern.compile(
                    "(?:\\b(?:not|never|isn't|wasn't|aren't|am not|no longer|less|nicht|nicht mehr|kein|keine|pas|plus|no estoy|no es)"
                            + "(?: (?:at all|really|that|so|very|too|particularly|angry or|mehr|wirklich|si|tan|muy))*"
                            + ") ?$");

    /// Only these are about oneself when one says them of oneself.
    private static final Pattern OF_ONESELF =
            Pattern.compile(
                    "useless|hopeless|stupid|rubbish|terrible|incompetent|pathetic|worthless");

    private static final Pattern ABOUT_ME =
            Pattern.compile(
                    "\\b(?:i am|i'm|im|i feel) (?:a bit |so |really |completely |totally )?$");

    private static final Pattern LOUD_MARKS = Pattern.compile("!{2,}|\\?!|!\\?|\\?{3,}");

    static Anger in(String text) {
        String plain = Words.plain(text).replaceAll("\\s+", " ");
        double score = 0;
        String evidence = "";
        for (Mood mood : MOODS) {
            Matcher found = mood.pattern().matcher(plain);
            while (mood.weight() > score && found.find()) {
                if (isMeant(plain.substring(0, found.start()), found.group())) {
                    score = mood.weight();
                    evidence = found.group();
                }
            }
        }
        if (isShouted(text)) {
            score = score > 0 ? score + 0.2 : 0.3;
            evidence = evidence.isEmpty() ? "written loudly" : evidence;
        }
        return new Anger(Math.min(1, score), evidence);
    }

    private static boolean isMeant(String before, String mood) {
        return ABOUT_ME.matcher(before).find()
                ? !OF_ONESELF.matcher(mood).find()
                : !DENIED.matcher(before).find();
    }

    private static boolean isShouted(String text) {
        String head = Words.head(text);
        long letters = head.codePoints().filter(Character::isLetter).count();
        long capitals = head.codePoints().filter(Character::isUpperCase).count();
        return LOUD_MARKS.matcher(head).find()
                || (letters >= SHOUTED_LETTERS && capitals >= SHOUTED_SHARE * letters);
    }

    private static Mood mood(double weight, String pattern) {
        return new Mood(Pattern.compile(pattern), weight);
    }
}
