package dev.tandem.server.escalation;

import java.util.regex.Pattern;

/// A person is spoken of and not asked for: told of, somebody else's, part of another word. Holds
/// for the rules of [PersonWish] and for what the trained heads read.
final class PersonSpokenOf {
    private static final Pattern COMPOUND = PersonWish.MATTER.any("compound");
    private static final Pattern TOLD = PersonWish.MATTER.any("told");
    private static final Pattern WISHED = PersonWish.MATTER.any("wished");
    private static final Pattern CONTACT_DENIED = PersonWish.MATTER.any("contact denied");

    private PersonSpokenOf() {}

    /// "I spoke to a nice lady yesterday", "I am an agent myself": nobody is asked for.
    static boolean in(String sentence) {
        String plain = Words.plain(sentence).strip();
        return (TOLD.matcher(plain).find() && !WISHED.matcher(plain).find())
                || CONTACT_DENIED.matcher(plain).find();
    }

    /// Directly behind a person it makes another thing of it: "agent fee", "human-sized".
    static boolean isCompound(String behind) {
        return COMPOUND.matcher(behind).find();
    }
}
