package dev.tandem.server.escalation;

import dev.tandem.signaling.timeline.Signal;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/// What lies in the customer's own account, order or contract: the site cannot tell it and the
/// assistant cannot do it. How it is done in general is on the site, so "how do I" is none.
final class AccountMatter {
    private static final String OWN =
            "(?:my|our|mine|this|the) (?:\\w+[' -]?s? ){0,2}?(?:orders?|parcels?|packages?|deliver(?:y|ies)|shipments?|items?|refunds?|payments?|bookings?|reservations?|accounts?|subscriptions?|memberships?|claims?|applications?|invoices?|bills?|statements?"
                    + "|cards?|polic(?:y|ies)|contracts?|tickets?|prescriptions?|appointments?|points|balance|transfers?|deposits?|log ?ins?|profile|licen[cs]e(?: key)?|loans?|mortgage|rental|lease|seats?|flights?|direct debit|standing order|tariff|plan"
                    + "|meter reading|results?|grades?|certificate|voucher|return|exchange|repair|tracking|pin|sim|number|address|e-?mail|name|details|data|voucher|gift card|tenancy|registration|enrol?ment|visa)";

    private static final String MINE = OWN.replace("my|our|mine|this|the", "my|our|mine");

    /// In general, not for me: the site says how.
    private static final String IN_GENERAL =
            "\\b(?:how (?:do|can|could|would|should|to|does|long|much|soon|often|many)|where (?:do|can|could|would|should) (?:i|we|you)|what (?:happens|do i|if|are|is the)|is it possible|(?<!so )can (?:i|we|you|someone)(?! (?:please )?(?:check|look|tell|see|cancel|change|move|update|resend|send|confirm|find|correct|fix|add|remove|reset))|am i able|do (?:i|we)|when (?:can|do|should)|steps|do you|does|are there|is there|ways? to|who can)\\b[^.!?]{0,60}$";

    /// "Does my card work abroad", "is my deposit refundable": asked of a thing that everybody has.
    private static final String AS_FOR_EVERYBODY =
            "(?! (?:\\w+ )?(?:be charged in|valid|renews?|works?|covers?|includes?|expires?|counts?|needs?|comes? with|insured|covered|included|refundable|transferable|secure|safe|private|encrypted|taxable|protected|guaranteed)\\b)";

    private static final String DO_IT =
            "(?:cancel|change|update|move|reschedule|rebook|refund|reset|unlock|unblock|reactivate|activate|close|delete|remove|resend|re-?issue|correct|extend|renew|add|merge|transfer|stop|pause|freeze|confirm|swap|switch|amend|upgrade|downgrade|shift|postpone|return|exchange|put)";

