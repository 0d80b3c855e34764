package dev.tandem.signaling.bridge;

/// One side's ICE user name fragment and password (RFC 8839 section 5.4).
public record IceCredentials(String ufrag, String password) {
    /// RFC 8839 allows 256; browsers send 4 to 32.
    public static final int MAX_CHARS = 256;

    public static final int MIN_UFRAG_CHARS = 4;
    public static final int MIN_PASSWORD_CHARS = 22;

    public IceCredentials {
        if (!isValid(ufrag, password)) {
            throw new IllegalArgumentException("not ICE credentials as in RFC 8839 section 5.4");
        }
    }

    public static boolean isValid(String ufrag, String password) {
        return isIceText(ufrag, MIN_UFRAG_CHARS) && isIceText(password, MIN_PASSWORD_CHARS);
    }

    /// Credentials are secrets of a call: they never appear in a log.
    @Override
    public String toString() {
        return "IceCredentials[hidden]";
    }

    private static boolean isIceText(String text, int minChars) {
        return text.length() >= minChars
                && text.length() <= MAX_CHARS
                && text.chars().allMatch(IceCredentials::isIceChar);
    }

    private static boolean isIceChar(int c) {
        return (c >= 'a' && c <= 'z')
                || (c >= 'A' && c <= 'Z')
                || (c >= '0' && c <= '9')
                || c == '+'
                || c == '/'
                // Not in the RFC's alphabet, but some browsers' older releases used them.
                || c == '-'
                || c == '_'
                || c == '=';
    }
}
