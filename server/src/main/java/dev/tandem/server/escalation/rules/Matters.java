package dev.tandem.server.escalation.rules;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/// The files of all matters, read but not yet asked for anything.
public final class Matters {
    /// Where the files are; what they are called stands in [Languages].
    public static final String FOLDER = "escalation/rules/";

    /// By name, then by language in the order of `languages.txt`.
    private final Map<String, Map<String, RuleFile>> files;

    private Matters(Map<String, Map<String, RuleFile>> files) {
        this.files = files;
    }

    /// @param lines of a file of [#FOLDER], if there is one of that name
    public static Matters parse(Function<String, Optional<List<String>>> lines) {
        Map<String, Map<String, RuleFile>> files = new LinkedHashMap<>();
        Languages.of(read(Languages.FILE, lines))
                .matters()
                .forEach((language, known) -> {
                    for (String matter : known) {
                        String file = language + "/" + matter + ".txt";
                        Map<String, RuleFile> others =
                                files.computeIfAbsent(matter, _ -> new LinkedHashMap<>());
                        others.put(
                                language,
                                new RuleFile(file, read(file, lines), others.get(Languages.ALL)));
                    }
                });
        return new Matters(files);
    }

    private static List<String> read(String file, Function<String, Optional<List<String>>> lines) {
        return lines.apply(file)
                .orElseThrow(() -> new RuleFileException(file, "there is no such file"));
    }

    /// @param lists that the program asks for besides the rules
    public Matter ofRules(String name, String... lists) {
        return Matter.checked(name, files.getOrDefault(name, Map.of()), true, Set.of(lists));
    }

    /// A matter that has no rules.
    public Matter ofLists(String name, String... lists) {
        return Matter.checked(name, files.getOrDefault(name, Map.of()), false, Set.of(lists));
    }
}
