package dev.tandem.signaling.timeline;

import dev.tandem.signaling.protocol.Limits;

import java.util.Optional;
import java.util.regex.Pattern;

/// What the customer told us about themselves and the problem. Everything may be missing.
///
/// @param answer to the one clarifying question
public record Details(
        Optional<String> name,
        Optional<String> email,
        Optional<String> phone,
        Optional<String> answer) {
    public static final Details NOTHING =
            new Details(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());

    /// Something, one @, and a dot in what follows. The only real proof is a mail that arrives.
    private static final Pattern EMAIL = Pattern.compile("[^\\s@]{1,64}@[^\\s@]+\\.[^\\s@.]{2,}");

    /// Digits with the usual separators, 6 to 15 digits (E.164 allows 15).
    private static final Pattern PHONE = Pattern.compile("\\+?(?:[ ()./-]?\\d){6,15}\\)?");

    public Details {
        name.ifPresent(v -> Limits.requireText("name", v, Limits.NAME_CHARS));
        answer.ifPresent(v -> Limits.requireText("answer", v, Limits.TEXT_CHARS));
        email.ifPresent(Details::requireEmail);
        phone.ifPresent(Details::requirePhone);
    }

    public static String requirePhone(String value) {
        Limits.requireAtMost("phone", value, 32);
        if (!PHONE.matcher(value.strip()).matches()) {
            throw new IllegalArgumentException("phone must be a phone number");
        }
        return value;
    }

    public static String requireEmail(String value) {
        Limits.requireAtMost("email", value, 254);
        if (!EMAIL.matcher(value.strip()).matches()) {
            throw new IllegalArgumentException("email must be an email address");
        }
        return value;
    }

    public boolean hasContact() {
        return email.isPresent() || phone.isPresent();
    }

    /// What is new wins, what is missing stays.
    public Details with(Details newer) {
        return new Details(
                newer.name.or(() -> name),
                newer.email.or(() -> email),
                newer.phone.or(() -> phone),
                newer.answer.or(() -> answer));
    }
}
