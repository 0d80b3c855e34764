package dev.tandem.media.srtp;

import org.jitsi.srtp.SrtpPolicy;

import java.util.Optional;

/// The protection profiles that the bridge offers in DTLS (RFC 5764, RFC 7714), best first.
public enum SrtpProfile {
    AEAD_AES_128_GCM(7, 16, 12),
    /// libwebrtc outside browsers offers nothing better as DTLS client.
    AES128_CM_HMAC_SHA1_80(1, 16, 14);

    private final int id;
    private final int keyBytes;
    private final int saltBytes;

    SrtpProfile(int id, int keyBytes, int saltBytes) {
        this.id = id;
        this.keyBytes = keyBytes;
        this.saltBytes = saltBytes;
    }

    /// Its number in the use_srtp extension.
    public int id() {
        return id;
    }

    public int keyBytes() {
        return keyBytes;
    }

    public int saltBytes() {
        return saltBytes;
    }

    /// The best of those that a client offers.
    public static Optional<SrtpProfile> best(int[] offered) {
        for (SrtpProfile profile : values()) {
            for (int id : offered) {
                if (id == profile.id) {
                    return Optional.of(profile);
                }
            }
        }
        return Optional.empty();
    }

    /// Made anew each time: a policy is mutable.
    SrtpPolicy policy() {
        return switch (this) {
            case AEAD_AES_128_GCM ->
                    new SrtpPolicy(
                            SrtpPolicy.AESGCM_ENCRYPTION,
                            keyBytes,
                            SrtpPolicy.NULL_AUTHENTICATION,
                            0,
                            16,
                            saltBytes);
            case AES128_CM_HMAC_SHA1_80 ->
                    new SrtpPolicy(
                            SrtpPolicy.AESCM_ENCRYPTION,
                            keyBytes,
                            SrtpPolicy.HMACSHA1_AUTHENTICATION,
                            20,
                            10,
                            saltBytes);
        };
    }
}
