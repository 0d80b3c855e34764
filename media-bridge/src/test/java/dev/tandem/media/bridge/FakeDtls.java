package dev.tandem.media.bridge;

import dev.tandem.media.dtls.DtlsAssociation;
import dev.tandem.media.dtls.DtlsListener;
import dev.tandem.media.dtls.DtlsServer;
import dev.tandem.media.srtp.SrtpKeys;
import dev.tandem.media.srtp.SrtpProfile;
import dev.tandem.signaling.bridge.DtlsFingerprint;

import java.util.HashMap;
import java.util.Map;
import java.util.Random;

/// A handshake of one datagram: the first ClientHello agrees on keys, which the simulated browser
/// learns here.
final class FakeDtls implements DtlsServer {
    /// Only this shakes hands: nobody gets keys by a mutated datagram, as with a real certificate.
    static final int HELLO_BYTES = 80;

    static final byte MARK = 0x5a;

    private final Random random;
    private final SrtpProfile profile;
    private final Map<DtlsFingerprint, SrtpKeys> agreed = new HashMap<>();
    private final Map<DtlsFingerprint, DtlsListener> listeners = new HashMap<>();

    FakeDtls(Random random, SrtpProfile profile) {
        this.random = random;
        this.profile = profile;
    }

    @Override
    public DtlsFingerprint fingerprint() {
        return DtlsFingerprint.of(new byte[32]);
    }

    @Override
    public DtlsAssociation open(DtlsFingerprint expected, DtlsListener listener) {
        listeners.put(expected, listener);
        return new DtlsAssociation() {
            private boolean done;

            @Override
            public boolean receive(byte[] buffer, int offset, int length) {
                if (!done && length == HELLO_BYTES && buffer[offset + length - 1] == MARK) {
                    done = true;
                    byte[] material = new byte[SrtpKeys.materialBytes(profile)];
                    random.nextBytes(material);
                    SrtpKeys keys = SrtpKeys.fromExport(profile, material);
                    agreed.put(expected, keys);
                    listener.onKeys(keys);
                }
                return true;
            }

            @Override
            public void close() {
                done = true;
            }
        };
    }

    SrtpKeys keysOf(DtlsFingerprint browser) {
        return agreed.get(browser);
    }

    DtlsListener listenerOf(DtlsFingerprint browser) {
        return listeners.get(browser);
    }
}
