package dev.tandem.media.packet;

import java.util.Arrays;

/// The RTP packet in a buffer (RFC 3550 section 5.1, RFC 8285), read once into fields and used
/// again.
public final class RtpView {
    public static final int HEADER_BYTES = 12;

    private static final int ONE_BYTE_PROFILE = 0xbede;
    private static final int TWO_BYTE_PROFILE = 0x1000;

    private byte[] bytes = new byte[0];
    private boolean marker;
    private int payloadType;
    private int sequence;
    private int timestamp;
    private int ssrc;
    private int payloadOffset;
    private int payloadLength;
    private int extensionProfile;
    private int extensionOffset;
    private int extensionEnd;

    /// Reads the packet; false when its own lengths contradict each other.
    public boolean parse(PacketBuffer packet) {
        int length = packet.getLength();
        int offset = packet.getOffset();
        bytes = packet.bytes();
        if (length < HEADER_BYTES || (bytes[offset] & 0xc0) != 0x80) {
            return false;
        }
        int first = bytes[offset] & 0xff;
        marker = (bytes[offset + 1] & 0x80) != 0;
        payloadType = bytes[offset + 1] & 0x7f;
        sequence = Bytes.u16(bytes, offset + 2);
        timestamp = Bytes.i32(bytes, offset + 4);
        ssrc = Bytes.i32(bytes, offset + 8);
        int end = offset + length;
        int at = offset + HEADER_BYTES + 4 * (first & 0x0f);
        extensionProfile = 0;
        extensionOffset = at;
        extensionEnd = at;
        if ((first & 0x10) != 0) {
            if (at + 4 > end) {
                return false;
            }
            extensionProfile = Bytes.u16(bytes, at);
            extensionOffset = at + 4;
            extensionEnd = extensionOffset + 4 * Bytes.u16(bytes, at + 2);
            at = extensionEnd;
        }
        if (at > end) {
            return false;
        }
        int padding = 0;
        if ((first & 0x20) != 0) {
            padding = end > at ? bytes[end - 1] & 0xff : 0;
            if (padding == 0 || padding > end - at) {
                return false;
            }
        }
        payloadOffset = at;
        payloadLength = end - at - padding;
        return true;
    }

    /// Turns a retransmission into the packet that it repeats (RFC 4588 section 4); false when it
    /// is empty.
    public boolean unwrapRetransmission(int originalPayloadType, int originalSsrc) {
        if (payloadLength < 2) {
            return false;
        }
        sequence = Bytes.u16(bytes, payloadOffset);
        payloadType = originalPayloadType;
        ssrc = originalSsrc;
        payloadOffset += 2;
        payloadLength -= 2;
        return true;
    }

    /// Where the data of this header extension element begins, or -1; at least `minBytes` are
    /// there.
    public int extension(int id, int minBytes) {
        if (extensionProfile == ONE_BYTE_PROFILE) {
            return oneByte(id, minBytes);
        }
        if ((extensionProfile & 0xfff0) == TWO_BYTE_PROFILE) {
            return twoByte(id, minBytes);
        }
        return -1;
    }

    /// Whether this header extension element is there and holds just this.
    public boolean extensionIs(int id, byte[] value) {
        int at = extension(id, value.length);
        if (at < 0) {
            return false;
        }
        int head = bytes[at - 1];
        int length = extensionProfile == ONE_BYTE_PROFILE ? (head & 0x0f) + 1 : head & 0xff;
        return length == value.length
                && Arrays.equals(bytes, at, at + length, value, 0, value.length);
    }

    private int oneByte(int id, int minBytes) {
        int at = extensionOffset;
        while (at < extensionEnd) {
            int head = bytes[at] & 0xff;
            if (head == 0) {
                at++;
                continue;
            }
            int length = (head & 0x0f) + 1;
            if (head >>> 4 == 15 || at + 1 + length > extensionEnd) {
                return -1;
            }
            if (head >>> 4 == id) {
                return length >= minBytes ? at + 1 : -1;
            }
            at += 1 + length;
        }
        return -1;
    }

    private int twoByte(int id, int minBytes) {
        int at = extensionOffset;
        while (at + 1 < extensionEnd) {
            int head = bytes[at] & 0xff;
            if (head == 0) {
                at++;
                continue;
            }
            int length = bytes[at + 1] & 0xff;
            if (at + 2 + length > extensionEnd) {
                return -1;
            }
            if (head == id) {
                return length >= minBytes ? at + 2 : -1;
            }
            at += 2 + length;
        }
        return -1;
    }

    public byte[] bytes() {
        return bytes;
    }

    public boolean marker() {
        return marker;
    }

    public int payloadType() {
        return payloadType;
    }

    public int sequence() {
        return sequence;
    }

    public int timestamp() {
        return timestamp;
    }

    public int ssrc() {
        return ssrc;
    }

    public int payloadOffset() {
        return payloadOffset;
    }

    public int payloadLength() {
        return payloadLength;
    }
}
