package dev.tandem.server.escalation.rules;

import dev.tandem.server.escalation.rules.Header.Kind;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/// One file of a matter: comments, headers in brackets, and below each header its alternatives, one
/// a line, with the fragments that stand above put in.
final class RuleFile {
    /// A longer line hides what it says.
    static final int LINE_CHARS = 160;

    /// A brace that opens no count, as in `\d{2,3}`, names a fragment.
    private static final Pattern FRAGMENT = Pattern.compile("\\{(?!\\d)([^{}]*)}?");

    /// `[a-z]` at the beginning of an alternative is none, as long as something follows.
    private static final Pattern HEADER = Pattern.compile("\\[[^]]*]");

    private static final Pattern WITH_PARTS = Pattern.compile("[\\[\\]()|]");
    private static final Pattern ESCAPED = Pattern.compile("\\\\.|\\[\\^?[^]]+]");
    private static final Pattern INNERMOST = Pattern.compile("\\([^()]*\\)");
    private static final Pattern UNMATCHED = Pattern.compile("[\\[\\]()]");
    private static final Pattern EMPTY =
            Pattern.compile("^\\||\\|$|\\|\\||\\|\\)|\\((?:\\?(?::|<?[=!]))?\\|");

    /// @param alternatives with all fragments put in, and where each stands
    record Section(Header header, Place place, Map<String, Place> alternatives) {
        String anyOf() {
            return "(?:" + String.join("|", alternatives.keySet()) + ")";
        }

        /// Any of the alternatives, between what the header says.
        String expression() {
            return header.frame().around(anyOf());
        }
    }

    private final @Nullable RuleFile shared;
    private final List<Section> sections = new ArrayList<>();
    private final Map<String, Section> fragments = new LinkedHashMap<>();
    private final Map<String, Section> lists = new LinkedHashMap<>();
    private final Map<String, Section> rules = new LinkedHashMap<>();
    private final Map<String, Section> unless = new LinkedHashMap<>();
    private final Set<String> used = new HashSet<>();

    /// @param shared the file whose fragments count in this one, too
    RuleFile(String file, List<String> lines, @Nullable RuleFile shared) {
        this.shared = shared;
        for (int i = 0; i < lines.size(); i++) {
            read(lines.get(i), new Place(file, i + 1));
        }
        for (Section section : sections) {
            if (section.alternatives().isEmpty()) {
                throw section.place().wrong("no alternative stands below");
            }
        }
    }

    private void read(String line, Place place) {
        if (line.isEmpty() || line.startsWith("#")) {
            return;
        }
        if (line.length() > LINE_CHARS) {
            throw place.wrong(
                    "longer than " + LINE_CHARS + " characters: make fragments of its parts");
        }
        if (HEADER.matcher(line).matches()) {
            keep(new Section(Header.parse(line, place), place, new LinkedHashMap<>()));
        } else if (sections.isEmpty()) {
            throw place.wrong("no header stands above");
        } else {
            add(line, sections.getLast(), place);
        }
    }

    private void keep(Section section) {
        Header header = section.header();
        String name = header.name();
        if (header.kind() == Kind.UNLESS) {
            if (sections.isEmpty() || sections.getLast().header().kind() != Kind.RULE) {
                throw section.place().wrong("[unless] stands below no rule");
            }
            name = sections.getLast().header().name();
        }
        boolean taken =
                header.kind() == Kind.FRAGMENT
                        && shared != null
                        && shared.fragments.containsKey(name);
        if (taken || named(header.kind()).putIfAbsent(name, section) != null) {
            throw section.place()
                    .wrong("there is a " + header.kind().word() + " " + name + " already");
        }
        sections.add(section);
    }

    private Map<String, Section> named(Kind kind) {
        return switch (kind) {
            case FRAGMENT -> fragments;
            case LIST -> lists;
            case RULE -> rules;
            case UNLESS -> unless;
        };
    }

    private void add(String line, Section section, Place place) {
        if (!line.equals(line.strip())) {
            throw place.wrong("nobody sees a space at the beginning or end: write [ ]");
        }
        if (WITH_PARTS.matcher(line).find()) {
            checkParts(line, place);
        }
        String alternative = withFragments(line, section, place);
        if (section.alternatives().putIfAbsent(alternative, place) != null) {
            throw place.wrong("nobody uses this alternative: it stands above already");
        }
    }

    private static void checkParts(String line, Place place) {
        String bare = ESCAPED.matcher(line).replaceAll("x");
        if (EMPTY.matcher(bare).find()) {
            throw place.wrong("an empty alternative");
        }
        for (String outer = ""; !outer.equals(bare); ) {
            outer = bare;
            bare = INNERMOST.matcher(bare).replaceAll("x");
        }
        if (UNMATCHED.matcher(bare).find()) {
            throw place.wrong("a bracket without its other half");
        }
        if (bare.contains("|")) {
            throw place.wrong("two alternatives: write them one a line");
        }
    }

    private String withFragments(String line, Section section, Place place) {
        if (line.indexOf('{') < 0) {
            return line;
        }
        return FRAGMENT.matcher(line)
                .replaceAll(found -> {
                    Section fragment = fragment(found.group(1));
                    if (fragment == null || fragment.place().equals(section.place())) {
                        throw place.wrong("no fragment {" + found.group(1) + "} stands above");
                    }
                    return Matcher.quoteReplacement(fragment.anyOf());
                });
    }

    private @Nullable Section fragment(String name) {
        Section own = fragments.get(name);
        if (own == null) {
            return shared == null ? null : shared.fragment(name);
        }
        used.add(name);
        return own;
    }

    /// Asked when everything is read that may use one.
    void checkThatFragmentsAreUsed() {
        fragments.forEach((name, section) -> {
            if (!used.contains(name)) {
                throw section.place().wrong("nobody uses this fragment");
            }
        });
    }

    void checkThatListsAreAskedFor(Set<String> asked) {
        lists.forEach((name, section) -> {
            if (!asked.contains(name)) {
                throw section.place().wrong("nobody asks for this list");
            }
        });
    }

    void checkThatThereAreNoRules() {
        rules.forEach((_, section) -> {
            throw section.place().wrong("nobody asks for rules of this matter");
        });
    }

    boolean hasRules() {
        return !rules.isEmpty();
    }

    Map<String, Section> lists() {
        return lists;
    }

    /// In the order of the file.
    List<Rule> rules() {
        return rules.values().stream().map(this::rule).toList();
    }

    private Rule rule(Section section) {
        Header header = section.header();
        Section before = unless.get(header.name());
        return new Rule(
                header.signal(),
                header.value(),
                compiled(section.expression()),
                before == null ? Rule.NEVER : compiled(before.expression()));
    }

    /// An expression of this file; what does not compile is looked for in its lines.
    Pattern compiled(String expression) {
        try {
            return Pattern.compile(expression);
        } catch (PatternSyntaxException e) {
            if (shared != null) {
                shared.checkLines();
            }
            checkLines();
            throw e;
        }
    }

    private void checkLines() {
        for (Section section : sections) {
            section.alternatives()
                    .forEach((alternative, place) -> {
                        try {
                            Pattern.compile(alternative);
                        } catch (PatternSyntaxException e) {
                            throw place.wrong(e.getDescription());
                        }
                    });
        }
    }
}
