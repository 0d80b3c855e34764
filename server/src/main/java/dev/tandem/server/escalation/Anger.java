package dev.tandem.server.escalation;

import dev.tandem.server.escalation.rules.Matter;
import dev.tandem.server.escalation.rules.Rule;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// How angry a message sounds, by its words and by how loudly it is written.
///
/// @param score 0 to 1
/// @param evidence the strongest words
record Anger(double score, String evidence) {
    /// Letters from which a message in capitals is shouting, and no abbreviation.
    private static final int SHOUTED_LETTERS = 12;

    private static final double SHOUTED_SHARE = 0.6;

    private static final Matter MATTER =
            Matter.ofRules("anger", "denied", "about me", "of oneself");

    private static final List<Rule> MOODS = MATTER.rules();

    /// Directly in front of a mood: it is denied.
    private static final Pattern DENIED = MATTER.any("denied");

    /// Directly in front of a mood: it is about oneself.
    private static final Pattern ABOUT_ME = MATTER.any("about me");

    /// Only these are about oneself when one says them of oneself.
    private static final Pattern OF_ONESELF = MATTER.any("of oneself");

    private static final Pattern LOUD_MARKS = Pattern.compile("!{2,}|\\?!|!\\?|\\?{3,}");

    static Anger in(String text) {
        String plain = Words.plain(text).replaceAll("\\s+", " ");
        double score = 0;
        String evidence = "";
        for (Rule mood : MOODS) {
            Matcher found = mood.pattern().matcher(plain);
            while (mood.value() > score && found.find()) {
                if (isMeant(plain.substring(0, found.start()), found.group())) {
                    score = mood.value();
                    evidence = found.group();
                }
            }
        }
        if (isShouted(text)) {
            score = score > 0 ? score + 0.2 : 0.3;
            evidence = evidence.isEmpty() ? "written loudly" : evidence;
        }
        return new Anger(Math.min(1, score), evidence);
    }

    private static boolean isMeant(String before, String mood) {
        return ABOUT_ME.matcher(before).find()
                ? !OF_ONESELF.matcher(mood).find()
                : !DENIED.matcher(before).find();
    }

    private static boolean isShouted(String text) {
        String head = Words.head(text);
        long letters = head.codePoints().filter(Character::isLetter).count();
        long capitals = head.codePoints().filter(Character::isUpperCase).count();
        return LOUD_MARKS.matcher(head).find()
                || (letters >= SHOUTED_LETTERS && capitals >= SHOUTED_SHARE * letters);
    }
}
