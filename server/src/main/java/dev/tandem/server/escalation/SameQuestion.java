package dev.tandem.server.escalation;

import dev.tandem.signaling.timeline.AnswerBand;

import java.util.ArrayList;
import java.util.List;

/// Tells a question that is asked again from the next one that is built alike: "how much is
/// delivery to France", "how much is delivery to Spain".
final class SameQuestion {
    /// What two questions built alike differ in has this many words at most.
    private static final int OTHER_WORDS = 2;

    /// And they have this many words in common at least.
    private static final int COMMON_WORDS = 3;

    /// Words that begin alike are one word, inflected or mistyped.
    private static final int STEM_CHARS = 3;

    private SameQuestion() {}

    /// The earlier messages that ask the same as this one, without a break.
    ///
    /// @param from similarity from which two messages may be one question
    static List<String> before(Observation seen, double from) {
        if (seen.band().filter(b -> b == AnswerBand.TALK).isPresent()) {
            return List.of();
        }
        List<String> same = new ArrayList<>();
        for (int i = 0; i < seen.earlier().size(); i++) {
            String earlier = seen.earlier().get(i);
            if (seen.similarity().get(i) < from || asksForAnother(seen.text(), earlier)) {
                break;
            }
            same.add(earlier);
        }
        return same;
    }

    /// The same sentence with one thing in it replaced by another.
    private static boolean asksForAnother(String text, String earlier) {
        List<String> now = words(text);
        List<String> then = words(earlier);
        int shorter = Math.min(now.size(), then.size());
        int front = 0;
        while (front < shorter && now.get(front).equals(then.get(front))) {
            front++;
        }
        int back = 0;
        while (back < shorter - front
                && now.reversed().get(back).equals(then.reversed().get(back))) {
            back++;
        }
        List<String> here = now.subList(front, now.size() - back);
        List<String> there = then.subList(front, then.size() - back);
        return front + back >= COMMON_WORDS
                && isAThing(here)
                && isAThing(there)
                && here.stream().noneMatch(h -> there.stream().anyMatch(t -> isInflected(h, t)));
    }

    private static boolean isAThing(List<String> words) {
        return !words.isEmpty() && words.size() <= OTHER_WORDS;
    }

    private static boolean isInflected(String word, String other) {
        return word.regionMatches(0, other, 0, STEM_CHARS);
    }

    private static List<String> words(String text) {
        return List.of(
                Words.plain(text).replaceAll("[^\\p{L}\\p{N}' ]", "").strip().split(" +", -1));
    }
}
