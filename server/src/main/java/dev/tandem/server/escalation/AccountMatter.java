package dev.tandem.server.escalation;

import dev.tandem.server.escalation.rules.Matter;
import dev.tandem.server.escalation.rules.Matters;
import dev.tandem.signaling.timeline.Signal;

import java.util.Optional;
import java.util.regex.Pattern;

/// What lies in the customer's own account, order or contract: the site cannot tell it and the
/// assistant cannot do it. How it is done in general is on the site, so "how do I" is none.
final class AccountMatter {
    private final Cues cues;
    private final Pattern general;
    private final Pattern generalAtLast;
    private final Pattern thanks;
    private final Pattern stillOpen;

    AccountMatter(Matters matters) {
        Matter matter =
                matters.ofRules(
                        "account-matter",
                        "asked in general",
                        "asked in general at last",
                        "thanks",
                        "still open");
        cues = Cues.of(matter);
        general = matter.any("asked in general");
        generalAtLast = matter.any("asked in general at last");
        thanks = matter.any("thanks");
        stillOpen = matter.any("still open");
    }

    /// "I already got my refund, thank you": nothing is left to be done.
    boolean isSettled(String sentence) {
        String plain = Words.plain(sentence);
        return thanks.matcher(plain).find() && !stillOpen.matcher(plain).find();
    }

    /// Asked in general: what a head reads into it is about the topic, not about this customer.
    boolean isGeneral(String sentence) {
        String plain = Words.plain(sentence).strip();
        return (general.matcher(plain).find() || generalAtLast.matcher(plain).find())
                && in(plain).isEmpty();
    }

    Optional<Signal> in(String plain) {
        return cues.strongest(plain);
    }
}
