package dev.tandem.server.escalation;

import dev.tandem.signaling.timeline.Signal;

import java.util.List;
import java.util.Optional;

/// A sale that a person should make: an amount, a price to agree on, a purchasing department, a
/// special wish, a date, a competitor. What a plan costs and contains is no such thing.
final class BuyingIntent {
    private static final String UNITS =
            "(?:seats?|licen[cs]es?|users?|units?|pieces|pcs|copies|employees|staff|people|persons|pupils|students|guests|attendees|members|technicians|agents|drivers|rooms|beds|desks|chairs|laptops|tablets|phones|vans|cars|trucks|bikes|vehicles|machines|devices|stores|shops|branches|sites|locations|offices|restaurants|schools"
                    + "|boxes|bottles|mugs|shirts|t-?shirts|bags|tickets|pallets|kilos|kg|tons|tonnes|metres|meters|sets|lifts|panels|screens|sensors|cameras|sq ?m|square (?:feet|metres|meters)|pages|flyers|volunteers|children|kids|developers|accounts)";

    private static final String MANY =
            "(?:\\d{2,}|\\d{1,3}[., ]?(?:000|k)|a (?:couple|few) (?:of )?(?:hundred|dozen|thousand)|hundreds of|dozens of|several (?:hundred|dozen)|ten|twelve|fifteen|twenty|thirty|forty|fifty|sixty|eighty|a hundred|one hundred|(?:a |two |three |four |five )(?:hundred|dozen|thousand))";

    private static final String ASKING =
            "\\b(?:do you (?:know|read|remember)|what is a|what does|where (?:is|are|can i see|do i find))\\b[^.!?]{0,30}$";

