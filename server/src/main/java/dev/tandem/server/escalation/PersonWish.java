package dev.tandem.server.escalation;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Finds the wish for a person by the words it is said in, in English, Spanish, French and German.
///
/// A language knows three things: how the wish is said, how a machine is refused (which is the same
/// wish), and what in front of the wish takes it back.
final class PersonWish {

    /// @param wants clause by clause
    /// @param unwanted stands directly in front of a wish that is none
    private record Language(List<Pattern> wants, Pattern unwanted) {}

    private static final List<Language> LANGUAGES =
            List.of(english(), spanish(), french(), german());

    private PersonWish() {}

    /// The words in which a person is asked for.
    static Optional<String> in(String text) {
        List<String> clauses = Words.clauses(Words.plain(text));
        return LANGUAGES.stream()
                .flatMap(language ->
                        clauses.stream().flatMap(clause -> in(clause, language).stream()))
                .findFirst();
    }

    private static Optional<String> in(String clause, Language language) {
        for (Pattern pattern : language.wants()) {
            Matcher found = pattern.matcher(clause);
            while (found.find()) {
                String before = clause.substring(0, found.start());
                if (!language.unwanted().matcher(before).find()) {
                    return Optional.of(found.group().strip());
                }
            }
        }
        return Optional.empty();
    }

    private static Language english() {
        // "real person", "live agent"; who is only "someone" needs more around it to be a wish
        String kind = "(?:real |actual |live |living |human |proper |different |other |senior )*";
        String person =
                "(?:person|human being|human|agent|representative|rep|operator|advis[eo]r|consultant"
                        + "|colleague|employee|staff member|member of (?:your |the )?(?:staff|team)"
                        + "|supervisor|manager|boss|technician|engineer|support team|customer (?:service|support|care|services)"
                        + "|sales team|support staff)s?";
        String which = "(?:(?:an?|the|some|any|your|another|one of your|one of the|our) )?";
        String between =
                "(?: (?:me|us|this|it|back|again|directly|now|just|straight|up|on|over|through|in|touch"
                        + "|hold|please|actually|live|here|online|right now))*"
                        + "(?: (?:about|regarding)(?: [\\w']+){1,5}?)?";
        String end = "(?= please| now| pls| asap| right now| today| instead|$)";
        String helps =
                " (?:to|who|that)(?: (?:can|could|will|actually|really))* (?:help|talk|speak|chat|assist"
                        + "|explain|listen|understands?|answer|call|deal|take over|contact|look into|knows?)\\b";
        return new Language(
                compile(
                        // "can I speak to a real person", "put me through to an agent"
                        "\\b(?:speak|speaking|talk|talking|chat|chatting|connect|connected|transfer|transferred"
                                + "|escalate|escalated|put|pass|hand|get(?: me| us)? through|reach|contact|get hold|get in touch"
                                + "|forward|switch|refer|deal|help from|assistance from)"
                                + between
                                + "(?: (?:to|with|of|for|by))? "
                                + which
                                + kind
                                + "(?:"
                                + person
                                + "|(?:someone|somebody|anyone|anybody)(?: (?:real|human|else|there|here))?)\\b"
                                + "(?! (?:abroad|overseas|next door|in another country|outside)|'s)",
                        // "I want an agent", "give me a human"
                        "\\b(?:want|need|like|get|give|prefer|demand|request|require|send|bring|have|looking for|ask for)"
                                + "(?: (?:me|us|to have|to get|to see|now))? "
                                + which
                                + kind
                                + "(?:agent|human being|human|representative|rep|operator|advis[eo]r|supervisor|manager"
                                + "|customer (?:service|support|care|services)|human (?:help|support|assistance))\\b"
                                + "(?! (?:id|number|code|fee|account|password|error|key|name|login|address|app|page))",
                        // "I need a person", "get me someone who can help"
                        "\\b(?:want|need|like|get|give|prefer|have|send|bring|find)(?: (?:me|us))? (?:an? |another )?"
                                + kind
                                + "(?:person|someone|somebody|anyone|anybody)(?:"
                                + helps
                                + "|(?: (?:real|human))?"
                                + end
                                + ")",
                        "\\b(?:real|actual|live|living) (?:person|people|human|humans|human being|agent|representative|rep"
                                + "|operator|advis[eo]r)s?\\b",
                        "\\bhuman (?:agent|representative|operator|advis[eo]r|support|help|assistance|support)\\b",
                        // "agent please", "human!"
                        "^(?:(?:hi|hello|hey|please|pls|ok|okay|just|an?|real|live|i said|want|need|again) )*"
                                + "(?:agent|human|human being|person|operator|representative|advis[eo]r|supervisor"
                                + "|customer (?:service|support|care))"
                                + "(?: (?:please|pls|now|asap|only|thanks|again))*$",
                        "\\b(?:is|are) there (?:anyone|anybody|someone|an? (?:real )?(?:person|human|agent))"
                                + "(?: (?:real|else|there|here|human))*"
                                + " (?:i can|i could|to|who can|that can|available)\\b",
                        "\\bis (?:anyone|anybody|someone|a human|a person) (?:really |actually |real )?(?:there|here)\\b",
                        "\\b(?:can|could|will|please have|have|let|please) (?:someone|somebody|anyone|an agent|a person|you|please)"
                                + "(?: please)? (?:call|phone|ring) me\\b",
                        "^(?:please )?call me(?: back)?(?: please| now)?$",
                        "\\bi (?:want|need|would like|'d like) to (?:call|phone|ring) you\\b",
                        "\\b(?:just|please) connect me\\b|\\bconnect me(?: now| please|$)",
                        "\\b(?:put|transfer) me through\\b|^(?:please )?transfer me(?: now| please|$)",
                        // a machine refused
                        "\\b(?:do not|don't|dont|(?<!am )(?<!i'm )not|never|no longer|hate|tired of|sick of|fed up with|enough of|stop|no more|out of"
                                + "|instead of|rather than)"
                                + "(?: (?:want|wanna|like|to|be|with|talk|talking|speak|speaking|chat|chatting|need|deal|dealing"
                                + "|having|some|this|the|your|an?|stupid|dumb|useless|fucking|damn|bloody|another))* "
                                + "(?:bot|bots|robot|robots|chatbot|chatbots|ai assistant|virtual assistant|computer program)\\b"),
                Pattern.compile(
                        "(?:"
                                + "(?:(?<!why )(?:do not|don't|dont|does not|doesn't)|no need|not necessary|unnecessary|rather not"
                                + "|would not|wouldn't|without|never|not|instead of|avoid|did not|didn't|cannot afford)"
                                + "(?: (?:i|you|we|want|wanna|need|like|wish|have|having|to|really|actually|think|even|necessarily"
                                + "|feel|be|for|the|going|care|must|get|getting|any|being))*"
                                // what is told or imagined is not wished
                                + "|(?:when|while|after|if|whenever|every time|last time|next time|before|because)"
                                + " (?:i|we|you|they|he|she)"
                                + "|\\bdo i (?:really |always |still )?(?:have|need) to"
                                + "|\\bi am not a"
                                + "|\\bi'm not a"
                                + ") ?$"));
    }

