package dev.tandem.server.conversation;

import java.text.Normalizer;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/// "No, just connect me", typed while the short form is open, in English, Spanish, French and
/// German: it does what the button with these words does.
///
/// Only while the form is open. There a bare "no" refuses it, since none of its questions can be
/// answered by no; and words that begin otherwise ("don't connect me yet") match nothing.
final class FormRefusal {
    /// A clause longer than this says more than that.
    static final int CLAUSE_CHARS = 100;

    private static final Pattern CLAUSE_END =
            Pattern.compile("[.!?;,:\\n()]+|(?<= )(?:but|pero|mais|aber|sondern)(?= )");

    private static final String EN_PERSON =
            "(?:(?:an?|the|some|any|your|one of your) )?(?:(?:real|live|human|actual) )*"
                    + "(?:person|people|human|human being|someone|somebody|anyone|agent|advis[eo]r"
                    + "|representative|operator|colleague|team|support|staff)";
    private static final String ES_PERSON =
            "(?:(?:una?|el|la|algun|alguna) )?(?:persona|humano|alguien|agente|asesor|asesora|operador|operadora)"
                    + "(?: (?:real|humana))?";
    private static final String FR_PERSON =
            "(?:(?:une?|le|la|votre) )?(?:vraie? )?(?:personne|humain|quelqu'un|agent|conseiller|conseillere)";
    private static final String DE_PERSON =
            "(?:(?:einem|einer|einen|dem|der) )?(?:(?:echten|echter|richtigen) )?"
                    + "(?:menschen|person|mitarbeiter|mitarbeiterin|berater|beraterin|jemand|jemandem|agenten)";

    private static final List<Pattern> CONNECT =
            patterns(
                    "(?:(?:no|please|just|ok|okay|only|simply|then|now|and|can you|could you|would you|i said) )*"
                            + "(?:connect me|put me through|transfer me|patch me through|get me through)"
                            + "(?: (?:to|with) "
                            + EN_PERSON
                            + ")?(?: (?:now|please|directly|already|asap|right away|straight away))*",
                    "(?:(?:no|please|just|i|only|want|would like|'d like|need|to|let me|can|may|could) )*"
                            + "(?:speak|talk|chat) (?:to|with) "
                            + EN_PERSON
                            + "(?: (?:now|please))*",
                    "(?:(?:no|por favor|solo|ya|simplemente|directamente|y|puede|puedes) )*"
                            + "(?:conectame|conecteme|conectarme|conectenme|paseme|pasame|pasarme|pasenme"
                            + "|comunicame|comuniqueme|comunicarme|pongame|ponme)"
                            + "(?: (?:con|a) "
                            + ES_PERSON
                            + ")?(?: (?:ya|ahora|por favor|directamente))*",
                    "(?:(?:no|por favor|solo|quiero|quisiera|necesito|dejame|dejeme) )*hablar (?:directamente )?con "
                            + ES_PERSON
                            + "(?: (?:ya|ahora|por favor))*",
                    "(?:(?:non|svp|s'il vous plait|juste|seulement|simplement|alors|maintenant) )*"
                            + "(?:connectez-moi|connecte-moi|passez-moi|passe-moi|transferez-moi|transfere-moi"
                            + "|mettez-moi en (?:relation|contact)|mets-moi en (?:relation|contact))"
                            + "(?: (?:(?:a|avec|vers) )?"
                            + FR_PERSON
                            + ")?(?: (?:maintenant|directement|svp|s'il vous plait|tout de suite))*",
                    "(?:(?:non|svp|je veux|je voudrais|j'aimerais|laissez-moi|juste|seulement) )*parler (?:a|avec) "
                            + FR_PERSON
                            + "(?: (?:maintenant|svp|s'il vous plait))*",
                    "(?:(?:nein|ne|nee|bitte|einfach|nur|jetzt|dann|direkt|gleich) )*"
                            + "(?:verbinden sie mich|verbinde mich|verbindet mich|mich verbinden|stellen sie mich durch"
                            + "|stell mich durch|leiten sie mich weiter|leite mich weiter)"
                            + "(?: (?:bitte|einfach|jetzt|direkt|gleich|sofort))*(?: (?:mit|zu|an) "
                            + DE_PERSON
                            + ")?(?: (?:bitte|jetzt|sofort))*",
                    "(?:(?:nein|bitte|ich|will|mochte|nur|einfach|direkt) )*mit "
                            + DE_PERSON
                            + " (?:sprechen|reden|chatten)(?: (?:bitte|jetzt|sofort))*");

    private static final List<Pattern> REFUSE =
            patterns(
                    "no|nope|nah|no thanks|no thank you|skip|skip (?:this|it|that|the form|the questions)(?: please)?"
                            + "|(?:i'?d )?rather not(?: say)?|no (?:form|forms|questions)|none of your business"
                            + "|i (?:do not|don't|dont) want to (?:say|answer|tell|fill (?:this|it|that|the form)(?: in| out)?)",
                    "no gracias|omitir|saltar|saltarlo|prefiero no(?: decirlo| responder| contestar)?"
                            + "|no quiero (?:decirlo|responder|contestar|rellenar(?:lo| nada| esto| el formulario))",
                    "non|non merci|passer|ignorer|sans formulaire|je prefere ne pas(?: le dire| repondre)?"
                            + "|je ne veux pas (?:le dire|repondre|remplir (?:ca|cela|le formulaire))",
                    "nein|ne|nee|nein danke|uberspringen|lieber nicht|kein formular|keine (?:angaben|fragen)"
                            + "|(?:das )?mochte ich nicht sagen|ich mochte (?:das|dazu|hier)?(?: ?nichts?) (?:sagen|angeben|ausfullen)");

    private static final Pattern POLITE =
            Pattern.compile("please|thanks|thank you|por favor|gracias|svp|merci|bitte|danke");

    private FormRefusal() {}

    /// One clause that wants the connection is enough; a refusal has to be all that is said.
    static boolean in(String text) {
        List<String> clauses = clauses(text);
        return clauses.stream().anyMatch(c -> matches(CONNECT, c))
                || (clauses.stream().anyMatch(c -> matches(REFUSE, c))
                        && clauses.stream()
                                .allMatch(c -> matches(REFUSE, c) || POLITE.matcher(c).matches()));
    }

    private static boolean matches(List<Pattern> patterns, String clause) {
        return clause.length() <= CLAUSE_CHARS
                && patterns.stream().anyMatch(p -> p.matcher(clause).matches());
    }

    /// Lower case, no accents, straight apostrophes, single spaces.
    private static List<String> clauses(String text) {
        String plain =
                Normalizer.normalize(text, Normalizer.Form.NFD)
                        .replaceAll("\\p{M}", "")
                        .replace('’', '\'')
                        .replace("ß", "ss")
                        .toLowerCase(Locale.ROOT);
        return Arrays.stream(CLAUSE_END.split(plain))
                .map(c -> c.replaceAll("[\\s\\u00a0]+", " ").strip())
                .filter(c -> !c.isEmpty())
                .toList();
    }

    private static List<Pattern> patterns(String... patterns) {
        return Arrays.stream(patterns).map(Pattern::compile).toList();
    }
}
