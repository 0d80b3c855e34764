package dev.tandem.media.packet;

/// What a transport-cc feedback says of the packets that were sent: which arrived, and when
/// (draft-holmer-rmcat-transport-wide-cc-extensions-01).
public final class TransportFeedbackView {
    /// Of the packets that one feedback is about, so many are read; a browser's is about a hundred
    /// milliseconds.
    public static final int MAX_TOLD = 1_024;

    /// It did arrive, but the packet is too short to say when.
    public static final long UNTIMED = -1;

    /// Base sequence, count, reference time, feedback count, after the two SSRCs.
    private static final int STATUS_AT = 16;

    private static final int SMALL_DELTA = 1;
    private static final int LARGE_DELTA = 2;
    private static final long TICK_NANOS = 250_000;
    private static final long REFERENCE_NANOS = 64_000_000;

    private final byte[] symbols = new byte[MAX_TOLD];
    private final long[] arrivals = new long[MAX_TOLD];
    private int base;
    private int told;

    /// Reads the packet that the walk stands at; false when its chunks end before its count.
    public boolean parse(RtcpView rtcp) {
        told = 0;
        if (rtcp.bodyLength() < STATUS_AT) {
            return false;
        }
        byte[] bytes = rtcp.bytes();
        int body = rtcp.bodyOffset();
        base = Bytes.u16(bytes, body + 8);
        int left = Bytes.u16(bytes, body + 10);
        int end = body + rtcp.bodyLength();
        int at = body + STATUS_AT;
        while (left > 0) {
            if (at + 2 > end) {
                return false;
            }
            left -= chunk(Bytes.u16(bytes, at), left);
            at += 2;
        }
        readArrivals(bytes, at, end, (Bytes.i32(bytes, body + 12) >>> 8) * REFERENCE_NANOS);
        return true;
    }

    /// Notes one chunk and returns how many packets it is about.
    private int chunk(int chunk, int left) {
        if ((chunk & 0x8000) == 0) {
            int run = Math.min(chunk & 0x1fff, left);
            note((chunk >>> 13) & 3, run);
            // A run of nothing would never end the walk.
            return Math.max(run, 1);
        }
        boolean twoBits = (chunk & 0x4000) != 0;
        int count = Math.min(twoBits ? 7 : 14, left);
        for (int i = 0; i < count; i++) {
            note(twoBits ? (chunk >>> (12 - 2 * i)) & 3 : (chunk >>> (13 - i)) & 1, 1);
        }
        return count;
    }

    private void note(int symbol, int packets) {
        for (int i = 0; i < packets && told < MAX_TOLD; i++) {
            symbols[told++] = (byte) symbol;
        }
    }

    private void readArrivals(byte[] bytes, int from, int end, long reference) {
        int at = from;
        long time = reference;
        for (int i = 0; i < told; i++) {
            arrivals[i] = UNTIMED;
            int length = symbols[i] == SMALL_DELTA ? 1 : symbols[i] == LARGE_DELTA ? 2 : 0;
            if (length > 0 && at + length <= end) {
                int delta = length == 1 ? bytes[at] & 0xff : (short) Bytes.u16(bytes, at);
                time += delta * TICK_NANOS;
                arrivals[i] = Math.max(0, time);
                at += length;
            }
        }
    }

    /// How many packets it is about.
    public int told() {
        return told;
    }

    /// Of the packet at this place, its transport-wide number.
    public int sequence(int index) {
        return (base + index) & 0xffff;
    }

    public boolean isArrived(int index) {
        return symbols[index] != 0;
    }

    /// By the receiver's clock, in nanoseconds, or [#UNTIMED].
    public long arrivedAt(int index) {
        return arrivals[index];
    }
}
