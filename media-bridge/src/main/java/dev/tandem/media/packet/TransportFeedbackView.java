package dev.tandem.media.packet;

/// Counts what a transport-cc feedback says was received and lost.
public final class TransportFeedbackView {
    /// Base sequence, count, reference time, feedback count, after the two SSRCs.
    private static final int STATUS_AT = 16;

    private int received;
    private int lost;

    /// Reads the packet that the walk stands at; false when its chunks end before its count.
    public boolean parse(RtcpView rtcp) {
        received = 0;
        lost = 0;
        if (rtcp.bodyLength() < STATUS_AT) {
            return false;
        }
        byte[] bytes = rtcp.bytes();
        int left = Bytes.u16(bytes, rtcp.bodyOffset() + 10);
        int end = rtcp.bodyOffset() + rtcp.bodyLength();
        for (int at = rtcp.bodyOffset() + STATUS_AT; left > 0; at += 2) {
            if (at + 2 > end) {
                return false;
            }
            left -= chunk(Bytes.u16(bytes, at), left);
        }
        return true;
    }

    /// Counts one chunk and returns how many packets it is about.
    private int chunk(int chunk, int left) {
        if ((chunk & 0x8000) == 0) {
            int run = Math.min(chunk & 0x1fff, left);
            count((chunk >>> 13) & 3, run);
            // A run of nothing would never end the walk.
            return Math.max(run, 1);
        }
        boolean twoBits = (chunk & 0x4000) != 0;
        int symbols = Math.min(twoBits ? 7 : 14, left);
        for (int i = 0; i < symbols; i++) {
            count(twoBits ? (chunk >>> (12 - 2 * i)) & 3 : (chunk >>> (13 - i)) & 1, 1);
        }
        return symbols;
    }

    private void count(int symbol, int packets) {
        if (symbol == 0) {
            lost += packets;
        } else {
            received += packets;
        }
    }

    public int received() {
        return received;
    }

    public int lost() {
        return lost;
    }
}
