package dev.tandem.server.escalation;

import dev.tandem.signaling.timeline.Signal;

import java.util.List;
import java.util.Optional;

/// What a machine must not decide: danger to life and health, advice of a profession, liability,
/// rights over personal data, fraud. Danger is known in English, Spanish, French and German.
final class Risk {
    /// Somebody may be in danger now; nothing outweighs that but the wish for a person itself.
    static final double DANGER = 1;

    private static final double SURE = 0.9;
    private static final double LIKELY = 0.75;

    /// Asked about a thing on sale or a page of the site, not told as having happened.
    private static final String SHOPPING =
            "\\b(?:do you (?:sell|have|stock|offer|rent)|which|how much (?:is|are)|price of|looking for (?:an?|the))\\b[^,]{0,25}$";

    /// What a cover covers is on the site; that it happened is told.
    private static final String COVERED =
            "\\b(?:does|do|is|are|will|would|which|what)\\b[^.!?]{0,40}\\b(?:insurance|polic(?:y|ies)|cover(?:s|ed|ing|age)?|protect\\w*|include[sd]?|guarantee|warranty)\\b[^.!?]{0,40}$";

    private static final String COVERED_ELSEWHERE =
            "\\b(?:deckt|versicher\\w+|seguro|cubre|assurance|couvre)\\b[^.!?]{0,40}$";

    private static final String MEDICINE =
            "(?:ibuprofen|paracetamol|acetaminophen|aspirin|antibiotics?|antidepressants?|ssri|sertraline|warfarin|insulin"
                    + "|blood (?:thinners?|pressure)|medication|medicines?|meds|tablets|pills?|statins?|steroids?|chemo\\w*|anticoagulants?)";

    private static final String CONDITION =
            "(?:pregnan\\w+|breast ?feeding|nursing a baby|diabet\\w+|epilep\\w+|asthma\\w*|kidney (?:disease|failure|problems?)|liver (?:disease|problems?)"
                    + "|heart (?:condition|disease|problems?|failure|attack)|pacemaker|high blood pressure|cancer|depress(?:ed|ion)|allerg(?:y|ic|ies)|surgery|a stroke|thyroid)";

