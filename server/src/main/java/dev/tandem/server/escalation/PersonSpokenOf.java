package dev.tandem.server.escalation;

import java.util.regex.Pattern;

/// A person is spoken of and not asked for: told of, somebody else's, part of another word. Holds
/// for the rules of [PersonWish] and for what the trained heads read.
final class PersonSpokenOf {
    /// Directly behind a person these make another thing of it: "agent fee", "human-sized".
    private static final Pattern COMPOUND =
            Pattern.compile(
                    "^(?:-(?!to-human)|'s |s' | (?:readable|roles?|status|seats?|fees?|commissions?|manuals?|resources|errors?|rights|training|jobs?|salar(?:y|ies)|dashboards?|permissions?|access|hours|codes?|ids?|licen[cs]es?|login|accounts?) ?\\b)");

    /// Who else may speak to somebody: that the customer wants to is not said.
    static final String OTHERS =
            "(?:customers?|users?|clients?|visitors?|members|patients?|guests?|students?|callers?|people|bot|chatbot|software|product|tool|app|platform|widget|system|plan)";

    /// Others of whom something is told: what they did or were told is not wished.
    private static final String RELATIVES =
            "(?:neighbou?r|friend|colleague|wife|husband|mother|father|mum|mom|dad|brother|sister|boss|cousin|flatmate|son|daughter"
                    + "|herman[oa]|amig[oa]|vecin[oa]|madre|padre|marido|mujer|jef[ea]|hij[oa]|companer[oa]"
                    + "|frere|soeur|amie?|voisine?|mere|pere|mari|femme|chef|fils|fille|collegue"
                    + "|bruder|schwester|freund(?:in)?|nachbar(?:in)?|mutter|vater|mann|frau|chef(?:in)?|sohn|tochter|kolleg(?:e|in))";

    static final String OTHERS_TOLD_OF =
            "\\b(?:my|our|his|her|the|a|mi|mon|ma|meine?) "
                    + RELATIVES
                    + "(?! (?:would|wants?|needs?|quiere|necesita|veut|voudrait|will|mochte|braucht))(?: [\\w']+){0,3}";

    /// A person is only told of, or the customer tells who they are, or asks what others may do.
    private static final Pattern TOLD =
            Pattern.compile(
                    "^(?:(?:so|and|but|yes|no|hi|hello|hey|well|ok)[ ,]+)*(?:i|we)(?:(?:'ve| have)? (?:just |already |once |recently )?(?:spoke|spoken|talked|chatted|rang|met|dealt)|(?:'m| am| work as) an?) "
                            + "|^can i (?:forward|transfer|divert|redirect|route) my (?:calls?|number|tickets?|data)\\b"
                            + "|^(?:can|do|does|could|may|will|is|are)(?: (?:my|our|the|your))?(?: \\w+)? "
                            + OTHERS
                            + "\\b");

    private static final Pattern WISHES =
            Pattern.compile(
                    "\\b(?:want|need|like|please|can i|can you|could|let me|wish|again)\\b");

    private static final Pattern CONTACT_DENIED =
            Pattern.compile(
                    "\\b(?:don'?t|do not|never|no need|without|rather not|not)(?: \\w+){0,4} (?:call|phone|ring|speak|talk|contact)");

    /// "I spoke to a nice lady yesterday", "I am an agent myself": nobody is asked for.
    static boolean in(String sentence) {
        String plain = Words.plain(sentence).strip();
        return (TOLD.matcher(plain).find() && !WISHES.matcher(plain).find())
                || CONTACT_DENIED.matcher(plain).find();
    }

    static boolean isCompound(String behind) {
        return COMPOUND.matcher(behind).find();
    }

    private PersonSpokenOf() {}
}
