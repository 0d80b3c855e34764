package dev.tandem.server.escalation;

import dev.tandem.server.escalation.rules.Matters;
import dev.tandem.server.escalation.rules.Rule;
import dev.tandem.signaling.timeline.Signal;

import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;

/// How much a message describes a fault that has to be looked into: what was tried already, under
/// which conditions it happens, codes, measurements, what works and what does not. Each is common;
/// several together are no question that a page answers.
final class Diagnosis {
    /// A question of a dozen words is never diagnostic, whatever code it names.
    private static final int MIN_WORDS = 14;

    /// Points from which it is as good as certain.
    private static final double CERTAIN = 4.5;

    /// Their values are points.
    private final List<Rule> signs;

    Diagnosis(Matters matters) {
        signs = matters.ofRules("diagnosis").rules();
    }

    Optional<Signal> in(String plain) {
        int words = plain.strip().split("\\s+").length;
        if (words < MIN_WORDS) {
            return Optional.empty();
        }
        double points = Math.min(1.5, (words - MIN_WORDS) / 20.0);
        int from = plain.length();
        int to = 0;
        for (Rule sign : signs) {
            Matcher found = sign.pattern().matcher(plain);
            for (int times = 0; times < 2 && found.find(); times++) {
                points += times == 0 ? sign.value() : sign.value() / 2;
                from = Math.min(from, found.start());
                to = Math.max(to, found.end());
            }
        }
        return to == 0
                ? Optional.empty()
                : Optional.of(
                        new Signal(
                                "diagnostic",
                                Math.min(1, points / CERTAIN),
                                plain.substring(from, to).strip()));
    }
}