    private static final List<Cue> CUES =
            List.of(
                    Cue.of(
                            "own_matter",
                            0.9,
                            "\\b(?:where(?:'s| is| are|s)|what(?:'s| is|s) (?:the status|happening|going on|up) (?:of|with)|status of|any (?:news|update)s? (?:on|about)|when (?:will|does|is|do) (?:i get |i receive )?(?!you)) ?"
                                    + MINE
                                    + "\\b"),
                    Cue.of(
                            "own_matter",
                            0.9,
                            "\\b"
                                    + OWN
                                    + "\\b(?: \\w+){0,5}? (?:(?:has|have|is|was|were|are|did|does|do)(?:n'?t| not| never| still)|never|still (?:not|hasn'?t|shows?|says)|hasnt|isnt|not yet|(?:is|was|has been|have been|got|are|were|been|shows? as|says(?: it'?s)?|came) (?:\\w+ )?(?:late|lost|missing|locked|blocked|suspended|declined|rejected|refused|wrong|delayed|stuck|cancelled|canceled|closed|invalid|expired|pending|unpaid|incorrect|short|damaged|overdue|too high|double[d]?|frozen|disabled))\\b",
                            IN_GENERAL),
                    Cue.of(
                            "own_matter",
                            0.9,
                            "\\b(?:has|have|did|is|was|are|were|will|does|am i|could you (?:check|tell me|see) (?:if|whether)|can you (?:check|tell me|see|confirm) (?:if|whether)|i (?:want|need|would like) to know (?:if|whether)) (?:you |i )?(?:(?!\\w+ing )\\w+ )?(?:received? |got |get |processed |approved )?"
                                    + MINE
                                    + "\\b(?<!data|details|information)"
                                    + AS_FOR_EVERYBODY,
                            "\\b(?:how|where|which|what happens)\\b[^.!?]{0,40}$"),
                    Cue.of(
                            "account_action",
                            0.9,
                            "(?:^|[,.;:!?] ?|\\b(?:please|pls|plz|kindly|and|then|now|just|so|right|ok|you|to|me|need|want)\\b,? )(?:please |pls )?"
                                    + DO_IT
                                    + " "
                                    + MINE
                                    + "\\b(?![^.!?]{0,20}, (?:and |so )?(?:how|where|what)\\b)",
                            IN_GENERAL
                                    + "|\\b(?:if i|when i|before i|after i|i (?:tried|managed|forgot))\\b[^.!?]{0,30}$"),
                    Cue.of(
                            "account_action",
                            0.9,
                            "\\b(?:please|could you|can you|would you|i(?:'d| would) like you to|i need you to|kindly) (?:please )?"
                                    + DO_IT
                                    + "\\b[^.?!]{0,50}\\b(?:my|mine|me|our)\\b",
                            "\\bhow\\b[^.!?]{0,30}$"),
                    Cue.of(
                            "account_action",
                            0.9,
                            "\\b(?:can|could|would|please) (?:you )?(?:please )?(?:check|look (?:up|into|at)|find|tell me|see|pull up|confirm|send me|resend|email me|give me)\\b[^.?!]{0,40}\\b"
                                    + MINE
                                    + "\\b"),
                    Cue.of(
                            "charged",
                            0.95,
                            "\\b(?:(?:i|we|i've|we've)(?: \\w+){0,2} (?:been |was |got |were )?(?:over|double[- ])?(?:charged|billed|debited|invoiced)|(?:you|they|u)(?:'ve| have)? (?:just |over|double[- ]?)?(?:charged|billed|debited|took|taken|deducted)\\b[^.?!]{0,20}\\b(?:me|us|my|our|money|twice|payment|from)|been (?:over|double[- ]?)?(?:charged|billed|debited)|(?:charged|billed|paid|debited|taken|money out) (?:\\w+ )?(?:twice|double|again)|overcharged|double charge[ds]?|(?:payment|money|direct debit|charge)(?: \\w+){0,4} (?:came out|went out|taken|left my|on my (?:statement|card|account)))\\b",
                            "\\b(?:(?:when|how|will|would|if|do|am) (?:i|we|you|will|am|do)\\b[^.!?]{0,20}|(?:will|would|could|can|might|do|should) )$"),
                    Cue.of(
                            "reference",
                            0.85,
                            "\\b(?:order|booking|reservation|claim|ref|reference|ticket|invoice|customer|client|case|policy|tracking|account|member(?:ship)?|contract|serial|rma|application|parcel|confirmation|flight)(?: (?:number|no|nr|id|ref|code|is|its|it's))*[.:# -]{0,3}(?=[a-z-]{0,6}\\d)[a-z0-9][a-z0-9-]{3,}\\b"),
                    Cue.of(
                            "own_matter",
                            0.8,
                            "\\b(?:under (?:the )?name|name is|booked under|registered (?:under|with|as)|user ?name is|date of birth|account (?:number|holder) is|customer since)\\b",
                            "\\b(?:why|what if|how|where|who|do you|does)\\b[^.!?]{0,40}$"),
                    Cue.of(
                            "not_received",
                            0.85,
                            "\\b(?:i|we)(?:'ve| have)? (?:never|did ?n[o']?t|have ?n[o']?t|haven'?t|still haven'?t|still (?:did|have) not|not yet|only)(?: yet| even| ever)? (?:received?|got(?:ten)?|get|been sent|been refunded|been paid|had)\\b",
                            "\\b(?:if|what happens)\\b[^.!?]{0,20}$"),
                    Cue.of(
                            "locked_out",
                            0.8,
                            "\\b(?:locked out of my|can'?t (?:get|log|sign) (?:in|into|on)(?: to)? my|(?:reset|verification|confirmation|activation) (?:e-?mail|link|code|sms) (?:never|does ?n[o']?t|did ?n[o']?t|has ?n[o']?t|is not|isn'?t)|which e-?mail i (?:used|registered)|lost (?:my|access to my) (?:phone|authenticator|2fa|two factor))\\b"),
                    Cue.of(
                            "own_matter",
                            0.75,
                            "\\b(?:how (?:much|many)[^.?!]{0,25} (?:do i (?:still )?(?:owe|have(?: left)?)|have i (?:got|used|left))|what do i owe|how (?:many|much) have i|what(?:'s| is) my (?:\\w+ )?(?:balance|customer number|account number|due date|seat|room|grade|meter|tariff|plan|limit|password|membership|policy number|booking)|which (?:plan|tariff|room|seat|package) (?:am i|do i have|are we)|when (?:does|do|is|did) my|why (?:was|is|did|has|were|are) (?:my|i|you (?:charge|take|cancel|reject|block))\\b)",
                            "\\bhow do i\\b[^.!?]{0,20}$"),
                    Cue.of(
                            "promised",
                            0.8,
                            "\\b(?:(?:i was|you|was|been) (?:promised|told)(?: me| us)? (?:a |an |the |that |my )?(?:refund|credit|replacement|callback|discount|voucher|engineer|delivery)|refund me|(?:want|need|get|give me) (?:a |my )(?:refund|money back)|i (?:paid|cancelled|canceled|ordered|applied|booked|returned|sent|uploaded|registered|signed up|transferred)\\b[^.?!]{0,40}\\b(?:but|and (?:still|nothing|it)|yesterday|last|ago|on (?:mon|tues|wednes|thurs|fri|satur|sun)day|weeks?|days?))\\b",
                            IN_GENERAL),
                    Cue.of(
                            "not_received",
                            0.85,
                            "\\b(?:(?:engineer|technician|driver|courier|fitter|plumber|electrician|installer|cleaner|mechanic|delivery|taxi|someone|somebody)(?: \\w+){0,2} (?:was|were) (?:supposed|meant|due|going) to|(?:nobody|no ?one|never|did ?n'?t|has ?n'?t) (?:has |have |ever |even |actually )?(?:came|come|turned up|turn up|showed up|show up|arrived))\\b",
                            "\\b(?:if|what happens|in case)\\b[^.!?]{0,30}$"),
                    Cue.of(
                            "account_action",
                            0.85,
                            "\\b(?:(?:take|remove|strike) (?:me|us) (?:off|from)|(?:put|add) (?:me|us) (?:on|to|down for)) (?:the|your|a|my) (?:\\w+ ){0,2}(?:list|course|class|queue|booking|event|register|waitlist)\\b|\\b(?:have|did) you (?:given?|assigned?|booked?|put) (?:me|us)\\b",
                            IN_GENERAL.replace("[^.!?]{0,60}$", "[^.!?]{0,20}$")),
                    Cue.of(
                            "wrong_item",
                            0.8,
                            "\\b(?:you (?:guys )?sent (?:me |us )?(?:the |a )?(?:wrong|incorrect|broken|damaged|different)|(?:received|got|came with|delivered) (?:the |a |an )?(?:wrong|incorrect|damaged|broken|empty)|arrived (?:damaged|broken|empty|smashed)|missing from (?:my|the) (?:order|parcel|box|delivery))\\b",
                            IN_GENERAL),
                    // Spanish, French, German: the heads do not know them
                    Cue.of(
                            "own_matter",
                            0.85,
                            "\\b(?:(?:donde (?:esta|estan|anda)|que (?:pasa|ha pasado) con|cuando (?:llega|me llega|llegara)) (?:mis?|nuestr[oa]s?) \\w+|(?:mi|nuestr[oa]) \\w+ (?:(?:todavia |aun )?no (?:ha|llega|aparece|me)|llego (?:\\w+ )?(?:incomplet|rot|danad|abiert)[oa]|(?:esta|ha sido|fue) (?:bloquead|suspendid|cancelad|rechazad)[oa])|no (?:he|hemos|me ha) (?:recibido|llegado)|por que (?:me|nos) (?:ha|han|habeis) (?:subido|cobrado|cancelado|bloqueado)|(?:tenia|debia|iba) (?:que |a )?(?:venir|llegar)|cuanto (?:debo|me queda|nos queda)"
                                    + "|ou (?:est|en est|sont) (?:ma|mon|mes|notre|nos) \\w+|quand (?:arrive|vais-je recevoir) (?:ma|mon|mes|le)|(?:ma|mon|notre) \\w+ (?:est (?:bloque|suspendu|refuse|annule|arrive casse)|n'est (?:toujours )?pas|n'a (?:toujours )?pas)|(?:pas|jamais) (?:encore )?recu|pourquoi (?:ma|mon|mes|m'avez|avez-vous)\\b|(?:devait|devaient|aurait du) (?:venir|arriver|passer)|il manque [^.?!]{0,20} (?:ma|mon|notre) \\w+|combien (?:me reste-t-il|je dois|dois-je)"
                                    + "|wo (?:ist|bleibt|sind|bleiben) (?:denn )?(?:meine?|unsere?)\\b|wann (?:kommt|kommen|bekomme ich) (?:denn )?(?:meine?|unsere?)\\b|(?:meine?|unsere?) \\w+ (?:ist|sind|wurde) (?:\\w+ ){0,3}?(?:nicht (?:da|angekommen|eingetroffen|gekommen)|gesperrt|storniert|abgelehnt|verschwunden|kaputt|beschadigt)|in (?:meiner|unserer) \\w+ fehlt|(?:noch |immer )nicht (?:erhalten|bekommen)|warum (?:ist|wurde|habt ihr|haben sie) (?:mein|meine|mir|mich)\\b|sollte(?:n)? (?:gestern|heute|am|letzte|um) [^.?!]{0,20}kommen|wie viel muss ich noch)",
                            "\\b(?:si|wenn|falls|que pasa|que se passe-t-il|was passiert|en cas)\\b[^.!?]{0,40}$"),
                    Cue.of(
                            "charged",
                            0.95,
                            "\\b(?:(?:me|nos) (?:habeis|han|has|ha) cobrado\\b|cobrad[oa] (?:\\w+ )?(?:dos veces|de mas|doble)|(?:m'avez|nous avez|m'a|ete) (?:\\w+ )?(?:debite|preleve|facture)\\w*|(?:debite|preleve|facture)\\w* (?:deux fois|en trop|en double)|(?:zweimal|doppelt|zu viel) (?:abgebucht|berechnet|belastet|bezahlt|eingezogen))"),
                    Cue.of(
                            "account_action",
                            0.9,
                            "\\b(?:(?:cancel(?:ad|en|e|a)|anul(?:ad|en|e|a)|cambi(?:ad|en|e|a)|dad de baja|quiero (?:cancelar|cambiar|anular)|necesito (?:cambiar|cancelar)|(?:puedes?|podeis|pueden|podria) (?:\\w+ )?(?:cancelar|cambiar|reenviar|reenviarme|anular|mirar|comprobar))(?: [^.?!,]{0,25})? (?:mis?|nuestr[oa])\\b|me puedes? reenviar"
                                    + "|(?:resiliez|annulez|changez|modifiez|remboursez|renvoyez)(?:-moi)? (?:[^.?!,]{0,25} )?(?:ma|mon|mes)\\b|(?:je veux|je voudrais|je souhaite|il faut) (?:changer|modifier|annuler|resilier)(?: [^.?!,]{0,25})? (?:ma|mon|mes)\\b|pouvez-vous (?:me |m')?(?:renvoyer|rembourser|annuler|verifier|changer)"
                                    + "|(?:bitte )?(?:kundigen|stornieren|andern|verschieben|erstatten) sie (?:bitte )?(?:[^.?!,]{0,25} )?(?:meine?[rsn]?|unsere?[rsn]?)\\b|ich (?:mochte|will|muss) [^.?!,]{0,25}(?:meine?[rsn]?|unsere?[rsn]?) [^.?!,]{0,25}(?:andern|stornieren|kundigen|verschieben)|(?:konnen sie|konnt ihr|kannst du) mir [^.?!]{0,40}(?:nochmal|erneut) (?:schicken|senden))",
                            "\\b(?:como|donde|comment|ou|wie|wo)\\b[^.!?]{0,30}$"));

