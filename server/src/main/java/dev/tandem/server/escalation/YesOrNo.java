package dev.tandem.server.escalation;

import dev.tandem.server.escalation.rules.Matter;

import java.util.Optional;
import java.util.regex.Pattern;

/// A message that is nothing but the answer to a yes-or-no question, in any language. "Yes, and how
/// much is it?" asks something and is none.
enum YesOrNo {
    YES,
    NO;

    private static final Matter MATTER =
            Matter.ofLists(
                    "yes-or-no", "before yes", "yes", "behind yes", "before no", "no", "behind no");

    private static final Pattern SAYS_YES = says("yes");
    private static final Pattern SAYS_NO = says("no");

    /// Nobody says yes at greater length.
    private static final int MAX_CHARS = 60;

    static Optional<YesOrNo> in(String text) {
        if (text.length() > MAX_CHARS) {
            return Optional.empty();
        }
        String plain =
                Words.plain(text)
                        .replaceAll("[.,;:!¡¿?()\"]+", " ")
                        .replaceAll("\\s+", " ")
                        .strip();
        if (SAYS_YES.matcher(plain).matches()) {
            return Optional.of(YES);
        }
        return SAYS_NO.matcher(plain).matches() ? Optional.of(NO) : Optional.empty();
    }

    private static Pattern says(String word) {
        return Pattern.compile(
                "(?:(?:%s) )?(?:%s)(?: (?:%s))*"
                        .formatted(
                                MATTER.any("before " + word),
                                MATTER.any(word),
                                MATTER.any("behind " + word)));
    }
}
