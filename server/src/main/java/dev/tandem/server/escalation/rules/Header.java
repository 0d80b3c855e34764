package dev.tandem.server.escalation.rules;

import org.jspecify.annotations.Nullable;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The line in brackets above the alternatives of a part of a [RuleFile].
///
/// @param name empty in front of `unless`, which belongs to the rule above it
/// @param signal of a rule; else empty
/// @param value of a rule; else 0
record Header(Kind kind, String name, String signal, double value, Frame frame) {
    enum Kind {
        /// Put into what stands below it by `{name}`.
        FRAGMENT,
        /// Asked for by the program under its name.
        LIST,
        /// Words that mean a signal.
        RULE,
        /// What stands before the words of the rule above and takes their meaning back.
        UNLESS;

        String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /// What each alternative of a list or a rule stands between.
    enum Frame {
        AS_WRITTEN("", ""),
        WHOLE_WORDS("\\b", "\\b"),
        STARTS_OF_WORDS("\\b", "");

        private final String before;
        private final String behind;

        Frame(String before, String behind) {
            this.before = before;
            this.behind = behind;
        }

        String around(String group) {
            return before + group + behind;
        }
    }

    static final String NAME = "[a-z][a-z -]*";

    private static final Pattern FRAGMENT = Pattern.compile("\\[fragment (?<name>" + NAME + ")]");

    private static final Pattern READ =
            Pattern.compile(
                    "\\[(?:list (?<list>"
                            + NAME
                            + ")|rule (?<rule>"
                            + NAME
                            + "): (?<signal>[a-z_]+) (?<value>\\d(?:\\.\\d+)?))"
                            + "(?:, (?<frame>whole words|starts of words))?]");

    static Header parse(String line, Place place) {
        if (line.equals("[unless]")) {
            return new Header(Kind.UNLESS, "", "", 0, Frame.AS_WRITTEN);
        }
        Matcher fragment = FRAGMENT.matcher(line);
        if (fragment.matches()) {
            return new Header(Kind.FRAGMENT, fragment.group("name"), "", 0, Frame.AS_WRITTEN);
        }
        Matcher read = READ.matcher(line);
        if (!read.matches()) {
            throw place.wrong("no such section: " + line);
        }
        Frame frame = frame(read.group("frame"));
        return read.group("list") != null
                ? new Header(Kind.LIST, read.group("list"), "", 0, frame)
                : new Header(
                        Kind.RULE,
                        read.group("rule"),
                        read.group("signal"),
                        Double.parseDouble(read.group("value")),
                        frame);
    }

    private static Frame frame(@Nullable String words) {
        if (words == null) {
            return Frame.AS_WRITTEN;
        }
        return words.equals("whole words") ? Frame.WHOLE_WORDS : Frame.STARTS_OF_WORDS;
    }
}
