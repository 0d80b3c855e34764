package dev.tandem.server.escalation;

import dev.tandem.signaling.timeline.Signal;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// One way in which a signal is worded.
///
/// @param signal its name
/// @param value 0 to 1: how surely these words mean it
/// @param pattern searched in [Words#plain] text, clause marks included
/// @param unless stands before the words in their sentence and takes the meaning back
record Cue(String signal, double value, Pattern pattern, Pattern unless) {
    private static final Pattern SENTENCE_END = Pattern.compile("[.!?;\\n]+");

    static Cue of(String signal, double value, String pattern, String unless) {
        return new Cue(signal, value, Pattern.compile(pattern), Pattern.compile(unless));
    }

    static Cue of(String signal, double value, String pattern) {
        return of(signal, value, pattern, "(?!)");
    }

    /// The surest of the cues in a text, with the words it was seen in.
    static Optional<Signal> strongest(List<Cue> cues, String plain) {
        return cues.stream()
                .flatMap(cue -> cue.in(plain).stream())
                .max(Comparator.comparingDouble(Signal::value));
    }

    Optional<Signal> in(String plain) {
        Matcher found = pattern.matcher(plain);
        while (found.find()) {
            if (!unless.matcher(sentenceBefore(plain, found.start())).find()) {
                return Optional.of(new Signal(signal, value, found.group().strip()));
            }
        }
        return Optional.empty();
    }

    private static String sentenceBefore(String plain, int at) {
        String[] before = SENTENCE_END.split(plain.substring(0, at), -1);
        return before[before.length - 1];
    }
}
