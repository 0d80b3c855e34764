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

    /// A person is spoken of and not wanted: "I do not need an agent, only the price".
    static boolean isRefused(String text) {
        List<String> clauses = Words.clauses(Words.plain(text));
        return in(text).isEmpty()
                && LANGUAGES.stream()
                        .anyMatch(language ->
                                clauses.stream()
                                        .anyMatch(clause ->
                                                language.wants().stream()
                                                        .anyMatch(p -> p.matcher(clause).find())));
    }

    private static Optional<String> in(String clause, Language language) {
        for (Pattern pattern : language.wants()) {
            Matcher found = pattern.matcher(clause);
            while (found.find()) {
                String before = clause.substring(0, found.start());
                String behind = clause.substring(found.end());
                if (!language.unwanted().matcher(before).find()
                        && !PersonSpokenOf.isCompound(behind)) {
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
        String staff =
                "(?:(?:the |your |our |a |an )?(?:billing|sales|support|complaints?|returns?|refunds?|claims|technical support|tech support|delivery|finance|accounts?|accounting|reservations?|reception|front desk|head office|warehouse|workshop|booking|bookings|hr|human resources|second line|tier (?:2|two)|service desk|help ?desk|kitchen|management|customer (?:services?|support|care|relations)|admissions?|legal|it|security|after ?sales|retentions?|cancellations?|orders?|shipping)"
                        + " ?(?:team|department|dept|desk|office|people|staff|support)?(?= |$|[.,!?])(?<!to orders?)(?<!to it)(?<!to accounts?)(?<!with it)(?<!on it)(?<!on orders?)"
                        + "|(?:someone|somebody|anyone|anybody)(?: (?:from|in|at|of|on) [\\w' ]{2,25})?"
                        + "|(?:(?:the|a|an|your|one of your|one of the) )?(?:\\w+ )?(?:reception(?:ist)?|colleagues?|staff|employees?|advis[eo]rs?|experts?|specialists?|therapists?|nurse|doctor|dentist|owner|chef|seller|landlord|mechanic|technicians?|consultants?|team|department|manager|supervisor|human|person|people|agent|representative|rep|operator|instructor|coach|teacher|pharmacist|lawyer|stylist|planner|clerk))";
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
                                + "(?! (?:id|number|code|fee|account|password|error|key|name|login|address|app|page|access|rights?|permissions?|roles?))",
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
                        // others than an agent: "a word with reception", "transfer me to billing"
                        "\\b(?:have|like|love|want|need|get|a quick) (?:an? )?(?:quick |brief |little )?(?:word|chat|conversation|talk|phone call|call|live chat) with (?!my|our|alexa|friends|family)(?:\\w+ ){0,3}?"
                                + staff
                                + "\\b",
                        "\\b(?:talk|talking|speak|speaking|chat|chatting|word|deal|discuss|continue|complain|raise (?:this|it))\\b(?: (?!without)[\\w']+){0,4}? (?:to|with|directly to) "
                                + which
                                + kind
                                + staff
                                + "\\b(?!'s (?:day|club|name)| (?:abroad|overseas|else's))",
                        "\\b(?:connect(?:ed)?|transfer(?:red)?|pass(?:ed)?|put|hand(?:ed)?|forward(?:ed)?|switch(?:ed)?|refer(?:red)?|redirect(?:ed)?|escalate[d]?|get(?:ting)?|reach|contact)\\b(?: (?:me|us|this|it|him|her|my (?:call|chat|case|ticket|question)|please|directly|straight|now|over|through|on|back|hold|in touch))* (?:to|with|onto|on to|through to|over to|of) "
                                + which
                                + kind
                                + staff
                                + "\\b(?! (?:abroad|overseas|by e-?mail|via e-?mail)|'s)",
                        "\\b(?:get|bring|send|give|find|fetch) (?:me |us )(?:an? |the |some |your |somebody from |someone from )?(?:\\w+ )?(?:staff|reps?|boss|superior|employee|colleague|supervisor|manager|someone|somebody|human|operator)\\b(?! (?:access|rights?|permissions?|roles?|discount|id|login|number|who lives))",
                        "\\b(?:i want|i need|i demand|where is|get) your (?:boss|manager|supervisor|superior)\\b",
                        "\\b(?:be|been|being|get) (?:called|phoned|rung|telephoned|contacted)(?: back)?(?: by (?:phone|telephone|(?:a|an|one|someone|somebody)\\b.*)| back|$| please| today| tomorrow)",
                        "\\b(?:let|have|ask|get) (?:a|an|your|another|one of your) (?:colleagues?|agent|human|person|manager|supervisor)(?: \\w+){0,2} (?:take over|take this|help|contact|answer|look|call|handle|deal|sort)\\b",
                        "\\b(?:human|person|people|someone|somebody|anyone|anybody) (?:behind|on the other (?:side|end)|there who|there that can|at your end)\\b|\\b(?:agent|person|human|advis[eo]r|representative) (?:is )?available\\b|\\bis an? (?:live )?(?:agent|person|human|advis[eo]r) (?:there|available|free|around)\\b",
                        "\\b(?:hear|rather have|get) (?:it|this|that|an answer|help|advice|an opinion) from (?:an? )?(?:real |actual )?(?:person|human|someone|somebody|expert|agent|colleague)\\b",
                        "\\b(?:one|some|any) of (?:you|your \\w+)(?: \\w+)? (?:ring|call|phone|contact) (?:me|us)\\b",
                        "^(?:customer |support |service )*(?:representative|rep|agent|human|operator|support|service rep)$",
                        "\\b(?:speak|talk|chat|discuss|deal|continue|sort|go over|talk)\\b(?: [\\w']+){0,5}? (?:to|with|by|through) "
                                + which
                                + kind
                                + "(?:member of (?:your |the )?(?:staff|team)|(?:someone|somebody|whoever|anyone|anybody)\\b(?! (?:abroad|overseas|else's))|one of (?:your|the) \\w+)",
                        // being called
                        "\\b(?:give|gimme|get)(?: me| us)? (?:an? )?(?:quick )?(?:ring|bell|phone call|call ?back|call(?= on|$| back| please| today| tomorrow| when| at| asap))",
                        "\\b(?:request|arrange|schedule|book|want|like|need|chance of|have|get|organi[sz]e|possible to have) (?:an? )?(?:phone )?(?:call ?back|call-back|phone call|call (?:with|from))\\b",
                        "\\b(?:someone|somebody|anyone|anybody|colleague|colleagues|team|agent|person|advis[eo]r|staff|manager|office|one of (?:your|the) \\w+|member of \\w+)\\b(?: \\w+){0,4} (?:(?:to )?(?:call|calls|ring|rings|phone|phones|phoning|ringing|calling|telephone|contact|contacts|contacting|e-?mail) (?:me|us)|get back to (?:me|us)|get in touch|reach out)\\b",
                        "\\b(?:number|hotline|line) (?:where|at which|on which|that|i can|we can|to)\\b(?: \\w+){0,3} (?:somebody|someone|a person|a human|speak|talk|reach|call|ring|answers?|people)\\b",
                        // is anybody there
                        "\\b(?:is|are) there (?:anyone|anybody|someone|somebody|an? (?:real |actual )?(?:person|human)|people)\\b(?: (?:at|in|from|on|of) [\\w' ]{1,20}?)? (?:i|we) (?:can|could|might) (?:talk|speak|chat|call|ring|write|ask)",
                        "\\b(?:who|whom) (?:can|could|do|should|may) (?:i|we) (?:talk|speak|chat|call|ring|phone|turn|complain)(?: to| with)?\\b(?! (?:if|when|after|in case)\\b)",
                        "\\b(?:any ?(?:one|body|1)|some ?(?:one|body)) (?:real|human)\\b",
                        "\\b(?:actual|real|proper|living|human) (?:support |customer |service |sales )?(?:reps?|employees?|staff|colleagues?|assistants?|support|team members?|advis[eo]rs?|someone|somebody|specialists?|service)\\b",
                        "\\b(?:live|human) (?:chat|support|help) with\\b|\\bwant (?:a )?live (?:chat|support)\\b",
                        "\\b(?:get|involve|loop in|bring in|send|fetch) (?:me |us )?(?:your|a|the) (?:\\w+ )?(?:supervisor|manager|boss|superior|colleague|team lead(?:er)?|line manager)\\b",
                        "\\b(?:can|could|would) (?:you|u) (?:please )?(?:connect|transfer|escalate) (?:us|me|this)\\b",
                        "\\b(?:person|someone|somebody|manager|whoever(?:'s| is)?|people) in charge\\b(?= there| please|$| about| now| directly| here)",
                        // a machine refused, in other words
                        "\\b(?:not|don'?t|uncomfortable|never|hate|refuse to|rather not)\\b(?: \\w+){0,5}? (?:comfortable |trust |with |to |do )(?:\\w+ ){0,3}?(?:a |this |the |your )?(?:machines?|computers?|bots?|chat ?bots?|robots?|ai|automated (?:system|replies|answers|service)|algorithms?)\\b",
                        "\\b(?:enough|no more|stop(?: with)?|tired of|sick of) (?:\\w+ ){0,2}(?:automated|canned|robot|bot) (?:answers?|replies|responses?|messages?)\\b",
                        "^(?:\\w+ ){0,2}human(?! (?:resources|error|rights|hair|body|size|being's))(?: (?:now|please|pls|again|only|here|asap|help))*$",
                        "\\bflesh and blood\\b|\\b(?:any ?(?:one|body)) (?:alive|awake|home)\\b",
                        "\\b(?:can|may|could) (?:i|we) (?:please )?(?:speak|talk)$|^(?:please |just )?escalate(?: this| it| me| please| now)*$",
                        "\\b(?:answered|handled|helped|served|advised|looked at|dealt with|explained(?: to me)?) by (?:an? |some |one of your )?(?:real |actual |human |living )*(?:person|human|people|someone|somebody|agent|advis[eo]r|colleague|staff|expert|team)\\b",
                        "\\b(?:need|want|get|find|prefer|like|is there|looking for) (?:me |to have )?(?:some(?:one|body)|any(?:one|body)|a person|a human) (?:in person|on the (?:phone|line)|i can (?:talk|speak)|to (?:talk|speak|chat|call|phone))\\b",
                        "\\b(?:get|getting|come|go|put) (?:me |us )?(?:through|past) (?:to )?(?:someone|somebody|anybody|anyone|a person|a human|this bot|the bot|your bot|you guys)\\b",
                        "\\b(?:human|person)(?:,| and)? not (?:a |some |another |the |this )?(?:bot|robot|machine|computer|ai|chatbot)\\b|\\b(?:human|personal) (?:contact|touch|being please|assistance)\\b",
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
                                + "|\\bdo i (?:really |always |still )?(?:have|need) to|\\bshould (?:i|we)"
                                + "|\\b(?:can|do|does|could|may|will|should|let|allows?|help|is|are)(?: (?:my|our|the|your))?(?: \\w+)? "
                                + PersonSpokenOf.OTHERS
                                + "(?: \\w+){0,4}"
                                + "|"
                                + PersonSpokenOf.OTHERS_TOLD_OF
                                + "|\\b(?:made|written|run|played|done|tested) (?:by|for)"
                                + "|^(?:(?:and|so|but) )?does"
                                + "|^(?:how (?:do|can|would) (?:i|we|you) (?:\\w+ ){0,2}?(?:tell|know|recogni[sz]e|spot|become|train|add|invite|remove|assign|set|hire)(?: \\w+){0,2})"
                                + "|^do an?"
                                + "|^(?:do|are|were|is|are you an?|do you)"
                                + "|^do (?:i|we)(?: really| also| still)?"
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
                        "^(?:mejor |prefiero |solo |hablar )?con (?:una?|el|la|algun\\w*) "
                                + person
                                + "\\b",
                        "\\b(?:ayuda|atencion|respuesta|trato) (?:de|por|con) una? "
                                + person
                                + "\\b",
                        "\\b(?:prefiero|quiero|quisiera|necesito|me gustaria) que (?:me |nos )?(?:lo |la )?\\w+ (?:alguien|una persona|un humano|un agente|uno de vosotros)\\b",
                        "\\b(?:persona|agente|humano) (?:real|de verdad|de carne y hueso)\\b",
                        "^(?:(?:hola|por favor|un|una|solo) )*(?:agente|humano|persona|asesor|asesora|operador|operadora)"
                                + "(?: (?:por favor|ya|ahora))*$",
                        "\\b(?:hay alguien|hay algun(?:a)? (?:persona|humano|agente))(?: \\w+){0,2}? (?:ahi|real|que me|con quien|disponible)\\b",
                        "\\b(?:poner(?:me|nos)?|pon(?:ed|ga|gan)?(?:me|nos)|pas(?:e|en|ad|a)?(?:me|nos)|pasar(?:me|nos)?|derivar(?:me|nos)?|transferir(?:me|nos)?|conectar(?:me|nos)?|comunicar(?:me|nos)?|contactar|hablar|hablo|tratar(?:lo)?)(?: \\w+){0,3}? (?:con|a|al) (?:alguien|(?:un|una|el|la|algun|alguna|vuestr[oa]|su|los|las|otr[oa])? ?(?:"
                                + person
                                + "|departamento|equipo|jef[ea]|companer[oa]|personal|recepcion|soporte|ventas|facturacion|tecnico|especialista|persona))\\b",
                        "\\bme (?:podeis|pueden|puedes|puede|podrian|podria|podriais|podrias) (?:poner|pasar|comunicar|conectar|llamar|atender|transferir|devolver la llamada)\\b",
                        "\\b(?:que me (?:llam(?:e|en|eis)|atienda|contacte|devuelvan)|llam(?:adme|enme|eme|ame) |devolver(?:me)? la llamada|atencion (?:humana|personal(?:izada)?))\\b(?! la atencion)",
                        "\\bque (?:alguien |(?:una persona|un \\w+) )?me (?:llam(?:e|en|ara|aran)|atiend(?:a|an)|atendiera|contacten?|contactara)\\b(?! la atencion)",
                        "\\b(?:con|a) quien (?:puedo|podria|debo|tengo que) (?:hablar|dirigirme|llamar|escribir|acudir)\\b",
                        "\\bno (?:quiero|me gusta|deseo)?(?: ?(?:hablar|seguir|mas))*(?: ?con)? ?(?:una?|este|esta|los|las|el|la|mas)?"
                                + " ?(?:robot|bot|maquina|chatbot)s?\\b"),
                Pattern.compile(
                        "(?:\\bno (?:quiero|necesito|hace falta|es necesario|tengo que|deseo|quisiera)(?: \\w+){0,2}"
                                + "|\\bno|\\bsin(?: tener que| necesidad de)?"
                                + "|"
                                + PersonSpokenOf.OTHERS_TOLD_OF
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
                        "\\b(?:mis|mise|mettre|mettez-moi) en (?:relation|contact)\\b",
                        "\\b(?:etre|me faire|nous faire|qu'on me|que vous me|pouvez-vous me|pourriez-vous me|peut-on me|peut me|pourrait me|pourrait-il me|peut-il me) ?(?:re)?(?:appele|appeler|appel|rappele|rappeler|rappelle|contacte|contacter|recontacte|recontacter)e?s?\\b",
                        "\\b(?:rappel(?:ez|le)(?:-| )(?:moi|nous)|me (?:r|re)?appeler|un rappel telephonique)\\b",
                        "\\b(?:parler|discuter|echanger|voir|m'entretenir|entretenir|adresser)\\b(?: [\\w']+){0,4}? (?:a|avec|au|aux) (?:quelqu'un|(?:(?:un|une|le|la|l'|votre|vos|un de vos|une de vos) ?)?(?:\\w+ )?(?:equipe|service(?! de)|conseill\\w+|humain|personne|interlocuteur|interlocutrice|patron|gerante?|chef|directeur|directrice|commercial|vendeur|vendeuse))\\b",
                        "\\b(?:un|une) (?:vrai|vraie|veritable) (?:personne|humain|conseill\\w+|interlocuteur)\\b",
                        "\\b(?:je veux|je voudrais|j'aimerais|je souhaite|je prefere|il me faut|donnez-moi|je demande|j'exige"
                                + "|besoin d')(?: ?(?:avoir|voir))? ?"
                                + which
                                + kind
                                + "(?:humain|etre humain|agent|conseiller|conseillere|operateur|operatrice|responsable"
                                + "|personne reelle|vraie personne)\\b(?! immobilier)",
                        "\\b(?:je prefer\\w+|aide d'|avec) ?une? (?:vraie? )?(?:personne|humain|conseiller|conseillere|agent)$",
                        "\\b(?:me|nous) passer (?:(?:le|la|votre|un|une) )?(?:service|responsable|quelqu'un|equipe|direction|standard|collegue|conseill\\w+)\\b|\\bcomment (?:joindre|contacter|parler a|avoir) "
                                + which
                                + kind
                                + person
                                + "\\b",
                        "\\b(?:vraie personne|personne reelle|personne physique|vrai humain|vrai conseiller)\\b",
                        "^(?:(?:bonjour|svp|un|une|juste) )*(?:agent|humain|etre humain|conseiller|conseillere|operateur)"
                                + "(?: (?:svp|s'il vous plait|s'il te plait|maintenant))*$",
                        "\\b(?:y a-t-il|il y a|est-ce qu'il y a) (?:quelqu'un|un (?:vrai )?humain|une vraie personne)\\b(?! (?:chez|a la maison))",
                        "\\b(?:a|avec) qui (?:puis-je|dois-je|pourrais-je|je peux|est-ce que je peux) (?:m'adresser|parler|telephoner|ecrire|discuter)\\b",
                        "\\b(?:qu'une? |que )(?:quelqu'un|personne|"
                                + person
                                + ")(?: [\\w']+){0,4}? (?:me |m'|nous )(?:re)?(?:contacte|appelle|rappelle|explique|reponde|aide)\\b",
                        "\\b"
                                + person
                                + " (?:peut|pourrait|peut-il|pourrait-il)(?:-il)? (?:me |m'|nous )(?:r?appeler|contacter|recontacter|expliquer)\\b",
                        "\\bquelqu'un (?:peut|pourrait|peut-il)(?:-il)? (?:me|m')? ?(?:rappeler|appeler)\\b|\\brappelez-moi\\b",
                        "\\b(?:pas|plus|marre|assez)(?: (?:parler|de|d'|discuter|envie|a|avec|veux))* ?(?:une?|ce|cet|des|les|ces)?"
                                + " ?(?:robot|bot|chatbot|machine)s?\\b"),
                Pattern.compile(
                        "(?:\\b(?:ne|n')(?: ?\\w+){0,2} (?:pas|plus)(?: (?:envie|besoin))?(?: ?(?:de|d'))?|\\bpas besoin(?: de| d')?"
                                + "|"
                                + PersonSpokenOf.OTHERS_TOLD_OF
                                + "|^combien\\b[^,]*|\\bsans(?: avoir a| devoir)?|\\bpas|\\b(?:quand|lorsque|si) (?:je|j')) ?$"));
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
                        "^(?:sondern |lieber |bitte |besser |nur )*"
                                + with
                                + "(?: bitte| lieber)?$",
                        "\\b(?:erreiche|bekomme|kriege|finde) ich (?:denn |hier |mal )?(?:jemanden?|einen? "
                                + kind
                                + person
                                + ")\\b|\\bhilfe von (?:jemand\\w*|einem menschen|einer person|einem mitarbeiter)\\b",
                        "\\bmit (?:jemand(?:em|en)?|irgendwem|einem|einer|'?nem|'?ner|euch|ihnen|ihrem|eurem|ihrer|eurer)\\b(?: \\w+){0,5}? (?:zu )?"
                                + talk
                                + "\\b",
                        "\\b(?:spreche?|sprechen|rede|reden|telefonieren)\\b(?: \\w+){0,3}? mit (?:jemand\\w*|irgendwem|einem echten|euch|ihnen|eurem team|ihrem team)\\b",
                        "\\b(?:(?:um|einen|fur einen) (?:ruckruf|anruf)|ruckruf (?:bitte|vereinbaren|erbeten)|zuruckrufen|zuruckgerufen|(?:ruf(?:t|en)?|meld(?:et|en)) (?:sie )?(?:mich|sich|euch)(?: \\w+){0,3} (?:an|zuruck|bei mir)|weiterverbinden|weiterverbunden|durchstellen|jemanden ans telefon)\\b",
                        "\\b(?:brauche|mochte|will|hatte gerne?|gib mir|geben sie mir|gebt mir|suche|verlange|wunsche|bekomme ich)"
                                + "(?: (?:bitte|jetzt|mal|sofort|endlich|lieber|gern|gerne))* (?:einen?|eine|'?nen|den|die|ihren?|euren?) "
                                + kind
                                + "(?:menschen|mitarbeiter(?:in)?|berater(?:in)?|agenten|ansprechpartner(?:in)?|kundenberater(?:in)?"
                                + "|vorgesetzten|person(?= bitte| sprechen|$))\\b",
                        "\\b(?:echte[rmn]?|richtige[rmn]?|menschliche[rmn]?) (?:leute|mensch|menschen|person|mitarbeiter(?:in)?|berater(?:in)?|ansprechpartner)\\b",
                        "^(?:(?:hallo|bitte|ein|eine|einen) )*(?:mensch|menschen|mitarbeiter|mitarbeiterin|berater|agent|person)"
                                + "(?: (?:bitte|jetzt|sofort))*$",
                        "\\b(?:verbinden sie mich|verbinde mich|verbindet mich|stellen sie mich durch|stell mich durch"
                                + "|(?:konnen sie|konnt ihr|kannst du) mich (?:bitte )?(?:weiterleiten|durchstellen|verbinden))\\b",
                        "\\bist (?:da |hier |dort )?(?:denn )?jemand (?:da|echtes|hier)\\b|\\bist (?:da|hier) (?:ein mensch|jemand)\\b",
                        "\\ban wen (?:kann|muss|soll|darf) ich mich\\b(?: \\w+){0,5} wenden\\b",
                        "\\b(?:soll|kann|konnte|moge)(?:te)? sich (?:bitte )?(?:jemand|wer|ein\\w* "
                                + person
                                + ")\\b(?: \\w+){0,5} melden\\b|\\bsich (?:bitte )?jemand(?: \\w+){0,4} (?:bei mir )?meldet?\\b",
                        "\\b(?:den|die|ihren|euren|ihre|eure) (?:\\w*leiter(?:in)?|chef(?:in)?|vorgesetzte[nr]?|geschaftsfuhrer(?:in)?|zustandigen?) sprechen\\b",
                        "\\b(?:geben|gib|gebt|leiten|leite|leitet|reichen) (?:sie )?(?:mich|uns|das|es)(?: \\w+){0,2} an (?:einen?|ihren?|euren?|jemanden?|den|die|das) ?(?:\\w+ )?weiter\\b",
                        "\\b(?:wenn|dass) (?:mir|uns) (?:das |es )?(?:ein mensch|jemand|ein "
                                + person
                                + ")\\b",
                        "\\bkann (?:mich|uns) (?:bitte )?(?:eine?r? )"
                                + person
                                + "(?: \\w+){0,2} (?:anrufen|zuruckrufen|kontaktieren)\\b",
                        "\\b(?:kann mich (?:bitte )?(?:jemand|wer)|rufen sie mich|ruft mich|ruf mich)(?: \\w+)? ?(?:anrufen|zuruckrufen|zuruck|an)\\b",
                        "\\b(?:nicht|kein|keinen|keine|genug von|statt)(?: (?:mehr|mit|von|diesem|dem|den|einem|einer|deinem|eurem|ihrem|langer|einen|so|noch|doofen|blod\\w+))*"
                                + " (?:bot|bots|roboter|robotern|chatbot|chatbots|maschine|computer|automat(?:en)?)\\b"),
                Pattern.compile(
                        "(?:(?<!kann ich )(?<!konnte ich )\\b(?:nicht|nie|niemals|ungern)(?: (?:unbedingt|extra|erst))?"
                                + "|\\bohne(?: erst)?|\\bkein(?:e|en|em)?"
                                + "|"
                                + PersonSpokenOf.OTHERS_TOLD_OF
                                + "|\\b(?:wenn|als|nachdem|falls) (?:ich|wir|man)(?: \\w+)?) ?$"));
    }

    private static List<Pattern> compile(String... patterns) {
        return Arrays.stream(patterns).map(Pattern::compile).toList();
    }
}
