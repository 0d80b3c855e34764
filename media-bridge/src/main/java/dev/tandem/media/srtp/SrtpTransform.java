package dev.tandem.media.srtp;

import dev.tandem.media.packet.DropReason;
import dev.tandem.media.packet.PacketBuffer;

import org.jitsi.srtp.SrtcpCryptoContext;
import org.jitsi.srtp.SrtpContextFactory;
import org.jitsi.srtp.SrtpCryptoContext;
import org.jitsi.srtp.SrtpErrorStatus;
import org.jitsi.utils.logging2.Logger;
import org.jitsi.utils.logging2.LoggerImpl;
import org.jspecify.annotations.Nullable;

import java.security.GeneralSecurityException;
import java.util.logging.Level;

/// Protects and unprotects the packets of one leg in place. Belongs to one event loop.
///
/// Returns null for success, else the reason for dropping: an enum costs the packet path nothing.
public final class SrtpTransform implements AutoCloseable {
    /// Audio, video, its retransmissions, and as many again for streams that change.
    static final int MAX_SOURCES = 8;

    /// What jitsi-srtp would log is counted instead, and its log knows more than a log may.
    private static final Logger SILENT = new LoggerImpl("dev.tandem.media.srtp.silent", Level.OFF);

    /// SSRC and, before the tag, the index: less cannot be SRTCP (RFC 3711 section 3.4).
    private static final int MIN_SRTCP_BYTES = 12;

    private final SrtpContextFactory incoming;
    private final SrtpContextFactory outgoing;
    private final Table<SrtpCryptoContext> rtpIn = new Table<>();
    private final Table<SrtpCryptoContext> rtpOut = new Table<>();
    private final Table<SrtcpCryptoContext> rtcpIn = new Table<>();
    private final Table<SrtcpCryptoContext> rtcpOut = new Table<>();

    SrtpTransform(
            SrtpProfile profile,
            byte[] incomingKey,
            byte[] incomingSalt,
            byte[] outgoingKey,
            byte[] outgoingSalt) {
        incoming =
                new SrtpContextFactory(
                        false,
                        incomingKey,
                        incomingSalt,
                        profile.policy(),
                        profile.policy(),
                        SILENT);
        outgoing =
                new SrtpContextFactory(
                        true,
                        outgoingKey,
                        outgoingSalt,
                        profile.policy(),
                        profile.policy(),
                        SILENT);
    }

    public @Nullable DropReason unprotectRtp(PacketBuffer packet) {
        if (packet.getLength() < 12) {
            return DropReason.MALFORMED_RTP;
        }
        int ssrc = packet.i32(8);
        SrtpCryptoContext context = rtpIn.find(ssrc);
        boolean known = context != null;
        try {
            if (context == null) {
                if (rtpIn.isFull()) {
                    return DropReason.TOO_MANY_SOURCES;
                }
                context = incoming.deriveContext(ssrc, 0);
            }
            SrtpErrorStatus status = context.reverseTransformPacket(packet, false);
            // A source takes a place only with a packet that is authentic.
            if (!known && status == SrtpErrorStatus.OK) {
                rtpIn.add(ssrc, context);
            }
            return reason(status, DropReason.MALFORMED_RTP);
        } catch (GeneralSecurityException | RuntimeException broken) {
            // A header that contradicts itself inside the cipher's reach is bad input like any
            // other.
            return DropReason.FORGED_SRTP;
        }
    }

    public @Nullable DropReason protectRtp(PacketBuffer packet) {
        int ssrc = packet.i32(8);
        try {
            SrtpCryptoContext context = rtpOut.find(ssrc);
            if (context == null) {
                if (rtpOut.isFull()) {
                    return DropReason.TOO_MANY_SOURCES;
                }
                context = outgoing.deriveContext(ssrc, 0);
                rtpOut.add(ssrc, context);
            }
            return context.transformPacket(packet) == SrtpErrorStatus.OK
                    ? null
                    : DropReason.NOT_PROTECTED;
        } catch (GeneralSecurityException broken) {
            return DropReason.NOT_PROTECTED;
        }
    }

    public @Nullable DropReason unprotectRtcp(PacketBuffer packet) {
        if (packet.getLength() < MIN_SRTCP_BYTES) {
            return DropReason.MALFORMED_RTCP;
        }
        int ssrc = packet.i32(4);
        SrtcpCryptoContext context = rtcpIn.find(ssrc);
        boolean known = context != null;
        try {
            if (context == null) {
                if (rtcpIn.isFull()) {
                    return DropReason.TOO_MANY_SOURCES;
                }
                context = incoming.deriveControlContext(ssrc);
            }
            SrtpErrorStatus status = context.reverseTransformPacket(packet);
            if (!known && status == SrtpErrorStatus.OK) {
                rtcpIn.add(ssrc, context);
            }
            return reason(status, DropReason.MALFORMED_RTCP);
        } catch (GeneralSecurityException | RuntimeException broken) {
            return DropReason.FORGED_SRTP;
        }
    }

    public @Nullable DropReason protectRtcp(PacketBuffer packet) {
        int ssrc = packet.i32(4);
        try {
            SrtcpCryptoContext context = rtcpOut.find(ssrc);
            if (context == null) {
                if (rtcpOut.isFull()) {
                    return DropReason.TOO_MANY_SOURCES;
                }
                context = outgoing.deriveControlContext(ssrc);
                rtcpOut.add(ssrc, context);
            }
            return context.transformPacket(packet) == SrtpErrorStatus.OK
                    ? null
                    : DropReason.NOT_PROTECTED;
        } catch (GeneralSecurityException broken) {
            return DropReason.NOT_PROTECTED;
        }
    }

    /// Wipes the master keys.
    @Override
    public void close() {
        incoming.close();
        outgoing.close();
    }

    private static @Nullable DropReason reason(SrtpErrorStatus status, DropReason malformed) {
        return switch (status) {
            case OK -> null;
            case REPLAY_FAIL, REPLAY_OLD -> DropReason.REPLAYED_SRTP;
            case INVALID_PACKET -> malformed;
            case AUTH_FAIL, FAIL -> DropReason.FORGED_SRTP;
        };
    }

    /// A few contexts by SSRC: a walk over eight ints costs less than boxing one key.
    private static final class Table<C> {
        private final int[] ssrcs = new int[MAX_SOURCES];
        private final @Nullable Object[] contexts = new @Nullable Object[MAX_SOURCES];
        private int size;

        @SuppressWarnings("unchecked") // Only add() writes, and it writes C.
        @Nullable C find(int ssrc) {
            for (int i = 0; i < size; i++) {
                if (ssrcs[i] == ssrc) {
                    return (C) contexts[i];
                }
            }
            return null;
        }

        boolean isFull() {
            return size == MAX_SOURCES;
        }

        void add(int ssrc, C context) {
            ssrcs[size] = ssrc;
            contexts[size] = context;
            size++;
        }
    }
}
