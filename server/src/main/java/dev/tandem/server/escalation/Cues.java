package dev.tandem.server.escalation;

import dev.tandem.server.escalation.rules.Matter;
import dev.tandem.server.escalation.rules.Rule;
import dev.tandem.signaling.timeline.Signal;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The ways in which the signals of a matter are worded, searched in [Words#plain] text, clause
/// marks included. The value of a rule, 0 to 1, is how surely its words mean the signal; what takes
/// the meaning back stands before them in their sentence.
record Cues(List<Rule> rules) {
    private static final Pattern SENTENCE_END = Pattern.compile("[.!?;\\n]+");

    static Cues of(Matter matter) {
        return new Cues(matter.rules());
    }

    /// The surest in a text, with the words it was seen in.
    Optional<Signal> strongest(String plain) {
        return rules.stream()
                .flatMap(rule -> in(plain, rule).stream())
                .max(Comparator.comparingDouble(Signal::value));
    }

    private static Optional<Signal> in(String plain, Rule rule) {
        Matcher found = rule.pattern().matcher(plain);
        while (found.find()) {
            if (!rule.unless().matcher(sentenceBefore(plain, found.start())).find()) {
                return Optional.of(new Signal(rule.signal(), rule.value(), found.group().strip()));
            }
        }
        return Optional.empty();
    }

    private static String sentenceBefore(String plain, int at) {
        String[] before = SENTENCE_END.split(plain.substring(0, at), -1);
        return before[before.length - 1];
    }
}