    private AccountMatter() {}

    private static final Pattern GENERAL =
            Pattern.compile(
                    "^(?:(?:hi|hello|hey|ok|and|also|so|please|sorry)[ ,]+)*(?:how (?:do|can|could|would|should|to|does|long|much|soon|often)|where (?:do|can|could|should)|what (?:happens|do i|if|are|is the|does)|when (?:can|do|does|is the)|what's|which|who|are your|can i|could i|may i|is it possible|is there|are there|do (?:i|you)|does|why do you|is my (?:\\w+ )?\\w+ (?:insured|covered|included|refundable|transferable|secure|safe|private|encrypted|taxable|protected|guaranteed)|is (?:the|your|an?)|are (?!you\\b))\\b");

    /// The question behind a story: "I paid by card, do I get a receipt?"
    private static final Pattern GENERAL_AT_LAST =
            Pattern.compile(
                    ", (?:and |so |but )?(?:how|where|what (?:do|does|is the)|which|do (?:i|you)|is there|are there|can i|until when|when do(?:es)?)\\b[^,]*$");

    private static final Pattern THANKS =
            Pattern.compile("\\b(?:thanks?|thank you|thx|gracias|merci|danke)\\b");

    private static final Pattern STILL_OPEN =
            Pattern.compile(
                    "\\b(?:but|not|no|never|still|please|yet|in advance|for nothing)\\b|n't\\b|\\?");

    /// "I already got my refund, thank you": nothing is left to be done.
    static boolean isSettled(String sentence) {
        String plain = Words.plain(sentence);
        return THANKS.matcher(plain).find() && !STILL_OPEN.matcher(plain).find();
    }

    /// Asked in general: what a head reads into it is about the topic, not about this customer.
    static boolean isGeneral(String sentence) {
        String plain = Words.plain(sentence).strip();
        return (GENERAL.matcher(plain).find() || GENERAL_AT_LAST.matcher(plain).find())
                && in(plain).isEmpty();
    }

    static Optional<Signal> in(String plain) {
        return Cue.strongest(CUES, plain);
    }
}
