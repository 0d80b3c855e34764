package dev.tandem.media.bridge;

import dev.tandem.signaling.bridge.IceCredentials;

import java.util.function.Predicate;
import java.util.random.RandomGenerator;

/// Makes the ICE user names and passwords of the bridge's side.
final class IceSecrets {
    private static final String ALPHABET =
            "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

    /// 48 bits to tell legs apart; 144 bits of secret.
    private static final int UFRAG_CHARS = 8;

    private static final int PASSWORD_CHARS = 24;

    private final RandomGenerator random;

    IceSecrets(RandomGenerator random) {
        this.random = random;
    }

    /// @param taken user names that are in use
    IceCredentials next(Predicate<String> taken) {
        String ufrag = text(UFRAG_CHARS);
        while (taken.test(ufrag)) {
            ufrag = text(UFRAG_CHARS);
        }
        return new IceCredentials(ufrag, text(PASSWORD_CHARS));
    }

    private String text(int chars) {
        StringBuilder text = new StringBuilder(chars);
        for (int i = 0; i < chars; i++) {
            text.append(ALPHABET.charAt(random.nextInt(ALPHABET.length())));
        }
        return text.toString();
    }
}
