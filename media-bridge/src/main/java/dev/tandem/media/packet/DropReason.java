package dev.tandem.media.packet;

import java.util.Locale;

/// Why the bridge dropped a packet. Each is counted; none is logged and none is an exception.
public enum DropReason {
    /// Neither STUN, DTLS, RTP nor RTCP by its first bytes (RFC 7983).
    UNKNOWN_KIND,
    /// Larger than [PacketBuffer#MAX_DATAGRAM].
    OVERSIZED,
    /// From an address that no leg has proved to own.
    UNKNOWN_ADDRESS,
    /// More STUN from one address than the quota of a second.
    ADDRESS_QUOTA,
    MALFORMED_STUN,
    /// STUN that is no binding request, or in the role that only we may have.
    UNEXPECTED_STUN,
    /// A user name that names no leg of ours.
    UNKNOWN_STUN_USER,
    /// Message integrity or fingerprint is wrong.
    FORGED_STUN,
    /// DTLS faster than the handshake takes it, or after its end.
    DTLS_QUEUE_FULL,
    MALFORMED_RTP,
    MALFORMED_RTCP,
    /// Media before the keys are agreed.
    NO_KEYS,
    /// SRTP or SRTCP authentication failed.
    FORGED_SRTP,
    /// Seen before: an attack, or a network that duplicates.
    REPLAYED_SRTP,
    /// More than a leg may send in a second.
    LEG_QUOTA,
    /// More sources than a leg may have.
    TOO_MANY_SOURCES,
    /// A payload type that was not negotiated.
    UNKNOWN_PAYLOAD_TYPE,
    /// A telephone event too short to be one, or of another key under the same timestamp.
    MALFORMED_KEY,
    /// A telephone event that is none of the 16 keys.
    UNKNOWN_KEY,
    /// Keys pressed faster than anybody can.
    TOO_MANY_KEYS,
    /// An SSRC that the offer did not announce.
    UNEXPECTED_SSRC,
    /// Retransmissions without content: bandwidth probes, wanted, but not for the others.
    PROBE_PADDING,
    /// Received already, for example by retransmission.
    DUPLICATE,
    /// Older than the window, or than the point from which a stream is forwarded.
    TOO_LATE,
    /// The leg may not send this kind now.
    MUTED,
    /// The leg that sends it, or the one that would get it, is on hold.
    ON_HOLD,
    /// The leg that would get it just hears a sentence of the bridge's own.
    ANNOUNCEMENT,
    /// Of several senders another has the floor.
    NOT_CHOSEN,
    /// The leg that would get it does not belong to the sender's audience.
    NOT_IN_AUDIENCE,
    /// Heard in a mix, and so not as it came.
    MIXED,
    /// The receiving leg did not negotiate this kind, or is not connected.
    NO_RECEIVER,
    /// The receiving leg has no codec that would understand it: nothing is transcoded.
    NO_COMMON_CODEC,
    /// One of several receivers has a link too weak for pictures: it is kept for the sound.
    LINK_TOO_WEAK,
    /// More retransmissions asked for than the quota of a second.
    RETRANSMISSION_QUOTA,
    /// Asked for again, but no longer kept.
    NOT_IN_CACHE,
    /// The socket takes no more: the kernel's send buffer is full.
    SEND_QUEUE_FULL,
    /// The network said that it cannot get there, or the kernel would not have a packet (a
    /// firewall, no memory).
    UNREACHABLE,
    /// Recorded calls send faster than the disk takes it; the call itself is not touched.
    RECORDING_QUEUE_FULL,
    /// SRTP refused to protect it: too far behind the newest of its stream.
    NOT_PROTECTED;

    /// The value of the metric's `reason` label.
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
