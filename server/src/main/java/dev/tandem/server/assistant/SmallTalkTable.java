package dev.tandem.server.assistant;

import dev.tandem.server.assistant.Answer.SmallTalk.Kind;
import dev.tandem.server.knowledge.Language;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/// Recognises messages that ask nothing, by [Phrases]. The whole message has to be small talk: "hi,
/// my internet is down" is a question.
final class SmallTalkTable {
    /// Nobody greets at greater length.
    private static final int MAX_CHARS = 80;

    private record Phrase(Kind kind, Language language, Pattern pattern) {}

    private static final List<Phrase> PHRASES =
            Phrases.ALL.stream()
                    .flatMap(phrases ->
                            Arrays.stream(Kind.values()).map(kind -> phrase(kind, phrases)))
                    .toList();

    private SmallTalkTable() {}

    private static Phrase phrase(Kind kind, Phrases phrases) {
        String name = kind.name().toLowerCase(Locale.ROOT).replace('_', '-');
        return new Phrase(kind, phrases.language(), Pattern.compile(phrases.any(name)));
    }

    static Optional<Answer.SmallTalk> recognise(String text) {
        if (text.length() > MAX_CHARS) {
            return Optional.empty();
        }
        String plain = plain(text);
        return PHRASES.stream()
                .filter(phrase -> phrase.pattern().matcher(plain).matches())
                .findFirst()
                .map(phrase -> new Answer.SmallTalk(phrase.language(), phrase.kind()));
    }

    /// The question without the greeting in front of it.
    static String withoutGreeting(String text) {
        return GREETING_FIRST.matcher(text).replaceFirst("");
    }

    private static final Pattern GREETING_FIRST =
            Pattern.compile(
                    "^\\s*"
                            + Phrases.anyOfAll("greets first")
                            + "(?: there| all| team)?\\s*[,.!:-]+\\s*(?=\\S{2})",
                    Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE);

    private static String plain(String text) {
        return text.toLowerCase(Locale.ROOT)
                .replace('’', '\'')
                .replaceAll("[^\\p{L}\\p{N}' -]", " ")
                .replaceAll("\\s+", " ")
                .strip();
    }
}
