package dev.tandem.server.assistant;

import dev.tandem.server.knowledge.Language;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// What customers say in one language that is told by its words alone, from
/// `assistant/phrases_*.txt`; how such a file is written stands in the English one.
record Phrases(Language language, Map<String, List<String>> sections) {
    private static final Pattern SECTION = Pattern.compile("\\[(.+)]");
    private static final String NO_LETTER_BEFORE = "(?<![\\p{L}\\p{N}_])";
    static final String NO_LETTER_BEHIND = "(?![\\p{L}\\p{N}_])";
    private static final Pattern NAMED = Pattern.compile("\\{([a-z].*?)}");

    /// What fits in two languages is told in the first.
    static final List<Phrases> ALL =
            List.of(read(Language.ENGLISH), read(Language.SPANISH), read(Language.FRENCH));

    Phrases {
        sections = Map.copyOf(sections);
    }

    private static Phrases read(Language language) {
        String file = "/assistant/phrases_" + language.tag() + ".txt";
        try (InputStream in = Phrases.class.getResourceAsStream(file)) {
            if (in == null) {
                throw new IllegalStateException(file + " is missing from the program");
            }
            String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            return parse(language, text.lines().toList());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Phrases parse(Language language, List<String> lines) {
        Map<String, List<String>> sections = new LinkedHashMap<>();
        List<String> section = new ArrayList<>();
        for (String line : lines) {
            Matcher heading = SECTION.matcher(line);
            if (heading.matches()) {
                section = new ArrayList<>();
                sections.put(heading.group(1), section);
            } else if (!line.isBlank() && !line.startsWith("#")) {
                section.add(line);
            }
        }
        return new Phrases(language, sections);
    }

    /// A regular expression for any line of a section. A name that is none is an error.
    String any(String name) {
        List<String> lines = sections.get(name);
        if (lines == null) {
            throw new IllegalArgumentException(
                    "there are no phrases [" + name + "] in " + language);
        }
        return lines.isEmpty()
                ? "(?!)"
                : "(?:" + String.join("|", lines.stream().map(this::whole).toList()) + ")";
    }

    /// The same for any line of all languages.
    static String anyOfAll(String name) {
        return "(?:" + String.join("|", ALL.stream().map(p -> p.any(name)).toList()) + ")";
    }

    /// Finds them between other words, whatever the case.
    static Pattern wherever(String name) {
        return Pattern.compile(
                NO_LETTER_BEFORE + anyOfAll(name) + NO_LETTER_BEHIND,
                Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE);
    }

    private String whole(String line) {
        return NAMED.matcher(line)
                .replaceAll((MatchResult named) -> Matcher.quoteReplacement(any(named.group(1))));
    }
}
