package dev.tandem.server.application;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.HexFormat;
import java.util.random.RandomGenerator;

/// The secret in an agent's session cookie. Only its hash is stored, so a stolen database opens no
/// desk.
public record SessionToken(String value) {
    private static final int RANDOM_BYTES = 32;

    /// @param random a cryptographically strong one
    public static SessionToken random(RandomGenerator random) {
        byte[] bytes = new byte[RANDOM_BYTES];
        random.nextBytes(bytes);
        return new SessionToken(Base64.getUrlEncoder().withoutPadding().encodeToString(bytes));
    }

    /// SHA-256, as 64 hex digits. The token has 256 random bits, so salt would add nothing.
    public String hash() {
        try {
            byte[] digest =
                    MessageDigest.getInstance("SHA-256")
                            .digest(value.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    @Override
    public String toString() {
        return "SessionToken[hidden]";
    }
}
