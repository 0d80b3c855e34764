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
                                    + "|what a joke|(?:the )?last straw|what (?:kind|sort) of (?:company|business|service|people|support|shop|hotel|bank|airline|place) (?:is|are|do|does|treats?|lets?|makes?)|is a (?:complete |total )?joke|bullshit|wtf"
                                    + "|fuck(?:ing|ed|s)?(?! (?:yeah|yes|brilliant|good|great|amazing))|piss(?:ed)? off|pissing me off"
                                    + "|(?:damn|bloody|goddamn)(?!,? (?:(?:that'?s|that (?:is|was)|this is|it'?s|it was|you (?:are|were)) (?:a |an |so |really |one )*)?(?:brilliant|good|great|well|nice|amazing|fantastic|excellent|fast|helpful|marvellous|lovely|right))"
                                    + "|idiots|you idiot|shit(?:ty|show)?|crap(?:py)?"
                                    + "|(?:completely|absolutely|totally|utterly|so|you are|you're|this is|service is|support is|company is) useless"
                                    + "|(?:mad|angry|furious) (?:at|with) (?:you|your)|i hate (?:you|your|this company))\\b"),
                    mood(
                            STRONG,
                            "\\b(?:disgusting(?! taste)|shambles|shameful|shame on you|(?:should be|be|are|feel) ashamed|(?:complete|total|absolute|utter|proper) (?:joke|disgrace|farce|nightmare|disaster|mess|shambles|rubbish|garbage|waste|chaos|incompetence)|(?:driving|drives) me (?:up the wall|mad|crazy|insane|nuts)|how can (?:a|any|one) (?:company|shop|store|business|service|website|bank|airline|hotel|provider) be (?:this|so)\\b|(?:you(?:'ve| have)?|has|have) ruined (?:my|our)|beyond (?:a joke|frustrat\\w+|ridiculous)|let (?:me|us) down|(?:feel|feeling|been|completely|so) (?:let down|cheated|scammed|lied to|ignored|mistreated)|messing (?:me|us) (?:around|about)|fobb(?:ed|ing) (?:me|us)?|sick of (?:this|your|you|being|it)|(?:lost|losing|lose|out of) (?:my |all )?patience|patience is (?:over|running|wearing)|up to here|end of my (?:tether|rope)|livid|seething|fuming|raging|outrage|appalled|shocking (?:service|treatment)|(?:extremely|very|really|so|deeply|bitterly|incredibly) (?:angry|disappointed|unhappy|annoyed|frustrated|upset|dissatisfied|pissed)|how dare you|thieves|liars|crooks|con ?artists|sort (?:it|this|your \\w+) out|are you (?:kidding|joking|serious|stupid|deaf)|you(?:'ve| have) got to be kidding|what the (?:hell|heck|fuck)|screw (?:this|you)|(?:absolutely|completely|utterly|totally) (?:terrible|awful|ridiculous|unacceptable|disgusted|horrible|appalling|worthless)|never (?:again|(?:buying|ordering|using|booking|coming)\\b)|do you even (?:read|care|listen|work)|for the (?:third|fourth|fifth|sixth|tenth|hundredth|nth|umpteenth|last|\\d+(?:rd|th)) time|(?:taking|take) my (?:business|money|custom) elsewhere|(?:had|been) more than patient|treat(?:ed|ing)? (?:people|customers|me|us) (?:like|this way|so)|what(?:'s| is) the point of you|you (?:people|lot|guys) (?:are|suck|never|keep|can't|cannot))\\b"),
                    mood(
                            MILD,
                            "\\b(?:angry|annoyed|annoying|frustrat\\w+|(?<!looks )(?<!look )ridiculous|terrible(?! (?:at|with))|horrible|awful(?! lot)"
                                    + "|rubbish(?! (?:bin|collection|at|with))|nonsense|disappointed|disappointing|unbelievable|incompetent"
                                    + "|hopeless(?! (?:at|with))|useless(?! (?:at|with))|stupid(?! question)|not happy|unhappy|i hate(?= (?:it|this|that|these|waiting|how|being|having|your|you|dealing)|$|[.!,])"
                                    + "|again and again|third time(?! (?:slot|zone))|how many (?:more )?times|never works?"
                                    + "|nobody (?:helps?|answers|cares)|no one (?:helps?|answers|cares)|ignoring me|joke of a)\\b"),
                    mood(
                            STRONG,
                            "\\b(?:inaceptable|falta de respeto|hasta las narices|(?:servicio|atencion) (?:\\w+ )?penos[oa]|verguenza|estoy (?:muy |super |realmente )?(?:hart|enfadad|enojad|indignad|cabread|furios|decepcionad)[oa]|hart[oa] de|(?:es|que|menuda|una) verguenza|nadie (?:da la cara|responde|contesta|me ayuda)|una burla|sinverguenzas|servicio (?:tan |muy )?(?:malo|pesimo|horrible|terrible|penoso)|nunca mas (?:compr|pid|reserv)\\w*|desastre|fatal servicio|me teneis hart[oa]|ya (?:esta bien|basta)|increible que|vaya (?:mierda|servicio|estafa)|que asco|furios[oa]|indignad[oa]|inutiles|estafa|estafadores"
                                    + "|mierda|perdida de tiempo|peor (?:servicio|empresa|compania)|tomadura de pelo|ladrones)\\b"),
                    mood(
                            MILD,
                            "\\b(?:enfadad[oa]|enojad[oa]|molest[oa]s?|ridiculo|horrible|pesimo|(?:es|servicio) fatal|decepcionad[oa]|inutil)\\b"),
                    mood(
                            STRONG,
                            "\\b(?:inadmissible|manque de respect|vous (?:vous )?fichez de|inacceptable|scandaleux|n'importe quoi|hors de moi|(?:c'est|quelle) (?:une |la |vraiment )?(?:honte|catastrophe|blague|cata|foutaise)|vous vous (?:moquez|foutez)|se (?:moque|fout) de|je suis (?:tres |vraiment |tellement )?(?:enerve|decu|mecontent|en colere|furieu|degoute|excede|scandalise)\\w*|inadmissible|lamentable|service (?:vraiment |si )?(?:minable|pourri|nul|deplorable)|j'en ai (?:assez|plein le dos)|incapables|voleurs|y en a marre|ca suffit|honteux|furieux|furieuse|ras le bol|ras-le-bol|j'en ai marre"
                                    + "|marre de|arnaque|merde|nul a chier|perte de temps|incompetents|foutage de gueule|escrocs)\\b"),
                    mood(
                            MILD,
                            "\\b(?:en colere|enerve\\w*|agace\\w*|ridicule|horrible|decue?s?|catastrophique|nulle?s? votre|incompetent)\\b"),
                    mood(
                            STRONG,
                            "\\b(?:unverschamt\\w*|respektlos\\w*|(?:eine|was fur eine) schande|nie wieder(?: bei euch| bei ihnen|$|[.!])|veralbern|verappeln|unterirdisch\\w*|gauner|frechheit|inakzeptabel|wutend|stinksauer|nicht (?:euer|ihr|dein) ernst|so ein (?:mist|saftladen|scheiss|dreck|laden)|(?:absolute|totale|reine|grosse)[rs]? (?:katastrophe|frechheit|witz|unverschamtheit|sauerei|zumutung)|ein (?:schlechter )?witz|sauerei|schweinerei|platzt (?:gleich |langsam )?der kragen|schlechte\\w* service|zum kotzen|auf die palme|unfahig\\w*|inkompetent\\w*|hab(?:e)? (?:die schnauze|es satt|genug)|bin (?:sehr |extrem |total |echt |wirklich |mega )?(?:wutend|sauer|verargert|enttauscht|genervt|emport|entsetzt)|verarschen|betruger|was soll das|jetzt reicht(?:'s| es)?|mir reicht(?:'s| es)"
                                    + "|es reicht (?:mir|jetzt|langsam)|die nase voll|abzocke|scheiss\\w*|zeitverschwendung|saftladen"
                                    + "|verarsch\\w*|eine zumutung)\\b"),
                    mood(
                            MILD,
                            "\\b(?:sauer auf|bin sauer|verargert|genervt|nervt|lacherlich|schrecklich|enttauscht|katastrophe|unfassbar)\\b"));

    /// Directly in front of a mood: it is denied, or it is about oneself.
    private static final Pattern DENIED =
            Pattern.compile(
                    "(?:\\b(?:not|never|holy|isn't|wasn't|aren't|am not|no longer|less|nicht|nicht mehr|kein|keine|pas|plus|no estoy|no es)"
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
