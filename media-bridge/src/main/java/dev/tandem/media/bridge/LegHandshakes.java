package dev.tandem.media.bridge;

import dev.tandem.media.dtls.DtlsAssociation;
import dev.tandem.media.packet.PacketBuffer;

import org.jspecify.annotations.Nullable;

import java.util.Arrays;
import java.util.function.Supplier;

/// The DTLS associations of one leg, one at a time: opened by a ClientHello, replaced by a new one.
///
/// A browser that comes back with the same certificate but a new connection begins again with a
/// ClientHello; the old keys serve until the new handshake is complete, so a forged one silences
/// nobody.
final class LegHandshakes {
    /// More than any honest browser needs while one leg lives.
    static final int MAX_HANDSHAKES = 16;

    private static final int HANDSHAKE_RECORD = 22;
    private static final int CLIENT_HELLO = 1;
    private static final int EPOCH_AT = 3;
    private static final int TYPE_AT = 13;

    /// Big key shares make browsers send a ClientHello in parts; only the first holds the random.
    private static final int FRAGMENT_OFFSET_AT = 19;

    /// Record header (13), handshake header (12), version (2).
    private static final int RANDOM_AT = 27;

    private static final int RANDOM_BYTES = 32;

    private final Supplier<DtlsAssociation> opener;
    private @Nullable DtlsAssociation current;
    private byte[] clientRandom = new byte[0];
    private int opened;

    LegHandshakes(Supplier<DtlsAssociation> opener) {
        this.opener = opener;
    }

    /// Passes the datagram on; false when nobody takes it.
    boolean receive(PacketBuffer datagram) {
        if (isNewClientHello(datagram)) {
            if (opened == MAX_HANDSHAKES) {
                return false;
            }
            close();
            opened++;
            clientRandom = randomOf(datagram);
            current = opener.get();
        }
        DtlsAssociation association = current;
        return association != null
                && association.receive(
                        datagram.bytes(), datagram.getOffset(), datagram.getLength());
    }

    private boolean isNewClientHello(PacketBuffer datagram) {
        return datagram.getLength() >= RANDOM_AT + RANDOM_BYTES
                && datagram.u8(0) == HANDSHAKE_RECORD
                && datagram.u16(EPOCH_AT) == 0
                && datagram.u8(TYPE_AT) == CLIENT_HELLO
                && datagram.u8(FRAGMENT_OFFSET_AT) == 0
                && datagram.u16(FRAGMENT_OFFSET_AT + 1) == 0
                && !Arrays.equals(clientRandom, randomOf(datagram));
    }

    private static byte[] randomOf(PacketBuffer datagram) {
        int from = datagram.getOffset() + RANDOM_AT;
        return Arrays.copyOfRange(datagram.bytes(), from, from + RANDOM_BYTES);
    }

    boolean isCurrent(DtlsAssociation association) {
        return association.equals(current);
    }

    @Nullable DtlsAssociation current() {
        return current;
    }

    void close() {
        DtlsAssociation association = current;
        if (association != null) {
            association.close();
            current = null;
        }
    }
}
