package dev.tandem.server.escalation;

import dev.tandem.signaling.timeline.Signal;

import java.util.List;
import java.util.Optional;

/// The customer says that the last answer missed: it counts as a failed answer, and what is asked
/// now is the same question again.
final class NotHelped {
    private static final List<Cue> CUES =
            List.of(
                    Cue.of(
                            "not_helped",
                            0.9,
                            "\\b(?:(?:that|this|it|which|thats|that's|you|answer)(?: \\w+){0,2} (?:is not|isn'?t|not|wasn'?t|was not|doesn'?t|does not|didn'?t|did not|don'?t|do not|never)(?: \\w+){0,2} (?:what i|my question|helpful|help|answer\\w*|the answer|it\\b|right|correct|true|apply|relevant|understand|understood|work(?:ing|ed)?|what we)"
                                    + "|not what i (?:asked|meant|mean|wanted|need|was asking)|(?:you )?(?:misunderst\\w+|didn'?t understand|don'?t understand|don'?t get it|not getting it|not listening|got (?:that|it|me) wrong)|(?:wrong|incorrect) (?:page|answer|one|product|model|again|link|thing)|not helpful|(?:that|this|it)(?:'s| is| was) (?:wrong|about (?:the |an?)?(?:other|else|different)|about something else|useless|no help|the same (?:thing|answer)|outdated|not it)"
                                    + "|(?:same|similar) (?:answer|thing|result|link|page)(?: again| as before)?|nothing (?:has )?changed|no difference|makes no (?:sense|difference)|(?:already|i) tried (?:that|this|it|all|both)|did (?:that|what you)|i asked (?:about|you|for|if|whether)|i said|i (?:was|am|'m) (?:asking|talking) about|i mean(?:t)?\\b|let me rephrase|once more|nothing to do with|there is no such|it'?s not there|none of (?:these|those|that|them)|still (?:doesn'?t|not|no|the same|about|nothing|isn'?t|won'?t|can'?t)|(?:that'?s|this is) (?:the|for|about|only|last|a) [a-z' ]{2,30}[.,] ?(?:i|not|from|where|again)|you (?:only|just|keep) (?:talk|repeat|send|giv|show|say)\\w*|but that'?s (?:for|the|about|only)|wrong again|try again|again, )\\b"),
                    Cue.of(
                            "not_helped",
                            0.9,
                            "^(?:no|nope|nah),? (?:that'?s|that is|it'?s|this is|those are) (?:about|for|the|an?|only|how)\\b|^(?:(?:no|nope|nah),? )?not (?:the |that |those |these |an? |my |for |in |about )?\\w+(?: \\w+){0,3}(?:[.,;:!]|$)"),
                    Cue.of(
                            "not_helped",
                            0.6,
                            "^(?:no|nope|nah|wrong|hmm?|ugh|again|still|incorrect|sorry,? no|not really)\\b[ ,.!]"),
                    Cue.of(
                            "not_helped",
                            0.9,
                            "\\b(?:no (?:es|era) (?:eso|lo que)|no me (?:ayuda|sirve|has entendido)|no (?:responde|contesta)|sigue (?:igual|sin)|ce n'est pas (?:ca|ce que)|ca ne (?:m'aide|repond|marche|fonctionne) pas|pas ma question|toujours (?:pas|pareil)|das (?:hilft|beantwortet|war|ist) (?:mir )?(?:nicht|keine|leider nicht)|nicht meine frage|hat nicht geholfen|immer noch nicht|geht immer noch)\\b"));

    private NotHelped() {}

    static Optional<Signal> in(String plain) {
        return Cue.strongest(CUES, plain);
    }
}
