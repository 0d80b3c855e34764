package dev.tandem.server.application;

import at.favre.lib.crypto.bcrypt.BCrypt;
import at.favre.lib.crypto.bcrypt.LongPasswordStrategies;

/// A password as it may be stored: salted bcrypt. Making and checking one takes some 60 ms of a
/// processor on purpose; do it on a virtual thread, and behind a rate limit.
public record PasswordHash(String value) {
    /// Work factor: 2^10 rounds, the least that OWASP advises for bcrypt.
    private static final int COST = 10;

    public PasswordHash {
        if (!value.startsWith("$2")) {
            throw new IllegalArgumentException("not a bcrypt hash");
        }
    }

    /// Longer passwords than bcrypt's 72 bytes are hashed before, so every character counts.
    public static PasswordHash of(String password) {
        return new PasswordHash(
                BCrypt.with(LongPasswordStrategies.hashSha512(BCrypt.Version.VERSION_2A))
                        .hashToString(COST, password.toCharArray()));
    }

    public boolean matches(String password) {
        return BCrypt.verifyer(
                        BCrypt.Version.VERSION_2A,
                        LongPasswordStrategies.hashSha512(BCrypt.Version.VERSION_2A))
                .verify(password.toCharArray(), value.toCharArray())
                .verified;
    }

    @Override
    public String toString() {
        return "PasswordHash[hidden]";
    }
}
