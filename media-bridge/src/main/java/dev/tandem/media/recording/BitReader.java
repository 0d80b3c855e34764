package dev.tandem.media.recording;

/// Reads bits, the highest first. Behind the end there are zeros, and [#isWhole] is false.
final class BitReader {
    /// No field that is read here has more leading zeros.
    private static final int MAX_ZEROS = 31;

    private final byte[] bytes;
    private final int end;
    private int at;

    /// @param from the first byte
    BitReader(byte[] bytes, int from) {
        this.bytes = bytes;
        at = from * 8;
        end = bytes.length * 8;
    }

    /// @param bits at most 32
    long take(int bits) {
        long value = 0;
        for (int i = 0; i < bits; i++) {
            int bit = at < end ? bytes[at >>> 3] >>> (7 - (at & 7)) & 1 : 0;
            value = (value << 1) | bit;
            at++;
        }
        return value;
    }

    boolean flag() {
        return take(1) != 0;
    }

    /// Exp-Golomb (H.264 section 9.1), which AV1 calls uvlc.
    long exponential() {
        int zeros = 0;
        while (zeros < MAX_ZEROS && isWhole() && !flag()) {
            zeros++;
        }
        return (1L << zeros) - 1 + take(zeros);
    }

    /// The same with a sign: 0, 1, -1, 2, -2...
    long signedExponential() {
        long coded = exponential();
        return (coded & 1) != 0 ? (coded + 1) / 2 : -coded / 2;
    }

    /// Nothing was read from behind the end.
    boolean isWhole() {
        return at <= end;
    }
}