    private static Language spanish() {
        String which = "(?:(?:una?|el|la|los|las|algun|alguna|otro|otra|su|vuestro|uno de sus) )?";
        String person =
                "(?:persona|humano|humana|ser humano|agente|asesor|asesora|operador|operadora|representante"
                        + "|supervisor|supervisora|encargado|encargada|responsable|empleado|empleada|gestor|gestora"
                        + "|comercial|(?:servicio de )?atencion al cliente|servicio al cliente)s?";
        return new Language(
                compile(
                        "\\b(?:hablar|hable|hablo|comunicar(?:me|nos)?|contactar|chatear|conversar|contacto)\\b(?: \\w+){0,3}? con "
                                + which
                                + "(?:"
                                + person
                                + "|alguien)\\b",
                        "\\b(?:pas[ae]me|pasarme|me (?:puedes?|podria|podrias|puede) pasar|pasar|pasen?me|pongame|ponme|comuni(?:que|ca)me|conect[ae](?:r)?me|transfier[ae]me|derivame)\\b"
                                + "(?: (?:ya|ahora|por favor|directamente))* (?:con|a) "
                                + which
                                + "(?:"
                                + person
                                + "|alguien)\\b",
                        "\\b(?:quiero|necesito|prefiero|deseo|exijo|dame|deme|quisiera|busco)(?: a| ver a)? "
                                + which
                                + "(?:humano|ser humano|agente|asesor|asesora|operador|operadora|representante|supervisor"
                                + "|encargado|encargada|persona (?:real|humana|de verdad)|persona(?= por favor| ya| que me|$)"
                                + "|que me (?:atienda|ayude|llame|responda) (?:una persona|un agente|un humano|alguien)|alguien (?:real|que me (?:ayude|atienda|escuche|llame|explique)))\\b",
                        "\\b(?:persona|agente|humano) (?:real|de verdad|de carne y hueso)\\b",
                        "^(?:(?:hola|por favor|un|una|solo) )*(?:agente|humano|persona|asesor|asesora|operador|operadora)"
                                + "(?: (?:por favor|ya|ahora))*$",
                        "\\b(?:hay alguien|hay algun(?:a)? (?:persona|humano|agente))(?: \\w+){0,2}? (?:ahi|real|que me|con quien|disponible)\\b",
                        "\\bque (?:alguien )?me (?:llame|llamen)\\b(?! la atencion)",
                        "\\bno (?:quiero|me gusta|deseo)?(?: ?(?:hablar|seguir|mas))*(?: ?con)? ?(?:una?|este|esta|los|las|el|la|mas)?"
                                + " ?(?:robot|bot|maquina|chatbot)s?\\b"),
                Pattern.compile(
                        "(?:\\bno (?:quiero|necesito|hace falta|es necesario|tengo que|deseo|quisiera)(?: \\w+){0,2}"
                                + "|\\bno|\\bsin(?: tener que| necesidad de)?"
                                + "|\\b(?:cuando|mientras|si|al)) ?$"));
    }

