package dev.tandem.media.srtp;

import dev.tandem.media.packet.Bytes;
import dev.tandem.media.packet.PacketBuffer;

import org.jitsi.srtp.crypto.Aes;

import java.util.logging.Level;
import java.util.logging.Logger;

/// Chooses the AES provider and runs packets through each profile before the first call does.
///
/// Left alone, jitsi-srtp benchmarks all providers on the first packet: a stall of 1 to 3 seconds
/// on the event loop. And the fastest for packets all in a row is not the cheapest for those that
/// come one by one.
public final class SrtpWarmUp {
    private static final int PAYLOAD_BYTES = 1_000;

    /// Enough that the code is compiled, few enough to take about a tenth of a second.
    private static final int PACKETS = 1_500;

    /// Kept here, because the JDK forgets the level of a logger that nobody holds.
    private static final Logger JITSI = Logger.getLogger("org.jitsi.srtp");

    private SrtpWarmUp() {}

    public static void run() {
        // What it says at start (which AES, which library) is ours to decide, below.
        JITSI.setLevel(Level.WARNING);
        Aes.setFactoryClassName("org.jitsi.srtp.crypto.Aes$SunJCECipherFactory");
        for (SrtpProfile profile : SrtpProfile.values()) {
            SrtpKeys keys = SrtpKeys.fromExport(profile, new byte[SrtpKeys.materialBytes(profile)]);
            try (SrtpTransform sender = keys.serverSide();
                    SrtpTransform receiver = keys.clientSide()) {
                exercise(sender, receiver);
            }
        }
    }

    private static void exercise(SrtpTransform sender, SrtpTransform receiver) {
        PacketBuffer packet = new PacketBuffer();
        for (int sequence = 1; sequence <= PACKETS; sequence++) {
            packet.reset(12 + PAYLOAD_BYTES);
            packet.bytes()[0] = (byte) 0x80;
            packet.bytes()[1] = 96;
            Bytes.put16(packet.bytes(), 2, sequence);
            Bytes.put32(packet.bytes(), 8, 1);
            if (sender.protectRtp(packet) != null || receiver.unprotectRtp(packet) != null) {
                throw new IllegalStateException("SRTP does not work on this machine");
            }
        }
    }
}
