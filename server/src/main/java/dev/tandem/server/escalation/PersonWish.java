package dev.tandem.server.escalation;

import dev.tandem.server.escalation.rules.Matter;
import dev.tandem.server.escalation.rules.Rule;

import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Finds the wish for a person by the words it is said in, clause by clause.
///
/// A language knows how the wish is said (a refused machine is the same wish), and what in front of
/// it takes it back.
final class PersonWish {
    static final Matter MATTER =
            Matter.ofRules(
                    "person-wish", "taken back", "compound", "told", "wished", "contact denied");

    /// @param wants the first that is found counts
    /// @param unwanted stands directly in front of a wish that is none
    private record Language(List<Pattern> wants, Pattern unwanted) {
        static Language of(String name) {
            return new Language(
                    MATTER.rules(name).stream().map(Rule::pattern).toList(),
                    MATTER.any(name, "taken back"));
        }
    }

    private static final List<Language> LANGUAGES =
            MATTER.languages("taken back").stream().map(Language::of).toList();

    private PersonWish() {}

    /// The words in which a person is asked for.
    static Optional<String> in(String text) {
        List<String> clauses = Words.clauses(Words.plain(text));
        return LANGUAGES.stream()
                .flatMap(language ->
                        clauses.stream().flatMap(clause -> in(clause, language).stream()))
                .findFirst();
    }

    /// A person is spoken of and not wanted: "I do not need an agent, only the price".
    static boolean isRefused(String text) {
        List<String> clauses = Words.clauses(Words.plain(text));
        return in(text).isEmpty()
                && LANGUAGES.stream()
                        .anyMatch(language ->
                                clauses.stream()
                                        .anyMatch(clause ->
                                                language.wants().stream()
                                                        .anyMatch(p -> p.matcher(clause).find())));
    }

    private static Optional<String> in(String clause, Language language) {
        for (Pattern pattern : language.wants()) {
            Matcher found = pattern.matcher(clause);
            while (found.find()) {
                String before = clause.substring(0, found.start());
                String behind = clause.substring(found.end());
                if (!language.unwanted().matcher(before).find()
                        && !PersonSpokenOf.isCompound(behind)) {
                    return Optional.of(found.group().strip());
                }
            }
        }
        return Optional.empty();
    }
}
