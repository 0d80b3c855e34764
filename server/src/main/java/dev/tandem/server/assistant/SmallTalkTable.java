package dev.tandem.server.assistant;

import dev.tandem.server.assistant.Answer.SmallTalk.Kind;
import dev.tandem.server.knowledge.Language;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/// Recognises messages that ask nothing, by [Phrases]. The whole message has to be small talk: "hi,
/// my internet is down" is a question.
final class SmallTalkTable {
    /// Nobody greets at greater length.
    private static final int MAX_CHARS = 80;

    private record Phrase(Kind kind, Language language, Pattern pattern) {}

    private final List<Phrase> phrases;
    private final Pattern greetingFirst;

    SmallTalkTable(PhraseFile all, Map<Language, PhraseFile> languages) {
        phrases =
                languages.entrySet().stream()
                        .flatMap(known ->
                                Arrays.stream(Kind.values())
                                        .map(kind ->
                                                phrase(kind, known.getKey(), known.getValue())))
                        .toList();
        greetingFirst =
                Pattern.compile(
                        "^\\s*"
                                + all.any("greets first")
                                + "(?: "
                                + all.any("behind a greeting")
                                + ")?\\s*[,.!:-]+\\s*(?=\\S{2})",
                        PhraseFile.ANY_CASE);
    }

    private static Phrase phrase(Kind kind, Language language, PhraseFile phrases) {
        String name = kind.name().toLowerCase(Locale.ROOT).replace('_', '-');
        return new Phrase(kind, language, Pattern.compile(phrases.any(name)));
    }

    Optional<Answer.SmallTalk> recognise(String text) {
        if (text.length() > MAX_CHARS) {
            return Optional.empty();
        }
        String plain = plain(text);
        return phrases.stream()
                .filter(phrase -> phrase.pattern().matcher(plain).matches())
                .findFirst()
                .map(phrase -> new Answer.SmallTalk(phrase.language(), phrase.kind()));
    }

    /// The question without the greeting in front of it.
    String withoutGreeting(String text) {
        return greetingFirst.matcher(text).replaceFirst("");
    }

    private static String plain(String text) {
        return text.toLowerCase(Locale.ROOT)
                .replace('’', '\'')
                .replaceAll("[^\\p{L}\\p{N}' -]", " ")
                .replaceAll("\\s+", " ")
                .strip();
    }
}
