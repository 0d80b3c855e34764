package dev.tandem.server.escalation;

import dev.tandem.signaling.timeline.Signal;

import java.util.List;
import java.util.Optional;

/// Fear and haste: the customer is worried, or the time is short. Anger is in [Anger].
final class Distress {
    private static final String NOT_MINE =
            "\\b(?:no|pas|nicht|kein\\w*) ?$|\\b(?:how|is it|if|not|n't|never|no need|what (?:is|does)|do you (?:have|do|offer)|don'?t be|something)\\b[^.!?,]{0,25}$";

    private static final String SOON =
            "(?:in|within|for) (?:the next |less than |about |under |only )?(?:an?|half an|\\d+|one|two|three|five|ten|fifteen|twenty|thirty|a few|a couple of) ?(?:minutes?|mins?|hours?|hrs?|h)\\b";

    private static final List<Cue> CUES =
            List.of(
                    Cue.of(
                            "anxiety",
                            0.8,
                            "\\b(?:(?:i'm|im|i am|we're|we are|i feel|feeling|i was|she's|he's|getting|so|very|really|extremely|a bit|quite|being) (?:\\w+ ){0,2}?(?:worried|scared|afraid that|anxious(?! to (?:see|try|get|start|know|hear|meet))|panick\\w+|in (?:a )?panic|terrified|desperate|frightened|stressed(?: out)?|distressed|freaking out|devastated|heartbroken|shaking|helpless|stranded|overwhelmed|nervous that|upset|at my wits'? end|in tears|close to tears|crying|distraught)"
                                    + "|panicking|worried sick|don'?t know what to do|i'?m begging|i beg you|can'?t sleep|close to tears|in tears|at my wits'? end|please please|losing sleep|end of my tether|nervous wreck|breaking my heart)\\b",
                            NOT_MINE),
                    Cue.of(
                            "time_pressure",
                            0.8,
                            "\\b(?:(?:it'?s|this is|very|really|extremely|super|quite|its|so|most) (?:an? )?(?:\\w+ )?(?:urgent|emergency|time[- ]critical)|urgent(?:ly)?(?= ?[!:.,]| ?$| help| need| please| pls| request| matter)|urgently (?:need|require)|need (?:\\w+ ){0,5}?(?:urgently|asap|immediately|right now|right away|this minute|at once|straight away|today|tonight|within the hour|now)\\b|(?:help|please|pls|answer|fix|reply|respond|sort\\w*)(?: \\w+){0,5} (?:asap|immediately|right now|right away|quick(?:ly)?|straight away|urgently|at once)|asap\\b|hurry(?: up)?|be quick|please quick|quick(?:ly)? please|as soon as (?:humanly )?possible"
                                    + "|(?:can'?t|cannot|can not|won'?t) wait (?:until|till|any longer|that long|another|$)|(?:run|running) out of time|time is running|every (?:minute|second) (?:counts|this)|losing (?:money|customers|sales|business)|production is down|(?:whole )?(?:site|shop|system|till|pos|server) (?:is |'s )?(?:completely )?(?:down|dead)|no time to)\\b",
                            NOT_MINE),
                    Cue.of(
                            "time_pressure",
                            0.8,
                            "\\b(?:starts?|leaves?|leaving|closes?|closing|boarding|departs?|depart\\w*|begins?|expires?|opens?|opening|due|arrives?|arriving|flight|train|exam|presentation|interview|meeting|hearing|deadline|live|submit|launch\\w*|runs out|is)\\b(?: \\w+){0,4}? "
                                    + SOON,
                            NOT_MINE
                                    + "|\\b(?:when|how long|does|usually|normally|delivery)\\b[^.!?]{0,40}$"),
                    Cue.of(
                            "time_pressure",
                            0.75,
                            "\\b(?:(?:deadline|exam|hearing|surgery|wedding|funeral|interview|presentation|flight|show|launch|party|submission|registration|event|closing|moving|grant|court|move|go live|ceremony)\\b[^.?!]{0,35}\\b(?:is |are |closes? |ends? |at |starts? )?(?:today|tonight|tomorrow|this (?:morning|afternoon|evening)|midnight|noon|in (?:an hour|minutes)|already started)\\b[^?]{0,80}(?:can'?t|cannot|won'?t|n't|isn'?t|not|no |spins|need|help|stuck|dead|and i|blocks?|yet)|(?:today|tonight|tomorrow)\\b[^.?!]{0,40}\\b(?:and|but)\\b[^.?!]{0,40}\\b(?:still|isn'?t|hasn'?t|not|can'?t|cannot|won'?t)\\b|(?:guests?|customers|people|clients|kids) (?:are )?(?:arrive|arriving|waiting|standing|outside)\\b[^.?!]{0,30}\\b(?:at \\d|now|outside|already|soon|and)|still haven'?t[^.?!]{0,30}(?:tomorrow|tonight|today))"),
                    // Spanish, French, German
                    Cue.of(
                            "time_pressure",
                            0.75,
                            "\\b(?:es (?:muy )?urgente|urgentisim[oa]|urge\\b|lo necesito (?:ya|ahora|hoy)|cuanto antes|(?:es|tengo) una emergencia|c'est (?:tres |vraiment )?urgent|c'est une urgence|ist ein notfall|en urgence|au plus vite|immediatement|tout de suite|sehr dringend|es ist dringend|dringend\\b|eilt\\b(?! nicht)|so schnell wie moglich|sofort)\\b",
                            "\\b(?:no|pas|nicht)\\b[^.!?]{0,15}$"),
                    Cue.of(
                            "anxiety",
                            0.75,
                            "\\b(?:estoy (?:muy )?(?:preocupad|asustad|desesperad|angustiad)[oa]|tengo miedo|no se que hacer|je suis (?:\\w+ )?(?:inquiete?|desesperee?|paniquee?|angoissee?)|j'ai peur|je ne sais plus quoi faire|je panique|ich habe (?:grosse )?angst|ich bin (?:total |sehr |vollig )?(?:verzweifelt|besorgt|panisch)|ich weiss nicht mehr weiter|mache mir (?:grosse )?sorgen)\\b"),
                    Cue.of(
                            "time_pressure",
                            0.75,
                            "\\b(?:(?:sale|empieza|cierra|vence|embarque|part|decolle|commence|ferme|geht|startet|beginnt|fahrt|schliesst)(?: \\w+){0,3} (?:en|dans|in) (?:media|une demi|einer halben|una|une?|einer?|dos|deux|zwei|\\d+) ?-?(?:horas?|heures?|stunden?|minutos|minutes|minuten)\\b"
                                    + "|(?:es para|c'est pour|es ist fur) (?:hoy|aujourd'hui|heute)\\b|(?:daos|dense|date) prisa|depechez-vous|beeilen sie sich|beeilt euch)",
                            "\\b(?:cuando|quand|wann|normalmente|normalerweise)\\b[^.!?]{0,30}$"),
                    Cue.of(
                            "anxiety",
                            0.75,
                            "\\b(?:no puedo mas|je n'en peux (?:vraiment )?plus|ich kann (?:einfach )?nicht mehr(?= |[,.!]|$)(?! (?:\\w+ ){0,4}(?:einloggen|anmelden|offnen|finden|sehen|zugreifen))|estoy (?:muy |super )?(?:nervios|agobiad|estresad)[oa]|je suis (?:tres |vraiment |super )?(?:stresse|angoisse|inquiet)\\w*|(?:mache|machen) (?:mir|uns) (?:\\w+ )?sorgen)\\b"));

    private Distress() {}

    static Optional<Signal> in(String plain) {
        return Cue.strongest(CUES, plain);
    }
}
