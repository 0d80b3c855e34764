package dev.tandem.server.escalation;

import dev.tandem.server.escalation.rules.Matter;
import dev.tandem.server.escalation.rules.Matters;
import dev.tandem.server.escalation.rules.Rule;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Hears anger by the words of a message and by how loudly it is written.
final class Moods {
    /// Letters from which a message in capitals is shouting, and no abbreviation.
    private static final int SHOUTED_LETTERS = 12;

    private static final double SHOUTED_SHARE = 0.6;

    private static final Pattern LOUD_MARKS = Pattern.compile("!{2,}|\\?!|!\\?|\\?{3,}");

    private final List<Rule> rules;

    /// Directly in front of a mood: it is denied.
    private final Pattern denied;

    /// Directly in front of a mood: it is about oneself.
    private final Pattern aboutMe;

    /// Only these are about oneself when one says them of oneself.
    private final Pattern ofOneself;

    Moods(Matters matters) {
        Matter matter = matters.ofRules("anger", "denied", "about me", "of oneself");
        rules = matter.rules();
        denied = matter.any("denied");
        aboutMe = matter.any("about me");
        ofOneself = matter.any("of oneself");
    }

    Anger in(String text) {
        String plain = Words.plain(text).replaceAll("\\s+", " ");
        double score = 0;
        String evidence = "";
        for (Rule mood : rules) {
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

    private boolean isMeant(String before, String mood) {
        return aboutMe.matcher(before).find()
                ? !ofOneself.matcher(mood).find()
                : !denied.matcher(before).find();
    }

    private static boolean isShouted(String text) {
        String head = Words.head(text);
        long letters = head.codePoints().filter(Character::isLetter).count();
        long capitals = head.codePoints().filter(Character::isUpperCase).count();
        return LOUD_MARKS.matcher(head).find()
                || (letters >= SHOUTED_LETTERS && capitals >= SHOUTED_SHARE * letters);
    }
}