    private static Language french() {
        String which = "(?:(?:une?|le|la|l'|les|des|votre|vos|un de vos|une de vos|d'une?|de) ?)?";
        String kind = "(?:vraie? |autre |veritable )?";
        String person =
                "(?:personne|humain|etre humain|agent|conseiller|conseillere|operateur|operatrice|responsable"
                        + "|technicien|employe|collegue|service client|representant|superviseur)s?";
        return new Language(
                compile(
                        "\\b(?:parler|parle|discuter|echanger|chatter|tchatter|communiquer|m'adresser)\\b(?: \\w+){0,2}? (?:a|avec|au) "
                                + which
                                + kind
                                + "(?:"
                                + person
                                + "|quelqu'un)\\b",
                        "\\b(?:joindre|contacter|avoir|me passer|nous passer) "
                                + which
                                + kind
                                + "(?:"
                                + person
                                + "(?! (?:supplementaire|en plus))|quelqu'un (?:au telephone|en ligne|de reel))\\b",
                        "\\b(?:passez|passe|mettez|mets|transferez|connectez|redirigez|orientez)(?:-| )(?:moi|nous)"
                                + "(?: (?:directement|s'il vous plait|svp))?(?: en (?:relation|contact|ligne))?(?: (?:a|avec|vers|au))? "
                                + which
                                + kind
                                + "(?:"
                                + person
                                + "|quelqu'un)\\b",
                        "\\b(?:mis|mise|mettre) en (?:relation|contact)\\b",
                        "\\b(?:je veux|je voudrais|j'aimerais|je souhaite|je prefere|il me faut|donnez-moi|je demande|j'exige"
                                + "|besoin d')(?: ?(?:avoir|voir))? ?"
                                + which
                                + kind
                                + "(?:humain|etre humain|agent|conseiller|conseillere|operateur|operatrice|responsable"
                                + "|personne reelle|vraie personne)\\b(?! immobilier)",
                        "\\b(?:vraie personne|personne reelle|personne physique|vrai humain|vrai conseiller)\\b",
                        "^(?:(?:bonjour|svp|un|une|juste) )*(?:agent|humain|conseiller|conseillere|operateur)"
                                + "(?: (?:svp|s'il vous plait|s'il te plait|maintenant))*$",
                        "\\b(?:y a-t-il|il y a|est-ce qu'il y a) quelqu'un\\b(?! (?:chez|a la maison))",
                        "\\bquelqu'un (?:peut|pourrait|peut-il)(?:-il)? (?:me|m')? ?(?:rappeler|appeler)\\b|\\brappelez-moi\\b",
                        "\\b(?:pas|plus|marre|assez)(?: (?:parler|de|d'|discuter|envie|a|avec|veux))* ?(?:une?|ce|cet|des|les|ces)?"
                                + " ?(?:robot|bot|chatbot|machine)s?\\b"),
                Pattern.compile(
                        "(?:\\b(?:ne|n')(?: ?\\w+){0,2} (?:pas|plus)(?: (?:envie|besoin))?(?: ?(?:de|d'))?|\\bpas besoin(?: de| d')?"
                                + "|\\bsans(?: avoir a| devoir)?|\\bpas|\\b(?:quand|lorsque|si) (?:je|j')) ?$"));
    }

