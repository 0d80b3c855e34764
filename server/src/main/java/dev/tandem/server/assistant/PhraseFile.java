package dev.tandem.server.assistant;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/// One file of [Phrases]: comments, names of sections in brackets, and below each name its
/// patterns, one a line. How such a file is written stands in the English one.
final class PhraseFile {
    /// `[a-z]` at the beginning of a pattern is no name, as long as something follows.
    private static final Pattern SECTION = Pattern.compile("\\[([^]]*)]");

    private static final Pattern NAMED = Pattern.compile("\\{([a-z].*?)}");
    private static final Pattern WORD = Pattern.compile("\\p{L}+");

    /// The only line of a section that has no pattern.
    private static final String NONE = "-";

    private static final String NO_LETTER_BEFORE = "(?<![\\p{L}\\p{N}_])";
    static final String NO_LETTER_BEHIND = "(?![\\p{L}\\p{N}_])";
    static final int ANY_CASE = Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE;

    private record Line(String file, int number, String text) {
        PhraseFileException wrong(String what) {
            return new PhraseFileException(file + ":" + number, what);
        }
    }

    private record Section(Line head, List<Line> lines) {}

    private final String file;
    private final List<PhraseFile> others;
    private final Map<String, Section> sections = new LinkedHashMap<>();

    /// Those that were asked for, with all names put in.
    private final Map<String, String> expressions = new HashMap<>();

    /// Those that are just being put together.
    private final Set<String> begun = new HashSet<>();

    /// @param others have the sections that are not in this file
    PhraseFile(String file, List<String> lines, Collection<PhraseFile> others) {
        this.file = file;
        this.others = List.copyOf(others);
        List<Line> section = List.of();
        for (int i = 0; i < lines.size(); i++) {
            Line line = new Line(file, i + 1, lines.get(i));
            if (line.text().isBlank() || line.text().startsWith("#")) {
                continue;
            }
            if (!line.text().equals(line.text().strip())) {
                throw line.wrong("nobody sees a space at the beginning or end: write [ ]");
            }
            Matcher head = SECTION.matcher(line.text());
            if (head.matches()) {
                section = new ArrayList<>();
                if (sections.putIfAbsent(head.group(1), new Section(line, section)) != null) {
                    throw line.wrong("there is a section " + line.text() + " already");
                }
            } else if (sections.isEmpty()) {
                throw line.wrong("stands below no section");
            } else {
                section.add(line);
            }
        }
        sections.values().forEach(PhraseFile::check);
    }

    private static void check(Section section) {
        if (section.lines().isEmpty()) {
            throw section.head()
                    .wrong("nothing stands below; a single - says that there is nothing to say");
        }
        for (Line line : section.lines()) {
            if (line.text().equals(NONE) && section.lines().size() > 1) {
                throw line.wrong("a - stands alone, or not at all");
            }
        }
    }

    /// A regular expression for any line of a section. A name that is none is an error.
    String any(String name) {
        return others.isEmpty() || sections.containsKey(name)
                ? any(name, own(name))
                : "(?:" + String.join("|", others.stream().map(o -> o.any(name)).toList()) + ")";
    }

    private Section own(String name) {
        Section section = sections.get(name);
        if (section == null) {
            throw new PhraseFileException(file, "there is no section [" + name + "]");
        }
        return section;
    }

    private String any(String name, Section section) {
        String known = expressions.get(name);
        if (known != null) {
            return known;
        }
        if (!begun.add(name)) {
            throw section.head().wrong("stands for itself");
        }
        List<Line> lines = section.lines();
        String expression =
                lines.getFirst().text().equals(NONE)
                        ? "(?!)"
                        : "(?:" + String.join("|", lines.stream().map(this::whole).toList()) + ")";
        expressions.put(name, expression);
        return expression;
    }

    private String whole(Line line) {
        String pattern =
                NAMED.matcher(line.text())
                        .replaceAll(named -> {
                            if (!knows(named.group(1))) {
                                throw line.wrong("there is no section [" + named.group(1) + "]");
                            }
                            return Matcher.quoteReplacement(any(named.group(1)));
                        });
        try {
            return Pattern.compile(pattern).pattern();
        } catch (PatternSyntaxException e) {
            throw line.wrong(e.getDescription());
        }
    }

    private boolean knows(String name) {
        return sections.containsKey(name) || others.stream().anyMatch(o -> o.knows(name));
    }

    /// Finds any line of a section between other words, whatever the case.
    Pattern wherever(String name) {
        return Pattern.compile(NO_LETTER_BEFORE + any(name) + NO_LETTER_BEHIND, ANY_CASE);
    }

    /// The word that a section consists of, to be said and not to be found.
    String word(String name) {
        Section section = own(name);
        String first = section.lines().getFirst().text();
        if (section.lines().size() > 1 || !WORD.matcher(first).matches()) {
            throw section.head().wrong("one word is wanted");
        }
        expressions.put(name, first);
        return first;
    }

    /// Asked when all is read that may ask for one.
    void checkThatSectionsAreAskedFor() {
        sections.forEach((name, section) -> {
            if (!expressions.containsKey(name)) {
                throw section.head().wrong("nobody asks for this section");
            }
        });
    }
}
