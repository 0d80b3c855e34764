package dev.tandem.server.assistant;

import dev.tandem.server.knowledge.Language;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;

/// What is told by words alone, in every language: what customers say, and what a page holds that
/// they ask for. Never changes, so all that answer share one.
public final class Phrases {
    /// Where the files are.
    public static final String FOLDER = "assistant/";

    /// What fits in two languages is told in the first.
    private static final List<Language> LANGUAGES =
            List.of(Language.ENGLISH, Language.SPANISH, Language.FRENCH);

    final SmallTalkTable smallTalk;
    final FollowUp followUp;
    final AskedFacts facts;
    final Superlatives superlatives;
    private final Pattern asksHow;
    private final Pattern hasAProblem;

    private Phrases(PhraseFile all, Map<Language, PhraseFile> languages) {
        smallTalk = new SmallTalkTable(all, languages);
        followUp = new FollowUp(all);
        facts = new AskedFacts(all);
        superlatives = new Superlatives(all, languages);
        asksHow = all.wherever("asks how");
        hasAProblem = all.wherever("has a problem");
    }

    /// What is wrong in a file is an error with its line.
    ///
    /// @param lines of a file of [#FOLDER], if there is one of that name
    public static Phrases parse(Function<String, Optional<List<String>>> lines) {
        Map<Language, PhraseFile> languages = new EnumMap<>(Language.class);
        for (Language language : LANGUAGES) {
            languages.put(language, read(language.tag(), lines, List.of()));
        }
        List<PhraseFile> files = new ArrayList<>(languages.values());
        PhraseFile all = read("all", lines, files);
        Phrases phrases = new Phrases(all, languages);
        files.add(all);
        files.forEach(PhraseFile::checkThatSectionsAreAskedFor);
        return phrases;
    }

    private static PhraseFile read(
            String language,
            Function<String, Optional<List<String>>> lines,
            List<PhraseFile> others) {
        String file = "phrases_" + language + ".txt";
        return new PhraseFile(
                file,
                lines.apply(file)
                        .orElseThrow(() -> new PhraseFileException(file, "there is no such file")),
                others);
    }

    /// Whether whoever says this wants to know how something is done, or mended.
    boolean wantsSteps(String text) {
        return asksHow.matcher(text).find() || hasAProblem.matcher(text).find();
    }
}