    private static Language german() {
        String kind =
                "(?:(?:echten?|echter|richtigen?|richtiger|menschlichen?|lebenden?|anderen?|kompetenten?) )?";
        String person =
                "(?:menschen?|person|mitarbeiter(?:in|n)?|berater(?:in|n)?|agenten?|agentin|ansprechpartner(?:in)?"
                        + "|kollegen|kollegin|vorgesetzten?|chef|techniker|kundendienst|kundenservice|kundenberater(?:in)?"
                        + "|support|sachbearbeiter(?:in)?)";
        String with =
                "\\b(?:mit|an|zu) (?:(?:einem?|einer|einen|'?nem|'?ner|'?nen|dem|der|den|eurem|ihrem|eurer|ihrer|irgend) ?)?"
                        + kind
                        + "(?:"
                        + person
                        + "|(?:irgend)?jemand(?:em|en)?(?: (?:echte[mn]|anderem|richtigem|echtes))?)\\b";
        String talk =
                "(?:sprechen|reden|chatten|telefonieren|verbinden|verbunden|schreiben|weiterleiten|weitergeleitet|unterhalten)";
        return new Language(
                compile(
                        with + "(?: \\w+){0,3}? (?:zu )?" + talk + "\\b",
                        "\\b(?:spreche?|sprechen|rede|reden|chatten|verbinden?|weiterleiten|leiten)\\b(?: \\w+){0,4}? ?"
                                + with,
                        "^(?:sondern )?" + with + "$",
                        "\\b(?:brauche|mochte|will|hatte gerne?|gib mir|geben sie mir|gebt mir|suche|verlange|wunsche|bekomme ich)"
                                + "(?: (?:bitte|jetzt|mal|sofort|endlich|lieber|gern|gerne))* (?:einen?|eine|'?nen|den|die) "
                                + kind
                                + "(?:menschen|mitarbeiter(?:in)?|berater(?:in)?|agenten|ansprechpartner(?:in)?|kundenberater(?:in)?"
                                + "|vorgesetzten|person(?= bitte| sprechen|$))\\b",
                        "\\b(?:echte[rmn]?|richtige[rmn]?|menschliche[rmn]?) (?:mensch|menschen|person|mitarbeiter(?:in)?|berater(?:in)?|ansprechpartner)\\b",
                        "^(?:(?:hallo|bitte|ein|eine|einen) )*(?:mensch|menschen|mitarbeiter|mitarbeiterin|berater|agent|person)"
                                + "(?: (?:bitte|jetzt|sofort))*$",
                        "\\b(?:verbinden sie mich|verbinde mich|verbindet mich|stellen sie mich durch|stell mich durch"
                                + "|(?:konnen sie|konnt ihr|kannst du) mich (?:bitte )?(?:weiterleiten|durchstellen|verbinden))\\b",
                        "\\bist (?:da |hier |dort )?(?:denn )?jemand (?:da|echtes|hier)\\b|\\bist (?:da|hier) (?:ein mensch|jemand)\\b",
                        "\\b(?:kann mich (?:bitte )?(?:jemand|wer)|rufen sie mich|ruft mich|ruf mich)(?: \\w+)? ?(?:anrufen|zuruckrufen|zuruck|an)\\b",
                        "\\b(?:nicht|kein|keinen|keine|genug von|statt)(?: (?:mehr|mit|von|diesem|dem|den|einem|einer|deinem|eurem|ihrem|langer|einen|so|noch|doofen|blod\\w+))*"
                                + " (?:bot|bots|roboter|robotern|chatbot|chatbots|maschine|computer|automat(?:en)?)\\b"),
                Pattern.compile(
                        "(?:(?<!kann ich )(?<!konnte ich )\\b(?:nicht|nie|niemals|ungern)(?: (?:unbedingt|extra|erst))?"
                                + "|\\bohne(?: erst)?|\\bkein(?:e|en|em)?"
                                + "|\\b(?:wenn|als|nachdem|falls) (?:ich|wir|man)(?: \\w+)?) ?$"));
    }

    private static List<Pattern> compile(String... patterns) {
        return Arrays.stream(patterns).map(Pattern::compile).toList();
    }
}
