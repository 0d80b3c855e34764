package dev.tandem.media.srtp;

import java.util.Arrays;

/// The keys that a DTLS handshake agreed on (RFC 5764 section 4.2). The bridge is always the DTLS
/// server.
///
/// Not a record: its content is secret and appears nowhere.
public final class SrtpKeys {
    private final SrtpProfile profile;
    private final byte[] clientKey;
    private final byte[] serverKey;
    private final byte[] clientSalt;
    private final byte[] serverSalt;

    private SrtpKeys(SrtpProfile profile, byte[] material) {
        int key = profile.keyBytes();
        int salt = profile.saltBytes();
        this.profile = profile;
        clientKey = Arrays.copyOfRange(material, 0, key);
        serverKey = Arrays.copyOfRange(material, key, 2 * key);
        clientSalt = Arrays.copyOfRange(material, 2 * key, 2 * key + salt);
        serverSalt = Arrays.copyOfRange(material, 2 * key + salt, 2 * (key + salt));
    }

    /// How much to export from the handshake for this profile.
    public static int materialBytes(SrtpProfile profile) {
        return 2 * (profile.keyBytes() + profile.saltBytes());
    }

    public static SrtpKeys fromExport(SrtpProfile profile, byte[] material) {
        if (material.length != materialBytes(profile)) {
            throw new IllegalArgumentException("wrong length of exported keying material");
        }
        return new SrtpKeys(profile, material);
    }

    /// The same keys from the client's side, for peers in tests and for warming up.
    public SrtpTransform clientSide() {
        return new SrtpTransform(profile, serverKey, serverSalt, clientKey, clientSalt);
    }

    public SrtpTransform serverSide() {
        return new SrtpTransform(profile, clientKey, clientSalt, serverKey, serverSalt);
    }

    public SrtpProfile profile() {
        return profile;
    }
}
