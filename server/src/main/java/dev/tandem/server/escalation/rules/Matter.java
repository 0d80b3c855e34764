package dev.tandem.server.escalation.rules;

import dev.tandem.server.escalation.rules.RuleFile.Section;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// What is known about one matter in every language: the rules and lists of its files, in the order
/// of `languages.txt`.
public final class Matter {
    private static final Pattern WORD = Pattern.compile("[a-z']+");

    private final String name;
    private final Map<String, RuleFile> files;

    private Matter(String name, Map<String, RuleFile> files) {
        this.name = name;
        this.files = files;
    }

    /// @param files by language
    /// @param lists that the program asks for
    static Matter checked(
            String name, Map<String, RuleFile> files, boolean hasRules, Set<String> lists) {
        Matter matter = new Matter(name, files);
        matter.checkThatAllIsUsed(hasRules, lists);
        return matter;
    }

    private void checkThatAllIsUsed(boolean hasRules, Set<String> lists) {
        Set<String> missing = new HashSet<>(lists);
        boolean ruled = false;
        for (RuleFile file : files.values()) {
            file.checkThatFragmentsAreUsed();
            file.checkThatListsAreAskedFor(lists);
            if (!hasRules) {
                file.checkThatThereAreNoRules();
            }
            ruled |= file.hasRules();
            missing.removeAll(file.lists().keySet());
        }
        for (String list : missing) {
            throw new RuleFileException(name, "no language has the list " + list);
        }
        if (hasRules && !ruled) {
            throw new RuleFileException(name, "no language has a rule");
        }
    }

    /// Of all languages.
    public List<Rule> rules() {
        return files.values().stream().flatMap(f -> f.rules().stream()).toList();
    }

    public List<Rule> rules(String language) {
        return file(language).rules();
    }

    /// Those that have such a list, in their order.
    public List<String> languages(String list) {
        return files.entrySet().stream()
                .filter(e -> e.getValue().lists().containsKey(list))
                .map(Map.Entry::getKey)
                .toList();
    }

    /// Any alternative of a list, of whichever language.
    public Pattern any(String list) {
        return Pattern.compile(
                languages(list).stream()
                        .map(language -> any(language, list).pattern())
                        .collect(Collectors.joining("|")));
    }

    public Pattern any(String language, String list) {
        return file(language).compiled(section(language, list).expression());
    }

    /// A list of single words.
    public Set<String> words(String list) {
        return languages(list).stream()
                .flatMap(language -> section(language, list).alternatives().entrySet().stream())
                .map(word -> word(word.getKey(), word.getValue()))
                .collect(Collectors.toUnmodifiableSet());
    }

    private static String word(String alternative, Place place) {
        if (!WORD.matcher(alternative).matches()) {
            throw place.wrong("nobody uses this alternative: it is no single word");
        }
        return alternative;
    }

    private RuleFile file(String language) {
        RuleFile file = files.get(language);
        if (file == null) {
            throw new RuleFileException(Languages.FILE, language + " does not know " + name);
        }
        return file;
    }

    private Section section(String language, String list) {
        Section section = file(language).lists().get(list);
        if (section == null) {
            throw new RuleFileException(language + "/" + name + ".txt", "no list " + list);
        }
        return section;
    }
}