    private static final List<Cue> CUES =
            List.of(
                    Cue.of(
                            "discount",
                            0.9,
                            "\\b(?:(?:volume|bulk|quantity|multi-?year|wholesale|trade|corporate|reseller|agency|partner|loyal\\w* customer|returning customer)(?: business)?(?: customer)? (?:discounts?|pricing|prices?|rates?|deals?|orders?|accounts?|terms)|wholesale|in bulk|(?:better|best|lower|reduced|special|good|cheaper) (?:price|deal|rate|offer|quote|terms)(?= |\\?|$|[.,!])(?! (?:of the day|performance))|negotia\\w+|haggle|knock (?:\\w+ ){0,3}off|(?:match|beat|undercut) (?:the|their|that|this|what|his|our|my|it)\\b|come down (?:on|in)|throw in|room (?:to|on|for) (?:the )?(?:price|negotiat\\w+|move)|price (?:is )?right|discount if|discount (?:for|on|when|in case)[^.?!]{0,25}(?:\\d|bulk|volume|larg|several|multiple|order|charit|nonprofit|non-profit|upfront|year))\\b",
                            ASKING + "|\\bdo you price $"),
                    Cue.of(
                            "quote",
                            0.9,
                            "\\b(?:(?:get|give|send|need|want|have|request|provide|make|submit|prepare|draw up|put together|looking for|like|email|write|ask for)(?: me| us| you| to| back| over| through| out| please)*(?: with)? (?:an? |the |your |some |formal |written |official |detailed |price |cost |rough |ballpark |individual )*(?:quote|quotes|quotation|proposal|estimate|offer|bid|tender|pro ?forma)\\b(?! code)|quote (?:for|me|us|on)\\b|quotation|cost estimate|request for (?:proposal|quotation|quote)|\\brf[pq]\\b|(?:your|our|the|this|a) tender\\b|tender (?:closes|for|document)|sends? us an? (?:offer|proposal|quote))"),
                    Cue.of(
                            "procurement",
                            0.9,
                            "\\b(?:procurement|purchas(?:e|ing) (?:orders?|department|team|manager)|\\bpo number|vendor (?:form|registration|onboarding|assessment|list)|supplier (?:form|registration|onboarding|portal|list)|registered as a (?:supplier|vendor)|(?:approved|preferred|new) (?:supplier|vendor)|security (?:questionnaire|review|assessment)|w-?9\\b|net[ -]?(?:30|45|60|90)|framework agreement|master (?:service )?agreement|\\bmsa\\b|our (?:legal|finance|buying) (?:team|department)|(?:our|the) (?:cfo|ceo|board|management|cto) (?:want|need|ask|would|has|have|is)\\w*|board approval|sign (?:a |the )?contract|three (?:offers|quotes|vendors)|evaluat(?:e|ing) (?:\\w+ )?(?:vendors|tools|providers|solutions|options|suppliers)|shortlist\\w*)\\b",
                            ASKING),
                    Cue.of(
                            "competitor",
                            0.85,
                            "\\b(?:compar(?:e|ing) (?:you|your \\w+|vendors|offers|quotes|providers)\\b|your competit\\w+|competitors?(?: \\w+)? (?:offer|quote|charge|is|gave|has)\\w*|(?:switch|switching|move|moving|migrat\\w+|change|changing) (?:over )?(?:to you |away )?from (?:our |my )?(?:current |existing |old |present )?(?!plan|monthly|basic|yearly|annual|mobile|english|android|windows|the (?:basic|free|monthly))[a-z]+|(?:currently|at the moment|right now) (?:with|using|we use|on) (?!the (?:free|basic)|your|chrome|windows|android|ios|mac)[a-z]+[^.?!]{0,40}\\b(?:contract|switch\\w*|offer|runs? out|renew\\w*|leav\\w+|expires?)|(?:current|existing) (?:provider|supplier|vendor)|(?:thinking (?:of|about)|consider(?:ing)?|looking at|plan(?:ning)? (?:on|to)|want to|would like to|interested in) (?:switch|mov|chang|com)(?:ing|e)? (?:over )?to you\\b|why (?:should (?:i|we)|are you|would (?:i|we)|choose) [^.?!]{0,20}\\b(?:you|better)\\b[^.?!]{0,12}\\b(?:over|than|instead of)\\b|(?:offers?|quoted|charges?|offering)(?: me| us)? (?:the same |it )?(?:for )?(?:\\d+ ?(?:%|percent)|less|cheaper)|\\d+ ?(?:%|percent) (?:less|cheaper))\\b",
                            "\\bhow (?:do|can|to)\\b[^.!?]{0,30}$"),
                    Cue.of(
                            "quantity",
                            0.8,
                            "\\b(?:we|we're|we'd|we are|i|i'd|i'm|our|need|want|order\\w*|buy\\w*|take|for|interested in|equip|looking (?:for|at)|roll\\w* (?:it |this )?out|with|team of|class of|party of|group of)\\b[^.?!]{0,60}\\b"
                                    + MANY
                                    + " (?:\\w+ ){0,3}"
                                    + UNITS
                                    + "\\b",
                            "\\b(?:limit|maximum|max|up to|allow\\w*|how many|does it|is there|fits?|hold|does the|can the|minimum)\\b[^.!?]{0,40}$"),
                    Cue.of(
                            "quantity",
                            0.85,
                            "\\b(?:team of \\d{2,}|for (?:our|my|the) (?:whole|entire)(?: \\w+){0,2} (?:team|company|office|department|school|district|staff|organi[sz]ation|fleet|class|firm|floor)|(?:large|big|bulk|corporate|company|group|wholesale) orders?|minimum order[^.?!]{0,20}\\b(?:fine|ok)|(?:equip|fit out|furnish|outfit|supply|kit out) (?:our|a|the|an|my|\\d+)|(?:corporate|company|staff|office|firm) (?:event|party|dinner|retreat|outing|conference|lunch|trip|away day)|\\d+ (?:of our |more )?branches|book(?:ing)? the (?:whole|entire)|exclusive use|from \\d+ to \\d+ (?:\\w+ )?"
                                    + UNITS
                                    + "|order (?:about |around |over )?(?:\\d{3,}|\\d{1,3}[.,]000))\\b",
                            ASKING),
                    Cue.of(
                            "custom_need",
                            0.75,
                            "\\b(?:bespoke|tailor-?made|made to (?:measure|order)|custom(?:i[sz]ed)? (?:version|design|built|build|integration|solution|packaging|configuration|spec|made|order|sizes?|development|project|plan|contract|pricing)|white[- ]label|(?:with )?our (?:own )?(?:logo|branding|brand|spec)|special (?:run|configuration|edition for)|on[- ]prem(?:ise)?s?(?: hosting| version)?|build (?:that|this|it|one|something) for (?:us|me)|dedicated (?:account manager|server|instance|support)|(?:service level|sla) (?:with|for|guarantee)|an sla\\b|key accounts?|private (?:tour|event|hire|party))\\b",
                            ASKING + "|\\bdoes the (?:\\w+ ){0,2}plan\\b[^.!?]{0,30}$"),
                    Cue.of(
                            "purchase",
                            0.8,
                            "\\b(?:ready to (?:buy|sign|order|purchase|commit|go ahead)|(?:want|like|love|looking|interested|plan\\w*|going|hope|intend) (?:in |to )(?:buy|buying|purchase|purchasing|order|ordering|lease|leasing|rent|renting|hire|book|roll out|replace) (?:\\d{1,}|several|multiple|a (?:fleet|number|lot)|our (?:whole|entire)|this out|all)|(?:sales|demo|pilot|proof of concept|poc|trial) (?:rep|call|meeting|for (?:my|our|the) (?:management|team|whole|department|board|company)|with \\d+)|(?:a|schedule|book|like a|want a|arrange a|get a) (?:demo(?! (?:video|account|version|mode|site))|pilot|walkthrough|sales call)\\b|enterprise (?:version|plan|pricing|licen[cs]e|tier)[^.?!]{0,60}\\b(?:\\d{2,}|our|we)|(?:become|be|are|work with|as) (?:an? |your )?(?:resellers?|distributors?|affiliates?|franchisees?|stockists?)|site licen[cs]e|partnership|our budget|budget (?:is|of|around|about|for)|(?:what would|how much would)[^.?!]{0,40}\\b(?:for (?:our|us|\\d{2,}|all)|cost us|you charge|the whole)|lead time (?:for|on|if)|who (?:handles|do i (?:talk|speak) to about|is responsible for) (?:\\w+ ){0,3}(?:orders|accounts|pricing|enterprise|sales)|buy out)\\b",
                            ASKING),
                    // Spanish, French, German: the heads do not know them
                    Cue.of(
                            "quote",
                            0.85,
                            "\\b(?:(?:hac\\w+|dar\\w*|dais|envi\\w+|mand\\w+|quer\\w+|necesit\\w+|pedir|solicit\\w+|prepar\\w+)[^.?!]{0,20} (?:un )?(?:presupuesto|oferta)|(?:faire|obtenir|voudr\\w+|aimer\\w+|envoy\\w+|souhait\\w+|besoin d'|demand\\w+|etablir)[^.?!]{0,20} ?(?:un )?devis|(?:machen|mach\\w*|brauch\\w+|mocht\\w+|hatt\\w+|schick\\w+|senden|erstell\\w+|bekomm\\w+|wollen)[^.?!]{0,30} (?:ein |unverbindliches )*(?:angebot|kostenvoranschlag)|kostenvoranschlag)\\b",
                            "\\b(?:que es|c'est quoi|was ist)\\b[^.!?]{0,30}$"),
                    Cue.of(
                            "quantity",
                            0.8,
                            "\\b\\d{2,}(?:[. ]\\d{3})? (?:unidades|licencias|piezas|camisetas|empleados|licences|unites|pieces|exemplaires|salaries|collaborateurs|stuck|lizenzen|mitarbeiter|arbeitsplatze|exemplare)\\b",
                            "\\b(?:hasta|maximo|limite|jusqu'a|maximum|bis zu|maximal|hochstens|permite|erlaubt)\\b[^.!?]{0,40}$"),
                    Cue.of(
                            "competitor",
                            0.8,
                            "\\b(?:(?:la|vuestra) competencia|votre concurrent\\w*|un concurrent|(?:die|eure|ihre) konkurrenz|descuento por (?:cantidad|volumen)|(?:remise|tarif) (?:de|sur|par) (?:quantite|volume)|mengenrabatt|sur mesure|a medida|nach mass|(?:ser|hacernos) (?:vuestr\\w+ |sus )?(?:distribuidor|revendedor)\\w*|(?:distribuer|revendre) vos|(?:eure|ihre) produkte [^.?!]{0,30}vertreiben|(?:una |une |eine )demo (?:para|pour|fur)\\w* )\\b",
                            ASKING));

    private BuyingIntent() {}

    static Optional<Signal> in(String plain) {
        return Cue.strongest(CUES, plain);
    }
}
