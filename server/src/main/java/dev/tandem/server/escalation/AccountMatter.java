package dev.tandem.server.escalation;

import dev.tandem.server.escalation.rules.Matter;
import dev.tandem.signaling.timeline.Signal;

import java.util.Optional;
import java.util.regex.Pattern;

/// What lies in the customer's own account, order or contract: the site cannot tell it and the
/// assistant cannot do it. How it is done in general is on the site, so "how do I" is none.
final class AccountMatter {
    private static final Matter MATTER =
            Matter.ofRules(
                    "account-matter",
                    "asked in general",
                    "asked in general at last",
                    "thanks",
                    "still open");

    private static final Cues CUES = Cues.of(MATTER);
    private static final Pattern GENERAL = MATTER.any("asked in general");
    private static final Pattern GENERAL_AT_LAST = MATTER.any("asked in general at last");
    private static final Pattern THANKS = MATTER.any("thanks");
    private static final Pattern STILL_OPEN = MATTER.any("still open");

    private AccountMatter() {}

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
        return CUES.strongest(plain);
    }
}
