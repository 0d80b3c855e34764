package dev.tandem.server.assistant;

import dev.tandem.server.knowledge.Language;

import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/// Tells by its first words which kind of fact a question asks for, by [Phrases]. The only defence
/// against a passage on the right topic without the fact.
final class AskedFacts {
    /// A question that fits two asks for the first.
    enum Kind {
        WEIGHT,
        AMOUNT,
        TIME,
        PHONE_NUMBER,
        AGE,
        QUANTITY,
        NAME,
        COLOUR;

        private String section() {
            return name().toLowerCase(Locale.ROOT).replace('_', ' ');
        }
    }

    private final Map<Kind, Pattern> asked = new EnumMap<>(Kind.class);
    private final Map<Kind, AskedFact> facts = new EnumMap<>(Kind.class);

    AskedFacts(PhraseFile all) {
        for (Kind kind : Kind.values()) {
            String asks = "(?:^|[^\\p{L}])" + all.any("asks " + kind.section());
            asked.put(kind, Pattern.compile(asks, PhraseFile.ANY_CASE));
            // A name is told by its capitals.
            int letters = kind == Kind.NAME ? 0 : PhraseFile.ANY_CASE;
            String tells = all.any("tells " + kind.section());
            facts.put(kind, new AskedFact(Pattern.compile(tells, letters)));
        }
    }

    /// The one that is asked for, if any is.
    Optional<AskedFact> in(String question, Language language) {
        String plain = question.toLowerCase(language.locale()).replace('’', '\'');
        return asked.entrySet().stream()
                .filter(kind -> kind.getValue().matcher(plain).find())
                .findFirst()
                .map(kind -> facts.get(kind.getKey()));
    }
}
