package dev.tandem.media.packet;

/// Walks over the packets of an RTCP compound (RFC 3550 section 6.1, reduced-size ones of RFC 5506
/// too).
///
/// ```java
/// if (!view.begin(packet)) drop;
/// while (view.next()) switch (view.type()) ...
/// ```
public final class RtcpView {
    public static final int SENDER_REPORT = 200;
    public static final int RECEIVER_REPORT = 201;
    public static final int SOURCE_DESCRIPTION = 202;
    public static final int GOODBYE = 203;
    public static final int TRANSPORT_FEEDBACK = 205;
    public static final int PAYLOAD_FEEDBACK = 206;

    /// Formats of [#TRANSPORT_FEEDBACK].
    public static final int NACK = 1;

    public static final int TRANSPORT_CC = 15;

    /// Formats of [#PAYLOAD_FEEDBACK].
    public static final int PLI = 1;

    public static final int FIR = 4;
    public static final int REMB = 15;

    /// The letters REMB, which stand after the two SSRCs.
    static final int REMB_NAME = 0x5245_4d42;

    /// Two SSRCs, the name, a count and the limit.
    private static final int REMB_BYTES = 16;

    /// With 18 bits of mantissa, more would not fit.
    private static final int MAX_REMB_EXPONENT = 45;

    private static final int HEADER_BYTES = 4;

    private byte[] bytes = new byte[0];
    private int next;
    private int end;
    private int start;
    private int packetEnd;

    /// Checks the lengths of the whole compound and begins before its first packet.
    public boolean begin(PacketBuffer packet) {
        bytes = packet.bytes();
        next = packet.getOffset();
        end = next + packet.getLength();
        int at = next;
        while (at < end) {
            if (at + HEADER_BYTES > end || (bytes[at] & 0xc0) != 0x80) {
                return false;
            }
            at += 4 * (Bytes.u16(bytes, at + 2) + 1);
        }
        return at == end && next < end;
    }

    /// Moves to the next packet of the compound.
    public boolean next() {
        if (next >= end) {
            return false;
        }
        start = next;
        packetEnd = start + 4 * (Bytes.u16(bytes, start + 2) + 1);
        next = packetEnd;
        return true;
    }

    public int type() {
        return bytes[start + 1] & 0xff;
    }

    /// The report count or feedback format of this packet's first byte.
    public int count() {
        return bytes[start] & 0x1f;
    }

    public byte[] bytes() {
        return bytes;
    }

    /// What the receiver of pictures can take, in bits per second (draft-alvestrand-rmcat-remb-03,
    /// section 2.2); negative when this is no such packet.
    public long receiverLimit() {
        int at = bodyOffset();
        if (bodyLength() < REMB_BYTES || Bytes.i32(bytes, at + 8) != REMB_NAME) {
            return -1;
        }
        int coded = Bytes.i32(bytes, at + 12);
        long mantissa = coded & 0x3_ffff;
        int exponent = coded >>> 18 & 0x3f;
        return exponent > MAX_REMB_EXPONENT ? Long.MAX_VALUE : mantissa << exponent;
    }

    /// Where this packet's body begins, after the four header bytes.
    public int bodyOffset() {
        return start + HEADER_BYTES;
    }

    public int bodyLength() {
        return packetEnd - start - HEADER_BYTES;
    }
}
