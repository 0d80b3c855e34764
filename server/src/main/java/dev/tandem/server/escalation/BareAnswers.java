package dev.tandem.server.escalation;

import dev.tandem.server.escalation.rules.Matter;
import dev.tandem.server.escalation.rules.Matters;

import java.util.Optional;
import java.util.regex.Pattern;

/// A message that is nothing but the answer to a yes-or-no question, in any language. "Yes, and how
/// much is it?" asks something and is none.
final class BareAnswers {
    /// Nobody says yes at greater length.
    private static final int MAX_CHARS = 60;

    enum YesOrNo {
        YES,
        NO
    }

    private final Pattern saysYes;
    private final Pattern saysNo;

    BareAnswers(Matters matters) {
        Matter matter =
                matters.ofLists(
                        "yes-or-no",
                        "before yes",
                        "yes",
                        "behind yes",
                        "before no",
                        "no",
                        "behind no");
        saysYes = says("yes", matter);
        saysNo = says("no", matter);
    }

    private static Pattern says(String word, Matter matter) {
        return Pattern.compile(
                "(?:(?:%s) )?(?:%s)(?: (?:%s))*"
                        .formatted(
                                matter.any("before " + word),
                                matter.any(word),
                                matter.any("behind " + word)));
    }

    Optional<YesOrNo> in(String text) {
        if (text.length() > MAX_CHARS) {
            return Optional.empty();
        }
        String plain =
                Words.plain(text)
                        .replaceAll("[.,;:!¡¿?()\"]+", " ")
                        .replaceAll("\\s+", " ")
                        .strip();
        if (saysYes.matcher(plain).matches()) {
            return Optional.of(YesOrNo.YES);
        }
        return saysNo.matcher(plain).matches() ? Optional.of(YesOrNo.NO) : Optional.empty();
    }
}
