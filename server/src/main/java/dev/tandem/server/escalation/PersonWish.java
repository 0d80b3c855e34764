package dev.tandem.server.escalation;

import dev.tandem.server.escalation.rules.Matter;
import dev.tandem.server.escalation.rules.Matters;
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
    /// @param wants the first that is found counts
    /// @param unwanted stands directly in front of a wish that is none
    private record Language(List<Pattern> wants, Pattern unwanted) {
        static Language of(String name, Matter matter) {
            return new Language(
                    matter.rules(name).stream().map(Rule::pattern).toList(),
                    matter.any(name, "taken back"));
        }
    }

    /// What is only for some day in one sentence may be wished in the next.
    static final Pattern SENTENCE_END = Pattern.compile("[.!?\\n]+");

    private final List<Language> languages;
    private final PersonSpokenOf spokenOf;
    private final SmallWords small;

    /// @param matter what [#matter] read
    PersonWish(Matter matter, PersonSpokenOf spokenOf, SmallWords small) {
        this.languages =
                matter.languages("taken back").stream()
                        .map(name -> Language.of(name, matter))
                        .toList();
        this.spokenOf = spokenOf;
        this.small = small;
    }

    /// Of this class and of [PersonSpokenOf].
    static Matter matter(Matters matters) {
        return matters.ofRules(
                "person-wish",
                "taken back",
                "compound",
                "told",
                "wished",
                "about the product",
                "contact denied",
                "some day");
    }

    /// The words in which a person is asked for.
    Optional<String> in(String text) {
        List<String> clauses =
                SENTENCE_END
                        .splitAsStream(Words.plain(text))
                        .filter(sentence -> !spokenOf.isForSomeDay(sentence))
                        .flatMap(sentence -> small.clauses(sentence).stream())
                        .toList();
        return languages.stream()
                .flatMap(language ->
                        clauses.stream().flatMap(clause -> in(clause, language).stream()))
                .findFirst();
    }

    /// A person is spoken of and not wanted: "I do not need an agent, only the price".
    boolean isRefused(String text) {
        List<String> clauses = small.clauses(Words.plain(text));
        return in(text).isEmpty()
                && languages.stream()
                        .anyMatch(language ->
                                clauses.stream()
                                        .anyMatch(clause ->
                                                language.wants().stream()
                                                        .anyMatch(p -> p.matcher(clause).find())));
    }

    private Optional<String> in(String clause, Language language) {
        for (Pattern pattern : language.wants()) {
            Matcher found = pattern.matcher(clause);
            while (found.find()) {
                String before = clause.substring(0, found.start());
                String behind = clause.substring(found.end());
                if (!language.unwanted().matcher(before).find() && !spokenOf.isCompound(behind)) {
                    return Optional.of(found.group().strip());
                }
            }
        }
        return Optional.empty();
    }
}
