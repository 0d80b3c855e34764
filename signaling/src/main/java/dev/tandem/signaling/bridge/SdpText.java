package dev.tandem.signaling.bridge;

/// What text may stand in an SDP line: nothing of it may end the line, so nothing can add one.
public final class SdpText {
    private SdpText() {}

    /// A token as in RFC 4566: no space, no separator.
    public static boolean isToken(String text, int maxChars) {
        return !text.isEmpty()
                && text.length() <= maxChars
                && text.chars()
                        .allMatch(c -> c > ' ' && c < 0x7f && "\"(),/:;<=>?@[]\\".indexOf(c) < 0);
    }

    /// Visible ASCII without a space.
    public static boolean isWord(String text, int maxChars) {
        return !text.isEmpty()
                && text.length() <= maxChars
                && text.chars().allMatch(c -> c > ' ' && c < 0x7f);
    }

    /// Visible ASCII and spaces; may be empty.
    public static boolean isLine(String text, int maxChars) {
        return text.length() <= maxChars && text.chars().allMatch(c -> c >= ' ' && c < 0x7f);
    }
}
