package dev.tandem.signaling.sdp;

/// Reads a plain decimal number without exceptions, since hostile text is ordinary input here.
final class Numbers {
    private Numbers() {}

    /// The number, or -1 when the text is no number from 0 to `max`.
    static long parse(String text, long max) {
        if (text.isEmpty() || text.length() > 10) {
            return -1;
        }
        long value = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c < '0' || c > '9') {
                return -1;
            }
            value = value * 10 + (c - '0');
        }
        return value <= max ? value : -1;
    }
}