    private static final List<Cue> CUES =
            List.of(
                    Cue.of(
                            "danger",
                            DANGER,
                            "\\b(?:kill(?:ing)? myself|suicid(?:e|al)|end (?:my life|it all)|(?:want|wanna|going) to die\\b|hurt(?:ing)? myself|self[- ]harm\\w*"
                                    + "|(?:don'?t|do not) want to (?:live|be alive|be here any ?more)|no (?:point|reason) (?:in |to )?(?:living|carrying on|going on|live|go on)"
                                    + "|better off (?:dead|without me)|see the point in (?:living|carrying on|going on|anything)|can'?t go on (?:like this|living|anymore|any more))\\b"),
                    Cue.of(
                            "danger",
                            DANGER,
                            "\\b(?:smell(?:s|ing)?(?: of| like)? gas|gas (?:leak|smell)|leaking gas|carbon monoxide|smell of (?:gas|burning|smoke)|burning smell|smells? (?:of |like )?burn\\w*)\\b",
                            SHOPPING + "|\\b(?:detector|alarm)s?\\b$"),
                    Cue.of(
                            "danger",
                            SURE,
                            "\\b(?:caught fire|on fire(?! (?:tv|stick|tablet))|went up in flames|(?:is|was|were|started|starts|began|it'?s|are) (?:smoking|sparking|smouldering|melting)"
                                    + "|(?:so |too |very |extremely |red |burning )hot (?:\\w+ ){0,2}(?:it |that it )?(?:melt\\w*|smok\\w+|burn\\w*)|(?:has |it |plug |cable |charger |casing |case |socket )melted|water(?: is| was| has| keeps?)? (?:\\w+ )?(?:run|drip|leak|com|gett|pour|got|seep)\\w*(?: \\w+){0,2} (?:the |a |my |our )?(?:fuse|socket|plug|outlet|light|lamp|electric\\w*|switch|meter)|smoke (?:is |was )?(?:com|pour|ris)\\w+|sparks (?:came|come|coming|fly|flew|are)|there(?: is|'s| was) (?:smoke|a fire|fire)"
                                    + "|explod(?:ed|es|ing)|blew up|electric(?:al)? shock|electrocut\\w+|got (?:a|an electric) shock|gave me a shock"
                                    + "|battery (?:is |has |was )?(?:swollen|swelling|bulging|leaking|overheat\\w*|exploded)|swollen battery"
                                    + "|brakes? (?:failed|don'?t work|stopped working|gave out)|collapsed (?:under|on|while)|came (?:off|loose) (?:while|when|and))\\b",
                            SHOPPING),
                    Cue.of(
                            "danger",
                            DANGER,
                            "\\b(?:can'?t breathe|(?:trouble|difficulty|hard time|struggling) (?:to )?breath\\w+|chest pains?|unconscious|passed out|collapsed(?= and|$|[.!,])|not breathing|overdos\\w+"
                                    + "|anaphyla\\w+|allergic (?:reaction|shock)|throat (?:is |was )?(?:clos|swell)\\w+|(?:lips?|face|tongue|eyes?|throat|skin)(?: \\w+){0,2} (?:swell\\w*|swollen|burn(?:s|ing)|blister\\w*|bleed\\w*)"
                                    + "|poison(?:ed|ing)|food poisoning|chok(?:ed|ing) on|swallow(?:ed|ing) (?:an?|the|one|some|two|my|our|it|part|bleach|glass|pieces?)|bleeding)\\b",
                            SHOPPING),
                    Cue.of(
                            "injury",
                            SURE,
                            "\\b(?:injur(?:ed|y|ies)|(?:i|he|she|we|they|son|daughter|child|wife|husband|mother|father|mum|mom|dad|baby|friend|guest|customer|employee)(?: \\w+){0,3} (?:got|was|were|been|is) (?:badly |seriously )?(?:hurt|burn(?:ed|t)|hospitali[sz]ed|scalded|bitten)"
                                    + "|hurt (?:my|his|her) \\w+|broke (?:my|his|her) (?:arm|leg|wrist|ankle|tooth|hip|hand|foot|nose|finger|back|rib)|cut (?:my|his|her) (?:hand|finger|foot|face|lip|mouth)"
                                    + "|burn(?:ed|t) (?:my|his|her) (?:hand|skin|face|arm|leg|mouth|fingers?)|(?:slipped|tripped|fell)(?: down| on| over| off| in)? (?:the|your|a|on|over|in)"
                                    + "|(?:glass|metal|plastic|mould|mold|insect|a nail|needle)(?: \\w+){0,2} in (?:my|the|our|his|her) (?:food|salad|soup|drink|baby food|meal|burger|bread|yog\\w+)|made (?:me|us|him|her) (?:ill|sick)|concussion)\\b",
                            "\\b(?:injury (?:lawyer|clinic)|for (?:sports? )?injur)|"
                                    + SHOPPING
                                    + "|"
                                    + COVERED),
                    Cue.of(
                            "legal",
                            SURE,
                            "\\b(?:sue (?:you|them|the company|your)|(?:going|want|have|ready|prepared|plan\\w*|intend) to sue|i(?:'ll| will) sue|suing|lawsuit|law suit|legal (?:action|steps|proceedings|claim|advice|dispute)|take (?:you|this|them) to court|see you in court|small claims"
                                    + "|(?:my|our|(?:got|get|hired|hire|call|see|talk to|speak to|through|from) a) (?:lawyer|solicitor|attorney|barrister|legal team)|lawyers? (?:will|says?|has|have)|ombudsman|trading standards|consumer (?:protection|rights|law)"
                                    + "|report(?:ing)? (?:you|this|it) to (?:the )?(?:police|authorit\\w+|regulator|fca|ftc|bbb|ico)|file a (?:complaint|report) with the|press charges|negligen(?:ce|t)"
                                    + "|(?:who(?:'s| is| are| would be)?|you(?:'re| are)?|accept|bears?|admit|am i|are we|held) (?:then )?(?:liable|liability|legally responsible)|liability (?:for|if)"
                                    + "|(?:demand|claim|want|expect|entitled to|seek\\w*|owed|receive|get) (?:for )?(?:\\w+ )?(?:compensation|damages)|compensat\\w+ (?:me|us|for)|breach of contract|break(?:ing)? the law|unfair dismissal|wrongful\\w*|discriminat(?:ed|ion)|harass(?:ed|ment|ing)|sexual(?:ly)?)\\b",
                            "\\b(?:do you (?:sell|have|offer)|what does .* mean|polic(?:y|ies) (?:on|for|about|against))\\b[^,]{0,30}$"),
                    Cue.of(
                            "legal",
                            LIKELY,
                            "\\b(?:is (?:it|this|that) (?:even |actually )?(?:legal|illegal|lawful|allowed by law|against the law|legally binding|binding)|legal for (?:me|us|you)|by law\\b|my (?:legal )?rights|legally (?:binding|obliged|required|allowed|entitled)"
                                    + "|(?:get|be) (?:fined|arrested|prosecuted|deported|evicted)|evict me|inherit\\w+ (?:law|tax)|custody|immigration (?:status|law)|work permit (?:status|if)|hipaa(?! complian))\\b"),
                    Cue.of(
                            "personal_data",
                            SURE,
                            "\\b(?:subject access request|(?:under|per|according to|in line with|with|exercise|article \\d+) (?:the |of the |my )?(?:gdpr|ccpa|dsgvo|rgpd|data protection act|right)|gdpr (?:request|complaint|deletion)|right to (?:be forgotten|erasure|access)"
                                    + "|(?:erase|delete|remove|wipe|copy of|export of|access to|hand over|disclose) (?:me )?(?:all |any |every |of )*(?:my |the |of my |of the )?(?:personal )?(?:data|information|details)(?: (?:you|that you|u) (?:have|hold|store|keep)| (?:about|on|of) me)"
                                    + "|(?:data|information|details|records?) (?:that )?you (?:hold|have|store|keep|collected|saved)(?: stored)? (?:on|about) (?:me|us)|data (?:breach|leak)(?! (?:policy|insurance))|(?:data|details|information|password)(?: was| were| been| got)?(?: also)? (?:leaked|breached|exposed|stolen|compromised)|(?:do not|don't|never|did not|didn't|withdraw my) consent\\w*)\\b",
                            "\\b(?:what (?:is|does|are)|do you comply|how do (?:i|you))\\b[^,]{0,30}$"),
                    Cue.of(
                            "fraud",
                            SURE,
                            "\\b(?:fraud(?:ulent(?:ly)?|sters?)?|(?:been|was|got|i'm being|were) (?:scammed|hacked|phished|robbed|defrauded)|identity (?:theft|was stolen|stolen)|stole(?:n)? (?:my )?(?:identity|card|wallet|credit card|phone)|(?:card|wallet|passport|identity|purse|account)(?: \\w+){0,2} (?:stolen|hacked|cloned|compromised)"
                                    + "|(?:unauthori[sz]ed|unrecogni[sz]ed|suspicious) (?:transactions?|charges?|payments?|access|logins?|withdrawals?)|(?:payments?|transactions?|charges?|purchases?|withdrawals?|transfers?) (?:that )?i (?:did not|didn'?t|never|have not|haven'?t) (?:make|made|authori[sz]e\\w*|approve\\w*|do|done|recogni[sz]e\\w*)"
                                    + "|someone (?:else )?(?:has |is |have |had )?(?:got(?:ten)? (?:hold of|into|access)|used|using|opened|logged|hacked|accessed|withdrew|took) (?:of )?(?:my|an account|a loan|money|into|in)|phishing (?:mail|email|link|site|attack)?|money laundering)\\b",
                            "\\b(?:do you (?:sell|have|offer)|how do (?:i|you|we)|what (?:is|are))\\b[^,]{0,30}$|"
                                    + COVERED),
                    Cue.of(
                            "medical_advice",
                            SURE,
                            "\\b(?:safe|ok|okay|fine|allowed|risky|dangerous|harmful|bad|can i|can we|can she|can he|may i|should i|could i)\\b[^.?!]{0,70}\\b(?:"
                                    + MEDICINE
                                    + "|"
                                    + CONDITION
                                    + ")\\b"),
                    Cue.of(
                            "medical_advice",
                            SURE,
                            "\\b(?:i(?:'m| am| have|'ve)|my (?:son|daughter|child|baby|wife|husband|mother|father|mum|mom|dad|dog|cat))\\b[^.?!]{0,40}\\b"
                                    + CONDITION
                                    + "\\b[^?!]{0,70}\\b(?:safe|ok|okay|suitable|can (?:i|he|she|we)|should (?:i|he|she|we)|allowed|take|use)\\b"),
                    Cue.of(
                            "medical_advice",
                            LIKELY,
                            "\\b(?:(?:double|skip|missed|higher|lower|right|correct|maximum|what|increased?|reduced?|changed|new)(?: (?:my|the|a|your))? (?:dose|dosage)|how (?:much|many)[^.?!]{0,30}\\b(?:"
                                    + MEDICINE
                                    + ")\\b(?! (?:are|come|is) (?:in|there)| per| in (?:a|one|the))|dosage for|stop taking (?:my|the|it)|(?:my|these|the) symptoms?|do i have (?:an infection|cancer|covid|diabetes|the flu)|diagnos(?:e|is) (?:me|for)|is (?:my|this) (?:mole|lump|rash)|side effects? (?:i'm|i am|since|after)|(?:rash|hives|vomiting|dizzy|fainted|seizure|nausea)(?! bag))\\b"),
                    Cue.of(
                            "financial_advice",
                            SURE,
                            "\\b(?:should (?:i|we)|would you (?:invest|buy|sell|advise|recommend)|is it (?:wise|smart|better|a good idea|worth)(?: for me)?(?: to)?|advise me|what would you do)\\b[^.?!]{0,60}\\b(?:invest\\w*|pension|savings|shares?|stocks?|funds?|bonds?|crypto|bitcoin|mortgage|remortgage|loan|isa|portfolio|401k|equity|debts?|fixed (?:rate|or)|variable)\\b"),
                    Cue.of(
                            "financial_advice",
                            LIKELY,
                            "\\b(?:invest (?:my|our|all|everything|the money)|(?:do|should|must|would) (?:i|we)(?: have| need)?(?: to)? (?:pay|declare|report|file)[^.?!]{0,40}\\btax\\w*|(?:avoid|evade|reduce|minimi[sz]e) (?:paying )?(?:\\w+ )?tax\\w*|in my tax return|tax deductible for me|tax (?:advice|implications|liability)|deduct (?:this|it|that|my)|declare bankruptcy|claim (?:this|it|that) (?:on|against|back on) (?:my )?tax\\w*)\\b"),
                    // Spanish
                    Cue.of(
                            "danger",
                            DANGER,
                            "\\b(?:suicid\\w+|quitarme la vida|matarme|no quiero (?:seguir )?vivi(?:r|endo)|hacerme dano|huele a (?:gas|quemado)|(?:fuga|olor) de gas|olor a (?:gas|quemado)|se (?:ha )?(?:incendi|prend)\\w+(?: fuego)?|se prende fuego|(?:echa|salen|saltan) chispas|sal(?:e|io|ia) humo|echa(?:do|ndo)? humo|esta ardiendo|descarga electrica|calambrazo|exploto|ha explotado|bateria (?:esta )?hinchada"
                                    + "|no puedo respirar|me cuesta respirar|reaccion alergica|intoxicad[oa]|intoxicacion|envenen\\w+|se (?:ha )?trag(?:o|ado)|sangr(?:a|ando)|dolor en el pecho|monoxido|sobredosis|me (?:he )?(?:cai|romp|caid|lesion|quem|cort)\\w+|(?:herid|lesionad)[oa]s?)\\b",
                            COVERED_ELSEWHERE),
                    Cue.of(
                            "legal",
                            SURE,
                            "\\b(?:denuncia\\w*|demandar(?:los|les|os)?|(?:mi|un|nuestro) abogad[oa]|acciones legales|tribunales|juicio|indemnizacion|danos y perjuicios|hoja de reclamaciones|consumo oficial|responsabilidad civil|rgpd|(?:borr|elimin)\\w+ (?:todos )?mis datos|proteccion de datos|me han (?:robado|estafado|hackeado)|tarjeta robada|fraude|suplantacion|es legal)\\b"),
                    Cue.of(
                            "medical_advice",
                            SURE,
                            "\\b(?:puedo|es seguro|se puede|debo)\\b[^.?!]{0,60}\\b(?:embarazad[oa]|embarazo|medicamentos?|medicacion|ibuprofeno|paracetamol|anticoagulantes?|diabet\\w+|hipertens\\w+|lactancia|alergi\\w+)\\b"),
                    // French
                    Cue.of(
                            "danger",
                            DANGER,
                            "\\b(?:suicid\\w+|me tuer|en finir(?: avec la vie)?|me faire du mal|envie de mourir|plus envie de vivre|(?:ca |odeur de |sent(?:ent)? (?:le |de |du )?|fuite de )(?:gaz|brule)\\b|(?:odeur|sent)[^.?!]{0,12}(?:gaz|brule)|a pris feu|prend feu|(?:de la fumee|fume)\\b|etincelles?|court-circuit|(?:choc|decharge) electrique|electrocut\\w+|a explose|batterie (?:est )?gonflee"
                                    + "|respire(?:r)? (?:mal|plus)|(?:mal|difficulte|difficultes|peine) (?:a|pour) respirer|reaction allergique|allergique|intoxi\\w+|empoisonn\\w+|a avale|avale une?|saigne\\w*|douleurs? (?:dans|a) la poitrine|monoxyde|overdose|(?:je me suis|il s'est|elle s'est) (?:blesse|brule|coupe|casse)\\w*|blessee?s?)\\b",
                            COVERED_ELSEWHERE),
                    Cue.of(
                            "legal",
                            SURE,
                            "\\b(?:porter plainte|plainte (?:contre|a la)|(?:mon|un|notre) avocate?|poursuites|tribunal|en justice|dommages et interets|dedommag\\w+|indemnis\\w+|mise en demeure|ufc|dgccrf|mediateur|rgpd|(?:effac|supprim)\\w+ (?:toutes )?mes donnees|suppression de (?:toutes )?mes donnees|donnees personnelles|on m'a (?:vole|escroque|pirate)|carte volee|fraude\\w*|usurpation|pirat(?:e|er|age)|est-ce legal|responsabilite)\\b"),
                    Cue.of(
                            "medical_advice",
                            SURE,
                            "\\b(?:puis-je|peut-on|est-ce que je peux|sans danger|dois-je)\\b[^.?!]{0,60}\\b(?:enceinte|grossesse|medicaments?|ibuprofene|paracetamol|anticoagulants?|diabet\\w+|allait\\w+|hypertension)\\b"),
                    // German
                    Cue.of(
                            "danger",
                            DANGER,
                            "\\b(?:umbringen|selbstmord|suizid\\w*|nicht mehr leben|mir (?:etwas|was) antun|das leben nehmen|(?:riecht|stinkt|geruch)[^.?!]{0,12}(?:gas|verbrannt|verschmort|verkohlt)|gas(?:geruch|leck|austritt)|brandgeruch|(?:feuer gefangen|brennt|in flammen|qualmt\\w*|raucht es|rauch (?:aus|kommt)|kommt rauch|funken(?:flug)?|verschmort|kurzschluss)|stromschlag|gewischt bekommen|explodiert|aufgeblaht|akku (?:ist )?(?:geplatzt|ausgelaufen)"
                                    + "|(?:keine|kaum|schlecht|schwer) luft|luft bekommen|atemnot|allergische\\w* (?:reaktion|schock)|ausschlag|vergift\\w+|verschluckt|blutet|brustschmerz\\w*|kohlenmonoxid|uberdosis|verletz(?:t|ung)\\w*|bewusstlos|gesturzt|(?:arm|bein|fuss|hand|finger|nase|rippe) gebrochen|ohnmacht\\w*|verbruht|verbrannt)\\b",
                            COVERED_ELSEWHERE),
                    Cue.of(
                            "legal",
                            SURE,
                            "\\b(?:anwalt\\w*|anwaltin|rechtsanwalt\\w*|verklag\\w+|klage (?:ein|gegen)|anzeige (?:erstatten|gegen)|strafanzeige|vor gericht|schadens?ersatz|schmerzensgeld|haft(?:en|ung|bar)\\b|verbraucherzentrale|rechtliche schritte|dsgvo|(?:loschung|auskunft)[^.?!]{0,30}daten|losch(?:en|t|e)? (?:sie |bitte )*(?:alle )?meine daten|datenleck|datenschutzverletzung|karte gestohlen|gestohlen|betrug|betrogen|gehackt|identitatsdiebstahl|ist das (?:legal|erlaubt|rechtens))\\b"),
                    Cue.of(
                            "medical_advice",
                            SURE,
                            "\\b(?:darf|kann|soll|sollte) (?:ich|man)\\b[^.?!]{0,60}\\b(?:schwanger\\w*|stillzeit|stillen|medikament\\w*|ibuprofen|paracetamol|blutverdunner|diabet\\w+|bluthochdruck|herzschrittmacher|tabletten)\\b"));

    private Risk() {}

    static Optional<Signal> in(String plain) {
        return Cue.strongest(CUES, plain);
    }
}
