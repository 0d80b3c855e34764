package dev.tandem.server.knowledge;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/// What a page and its server ask of all crawlers, or of ours by name, in `<meta name=robots>` and
/// `X-Robots-Tag`.
///
/// @param index false for noindex
/// @param follow false for nofollow
record RobotsDirectives(boolean index, boolean follow) {
    /// The name by which a site speaks to this crawler, in robots.txt too.
    static final String NAME = "tandembot";

    /// Crawlers by name, and all of them; a date has colons too.
    private static final Pattern CRAWLER = Pattern.compile("[a-z*][\\w.*-]*");

    /// Directives that have a value; every other word before a colon is the name of a crawler.
    private static final Set<String> VALUED =
            Set.of("max-snippet", "max-image-preview", "max-video-preview", "unavailable_after");

    /// The strictest word of any line counts.
    ///
    /// @param lines each of one tag or one header, as they were sent: the name of a crawler counts
    ///   until its end or the next name
    static RobotsDirectives of(List<String> lines) {
        boolean index = true;
        boolean follow = true;
        for (String line : lines) {
            boolean ours = true;
            for (String part : line.toLowerCase(Locale.ROOT).split(",", -1)) {
                String word = part.strip();
                int colon = word.indexOf(':');
                String name = colon < 0 ? "" : word.substring(0, colon).strip();
                if (CRAWLER.matcher(name).matches() && !VALUED.contains(name)) {
                    ours = name.equals(NAME) || name.equals("*");
                    word = word.substring(colon + 1).strip();
                }
                boolean none = ours && word.equals("none");
                index &= !none && !(ours && word.equals("noindex"));
                follow &= !none && !(ours && word.equals("nofollow"));
            }
        }
        return new RobotsDirectives(index, follow);
    }
}
