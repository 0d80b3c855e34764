package dev.tandem.server.assistant;

import dev.tandem.server.assistant.Answer.SmallTalk.Kind;
import dev.tandem.server.knowledge.Language;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/// Recognises messages that ask nothing. The whole message has to be small talk: "hi, my internet
/// is down" is a question.
final class SmallTalkTable {
    /// Nobody greets at greater length.
    private static final int MAX_CHARS = 80;

    private record Phrase(Kind kind, Language language, Pattern pattern) {}

    private static final String PLEASE =
            "(?: (?:there|all|everyone|team|so much|a lot|very much|again|for (?:the|your) help|now))*";

    private static final List<Phrase> PHRASES =
            List.of(
                    phrase(
                            Kind.GREETING,
                            Language.ENGLISH,
                            "(?:hi|hello|hey|hiya|good (?:morning|afternoon|evening)|greetings)(?: hi| hello)?"
                                    + PLEASE),
                    phrase(
                            Kind.THANKS,
                            Language.ENGLISH,
                            "(?:(?:ok|okay|great|perfect|cool|brilliant|lovely) )?(?:thanks|thank you|thx|ty|cheers|many thanks)"
                                    + PLEASE
                                    + "(?: (?:bye|goodbye))?"),
                    phrase(
                            Kind.GOODBYE,
                            Language.ENGLISH,
                            "(?:ok |okay )?(?:bye|bye bye|goodbye|see you(?: later)?|have a (?:nice|good|great) (?:day|evening|weekend|one))"
                                    + PLEASE),
                    phrase(
                            Kind.WHO_ARE_YOU,
                            Language.ENGLISH,
                            "(?:are you|is this|am i (?:talking|chatting|speaking) (?:to|with)) (?:a |an |some )?(?:real |actual )?(?:human|person|robot|bot|machine|ai|chatbot|computer)(?: or (?:a |an )?(?:human|person|robot|bot|machine|ai))?|who are you|what are you|who is this|what can you do|how can you help(?: me)?"),
                    phrase(
                            Kind.SOLVED,
                            Language.ENGLISH,
                            "(?:yes |great |perfect |ok )?(?:that|it|this) (?:fixed it|worked|works|works now|helped|solved it|is (?:fixed|solved|working)(?: now)?|did it)|(?:it is|it's|its) (?:working|fixed|back)(?: now)?|(?:problem )?solved|sorted(?: now)?|that is it|that's it|yes that's it"),
                    phrase(
                            Kind.NOT_SOLVED,
                            Language.ENGLISH,
                            "(?:no )?(?:that|it|this) (?:did not|didn't|didnt|does not|doesn't|doesnt) (?:help|work|answer (?:it|my question)|fix it)|not helpful|no that is not it|(?:no )?that's not (?:it|what i (?:asked|meant|mean|want))|still (?:dropping|not working|broken|the same|down|no)|wrong answer|no luck|already tried (?:that|this|it)|i (?:have )?(?:already )?tried (?:that|this|it)(?: already)?|useless"),
                    phrase(
                            Kind.GREETING,
                            Language.SPANISH,
                            "hola|buenas|buenos d[ií]as|buenas (?:tardes|noches)|hola buen(?:os|as) (?:d[ií]as|tardes|noches)"),
                    phrase(
                            Kind.THANKS,
                            Language.SPANISH,
                            "(?:vale |ok |perfecto )?(?:muchas |mil )?gracias(?: por (?:la|su|tu) ayuda)?"),
                    phrase(
                            Kind.GOODBYE,
                            Language.SPANISH,
                            "adi[oó]s|hasta (?:luego|pronto|mañana)|chao"),
                    phrase(
                            Kind.WHO_ARE_YOU,
                            Language.SPANISH,
                            "(?:eres|es usted|es esto|hablo con) (?:un |una )?(?:persona|humano|robot|bot|m[aá]quina)(?: real)?|qui[eé]n eres"),
                    phrase(
                            Kind.SOLVED,
                            Language.SPANISH,
                            "(?:ya )?(?:funciona|est[aá] arreglado|est[aá] resuelto|solucionado|resuelto)"),
                    phrase(
                            Kind.NOT_SOLVED,
                            Language.SPANISH,
                            "(?:eso )?no (?:me )?(?:ayuda|ayud[oó]|sirve|funciona|funcion[oó])|sigue igual|no es eso"),
                    phrase(
                            Kind.GREETING,
                            Language.FRENCH,
                            "bonjour|bonsoir|salut|coucou|bonjour à tous"),
                    phrase(
                            Kind.THANKS,
                            Language.FRENCH,
                            "(?:ok |d'accord |parfait )?(?:merci(?: beaucoup| bien)?|un grand merci)(?: pour (?:votre|ton) aide)?"),
                    phrase(
                            Kind.GOODBYE,
                            Language.FRENCH,
                            "au revoir|à bient[oô]t|bonne (?:journée|soirée)|adieu"),
                    phrase(
                            Kind.WHO_ARE_YOU,
                            Language.FRENCH,
                            "(?:êtes-vous|es-tu|vous êtes|tu es|c'est) (?:un |une )?(?:humain|personne|vraie personne|robot|machine|bot)|qui êtes-vous|qui es-tu"),
                    phrase(
                            Kind.SOLVED,
                            Language.FRENCH,
                            "(?:ça|cela) (?:marche|fonctionne)(?: maintenant)?|c'est (?:réglé|résolu|bon)|résolu|réglé"),
                    phrase(
                            Kind.NOT_SOLVED,
                            Language.FRENCH,
                            "(?:non )?(?:ça|cela) (?:ne )?(?:m'a pas aidé|marche pas|fonctionne pas|m'aide pas)|toujours (?:pas|pareil)|ce n'est pas (?:ça|cela)"));

    private SmallTalkTable() {}

    private static Phrase phrase(Kind kind, Language language, String pattern) {
        return new Phrase(kind, language, Pattern.compile(pattern));
    }

    static Optional<Answer.SmallTalk> recognise(String text) {
        if (text.length() > MAX_CHARS) {
            return Optional.empty();
        }
        String plain = plain(text);
        return PHRASES.stream()
                .filter(phrase -> phrase.pattern().matcher(plain).matches())
                .findFirst()
                .map(phrase -> new Answer.SmallTalk(phrase.language(), phrase.kind()));
    }

    /// The question without the greeting in front of it.
    static String withoutGreeting(String text) {
        return GREETING_FIRST.matcher(text).replaceFirst("");
    }

    private static final Pattern GREETING_FIRST =
            Pattern.compile(
                    "^\\s*(?:hi|hello|hey|good (?:morning|afternoon|evening)|hola|buenos d[ií]as|buenas tardes|bonjour|bonsoir)(?: there| all| team)?\\s*[,.!:-]+\\s*(?=\\S{2})",
                    Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE);

    private static String plain(String text) {
        return text.toLowerCase(Locale.ROOT)
                .replace('’', '\'')
                .replaceAll("[^\\p{L}\\p{N}' -]", " ")
                .replaceAll("\\s+", " ")
                .strip();
    }
}
