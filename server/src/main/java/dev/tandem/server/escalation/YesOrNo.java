package dev.tandem.server.escalation;

import java.util.Optional;
import java.util.regex.Pattern;

/// A message that is nothing but the answer to a yes-or-no question, in the languages the assistant
/// asks in and in German. "Yes, and how much is it?" asks something and is none.
enum YesOrNo {
    YES,
    NO;

    private static final Pattern SAYS_YES =
            Pattern.compile(
                    "(?:oh |ah |well |um )?(?:yes|yeah|yep|yup|ye?s please|sure|correct|exactly|indeed|right|true|absolutely|definitely|of course|i am|i do|i did|it is|it does|that is right|that's right|please do|please|si|claro|correcto|exacto|eso es|por favor|oui|ouais|tout a fait|exact|bien sur|d'accord|s'il vous plait|ja|genau|stimmt|richtig|bitte)"
                            + "(?: (?:yes|yeah|please|indeed|it is|it does|i am|i do|i did|correct|exactly|thanks|thank you|claro|por favor|gracias|oui|merci|bitte|danke|genau))*");

    private static final Pattern SAYS_NO =
            Pattern.compile(
                    "(?:oh |well |um )?(?:no|nope|nah|not really|not yet|not at all|i am not|i'm not|i do not|i don't|i did not|i didn't|it is not|it isn't|it's not|it does not|it doesn't|no it is not|de momento no|todavia no|non|pas vraiment|pas encore|pas du tout|nein|nicht wirklich|noch nicht)"
                            + "(?: (?:no|thanks|thank you|it is not|it isn't|it's not|i'm not|i don't|i didn't|it doesn't|gracias|merci|danke))*");

    /// Nobody says yes at greater length.
    private static final int MAX_CHARS = 60;

    static Optional<YesOrNo> in(String text) {
        if (text.length() > MAX_CHARS) {
            return Optional.empty();
        }
        String plain =
                Words.plain(text)
                        .replaceAll("[.,;:!¡¿?()\"]+", " ")
                        .replaceAll("\\s+", " ")
                        .strip();
        if (SAYS_YES.matcher(plain).matches()) {
            return Optional.of(YES);
        }
        return SAYS_NO.matcher(plain).matches() ? Optional.of(NO) : Optional.empty();
    }
}
