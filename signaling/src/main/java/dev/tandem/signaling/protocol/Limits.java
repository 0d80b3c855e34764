package dev.tandem.signaling.protocol;

import java.util.Collection;

/// Every limit of the protocol, with its name, and the checks that values make at birth.
///
/// A value over its limit throws [IllegalArgumentException]; the codec turns that into
/// `invalid_value`.
public final class Limits {
    /// Bytes of one WebSocket message, either way. A browser's SDP offer is 6 to 9 KB.
    public static final int MESSAGE_BYTES = 16 * 1024;

    /// Nesting of one JSON message.
    public static final int JSON_DEPTH = 12;

    /// Characters of one text message, note or comment.
    public static final int TEXT_CHARS = 4_000;

    /// Characters of a name, a title, a topic.
    public static final int NAME_CHARS = 120;

    /// Characters of a page's address.
    public static final int URL_CHARS = 2_000;

    /// Characters of an id.
    public static final int ID_CHARS = 64;

    /// Characters of a token given in `hello`.
    public static final int TOKEN_CHARS = 2_000;

    /// Entries of any list that a client sends.
    public static final int LIST_ENTRIES = 32;

    /// Facts that a page tells about itself and its user; with the two below, a full context is
    /// under [#MESSAGE_BYTES] in every script.
    public static final int CONTEXT_KEYS = 20;

    /// Characters of the name of such a fact.
    public static final int CONTEXT_KEY_CHARS = 40;

    /// Characters of its value.
    public static final int CONTEXT_VALUE_CHARS = 200;

    private Limits() {}

    static void requireId(String what, String value) {
        if (value.isEmpty() || value.length() > ID_CHARS) {
            throw new IllegalArgumentException(
                    what + " must have 1 to " + ID_CHARS + " characters");
        }
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            boolean allowed =
                    (c >= 'a' && c <= 'z')
                            || (c >= 'A' && c <= 'Z')
                            || (c >= '0' && c <= '9')
                            || c == '-'
                            || c == '_';
            if (!allowed) {
                throw new IllegalArgumentException(
                        what + " may hold only letters, digits, - and _");
            }
        }
    }

    /// A text that says something: not blank, not longer than `max` characters.
    public static String requireText(String what, String value, int max) {
        if (value.isBlank()) {
            throw new IllegalArgumentException(what + " must not be empty");
        }
        return requireAtMost(what, value, max);
    }

    public static String requireAtMost(String what, String value, int max) {
        if (value.length() > max) {
            throw new IllegalArgumentException(what + " must have at most " + max + " characters");
        }
        return value;
    }

    /// A number that can be; NaN is none.
    static void requireBetween(String what, double value, double least, double most) {
        if (!(value >= least && value <= most)) {
            throw new IllegalArgumentException(
                    what + " must be between " + (long) least + " and " + (long) most);
        }
    }

    public static void requireEntries(String what, Collection<?> values, int max) {
        if (values.size() > max) {
            throw new IllegalArgumentException(what + " must have at most " + max + " entries");
        }
    }
}
