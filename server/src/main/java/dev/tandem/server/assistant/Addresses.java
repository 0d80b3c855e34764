package dev.tandem.server.assistant;

import java.util.Locale;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// The addresses in a text, and mark-up: what leads somebody somewhere, or sends something there.
/// They are compared as wholes: `harbor.co` is another's than `harbor.com`.
final class Addresses {
    /// Whatever looks like a name with a dot in it may be one: nobody knows all the ends.
    private static final Pattern ADDRESS =
            Pattern.compile(
                    """
                    (?ix)
                    (?<![\\p{L}\\p{N}])
                        (?: [a-z][a-z0-9+.-]{1,15}:// | www\\. | mailto: | tel: | sms:
                          | javascript: | data: ) \\S+
                    | (?<![\\p{L}\\p{N}_.+-]) [\\p{L}\\p{N}_.+-]++ @ [\\p{L}\\p{N}-]+ (?: \\.[\\p{L}\\p{N}-]+ ){1,8}
                    | (?<![\\p{L}\\p{N}_.-]) [\\p{L}\\p{N}_-]+ (?: \\.[\\p{L}\\p{N}_-]+ ){0,8}
                        \\. \\p{L}[\\p{L}\\p{N}-]+ (?: [:/?\\#]\\S* )?
                    | [<>] | !\\[ | ]\\(
                    """);

    private static final Pattern MARK_UP = Pattern.compile("[<>]|!\\[|]\\(");

    private static final Pattern SCHEME = Pattern.compile("^https?://");

    /// What ends the sentence that an address stands in, and a path's last stroke.
    private static final Pattern END = Pattern.compile("[.,;:!?)\\]}'\"»”’/]+$");

    private static final Set<String> ABBREVIATIONS = Set.of("p.ej", "p.ex", "ee.uu");

    /// A sentence may end without a space behind it ("14 days.After that"). These begin one and are
    /// nobody's domains.
    private static final Pattern NEXT_SENTENCE =
            Pattern.compile(
                    "(\\p{Lu}?[\\p{Ll}\\p{Nd}]+)\\.(?:The|You|Your|This|That|There|These|They|After|Before|When|For|And|But"
                            + "|Please|Our|Every|Each|Los|Las|Para|Pero|Cuando|Les|Pour|Vous|Mais|Der|Die|Das"
                            + "|Sie|Wenn|Und|Bitte)");

    private Addresses() {}

    /// Whether all addresses of the one text are addresses of the other, too.
    static boolean areIn(String written, String ground) {
        Set<String> known = Set.copyOf(in(ground, ""));
        return known.containsAll(in(written, ground));
    }

    /// @param ground whose words may end a sentence
    private static Set<String> in(String text, String ground) {
        return ADDRESS.matcher(text)
                .results()
                .map(MatchResult::group)
                .filter(found -> !isSentenceEnd(found, ground))
                .map(Addresses::plain)
                .filter(found -> !found.isEmpty() && !ABBREVIATIONS.contains(found))
                .collect(Collectors.toSet());
    }

    private static boolean isSentenceEnd(String found, String ground) {
        var next = NEXT_SENTENCE.matcher(found);
        return next.matches()
                && Pattern.compile("(?<![\\p{L}\\p{N}])" + next.group(1) + "(?![\\p{L}\\p{N}])")
                        .matcher(ground)
                        .find();
    }

    /// `https://Harbor.example/` is `harbor.example`.
    private static String plain(String found) {
        if (MARK_UP.matcher(found).matches()) {
            return found;
        }
        String small = SCHEME.matcher(found.toLowerCase(Locale.ROOT)).replaceFirst("");
        return END.matcher(small).replaceFirst("");
    }
}
