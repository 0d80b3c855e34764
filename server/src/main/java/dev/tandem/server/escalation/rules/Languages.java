package dev.tandem.server.escalation.rules;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/// Which matters are known in which language, from `languages.txt`: a line each, like `de: anger
/// risk`.
record Languages(Map<String, Set<String>> matters) {
    static final String FILE = "languages.txt";

    /// No language: what holds in each of them. Its line is the first.
    static final String ALL = "all";

    private static final Pattern LINE = Pattern.compile("[a-z]{2,3}:(?: [a-z-]+)+");

    static Languages of(List<String> lines) {
        Map<String, Set<String>> matters = new LinkedHashMap<>();
        for (int i = 0; i < lines.size(); i++) {
            String line = lines.get(i);
            Place place = new Place(FILE, i + 1);
            if (line.isEmpty() || line.startsWith("#")) {
                continue;
            }
            if (!LINE.matcher(line).matches()) {
                throw place.wrong("a line is a language and its matters: \"de: anger risk\"");
            }
            int colon = line.indexOf(':');
            String language = line.substring(0, colon);
            List<String> known = List.of(line.substring(colon + 2).split(" ", -1));
            if (language.equals(ALL) && !matters.isEmpty()) {
                throw place.wrong("stands before all languages");
            }
            if (Set.copyOf(known).size() < known.size()
                    || matters.put(language, Set.copyOf(known)) != null) {
                throw place.wrong("named twice");
            }
        }
        return new Languages(matters);
    }
}
