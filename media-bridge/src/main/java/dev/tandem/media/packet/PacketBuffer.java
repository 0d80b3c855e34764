package dev.tandem.media.packet;

import org.jitsi.utils.ByteArrayBuffer;

/// One datagram in an array that is used again for the next one: `length` bytes from `offset`.
///
/// It is jitsi-srtp's buffer too, which protects and unprotects in place; the array has room for
/// the tag.
public final class PacketBuffer implements ByteArrayBuffer {
    /// The Ethernet MTU; browsers send at most 1,200 to 1,460 bytes.
    public static final int MAX_DATAGRAM = 1_500;

    /// SRTP's tag (16), SRTCP's index (4), and a header extension block that we write anew.
    public static final int TAIL_ROOM = 64;

    private final byte[] bytes = new byte[MAX_DATAGRAM + TAIL_ROOM];
    private int offset;
    private int length;

    public byte[] bytes() {
        return bytes;
    }

    /// Begins a new datagram of this length at the array's start.
    public void reset(int newLength) {
        offset = 0;
        length = newLength;
    }

    public int u8(int at) {
        return bytes[offset + at] & 0xff;
    }

    public int u16(int at) {
        return Bytes.u16(bytes, offset + at);
    }

    public int i32(int at) {
        return Bytes.i32(bytes, offset + at);
    }

    @Override
    public byte[] getBuffer() {
        return bytes;
    }

    @Override
    public int getOffset() {
        return offset;
    }

    @Override
    public int getLength() {
        return length;
    }

    @Override
    public void setLength(int newLength) {
        length = newLength;
    }

    @Override
    public void setOffset(int newOffset) {
        offset = newOffset;
    }

    @Override
    public boolean isInvalid() {
        return false;
    }

    @Override
    public void readRegionToBuff(int off, int len, byte[] into) {
        System.arraycopy(bytes, offset + off, into, 0, len);
    }

    @Override
    public void grow(int howMuch) {
        if (offset + length + howMuch > bytes.length) {
            throw new IllegalStateException("a packet outgrew its buffer");
        }
    }

    @Override
    public void append(byte[] data, int len) {
        grow(len);
        System.arraycopy(data, 0, bytes, offset + length, len);
        length += len;
    }

    @Override
    public void shrink(int len) {
        length -= len;
    }
}
