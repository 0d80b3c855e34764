package dev.tandem.server.escalation;

import dev.tandem.server.escalation.rules.Matter;

import java.util.regex.Pattern;

/// A person is spoken of and not asked for: told of, somebody else's, part of another word. Holds
/// for the rules of [PersonWish] and for what the trained heads read.
final class PersonSpokenOf {
    private final Pattern compound;
    private final Pattern told;
    private final Pattern wished;
    private final Pattern aboutTheProduct;
    private final Pattern contactDenied;
    private final Pattern someDay;

    /// @param wish what [PersonWish#matter] read
    PersonSpokenOf(Matter wish) {
        compound = wish.any("compound");
        told = wish.any("told");
        wished = wish.any("wished");
        aboutTheProduct = wish.any("about the product");
        contactDenied = wish.any("contact denied");
        someDay = wish.any("some day");
    }

    /// "I spoke to a nice lady yesterday", "I am an agent myself", "can I hand my shift to a
    /// colleague in the app": nobody is asked for.
    boolean in(String sentence) {
        String plain = Words.plain(sentence).strip();
        return (told.matcher(plain).find() && !wished.matcher(plain).find())
                || aboutTheProduct.matcher(plain).find()
                || contactDenied.matcher(plain).find()
                || isAllForSomeDay(plain);
    }

    /// A sentence of more than a word or two beside it may ask for somebody now.
    private boolean isAllForSomeDay(String plain) {
        return isForSomeDay(plain)
                && PersonWish.SENTENCE_END
                        .splitAsStream(plain)
                        .filter(sentence -> sentence.strip().split(" ", -1).length > 2)
                        .allMatch(this::isForSomeDay);
    }

    /// "If I ever need to talk to somebody, when are you there?": not now.
    ///
    /// @param plain a sentence, see [Words#plain]
    boolean isForSomeDay(String plain) {
        return someDay.matcher(plain).find();
    }

    /// Directly behind a person it makes another thing of it: "agent fee", "human-sized".
    boolean isCompound(String behind) {
        return compound.matcher(behind).find();
    }
}
