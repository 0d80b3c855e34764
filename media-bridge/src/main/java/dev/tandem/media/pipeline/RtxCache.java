package dev.tandem.media.pipeline;

import org.jspecify.annotations.Nullable;

import java.util.Arrays;

/// The last packets sent on one stream, for whoever misses one (RFC 4588).
///
/// A ring: at most 512 payloads of 1,500 bytes, which is a second and more of video.
final class RtxCache {
    static final int CAPACITY = 512;

    /// A receiver may ask again before the answer arrives. A little less than the 20 ms after which
    /// browsers do at the soonest, because the two requests need not take equally long.
    static final long MIN_RESEND_NANOS = 15_000_000;

    /// The receiver takes no retransmissions of this codec.
    static final int NO_TYPE = -1;

    private final long[] sequences = new long[CAPACITY];
    private final int[] timestamps = new int[CAPACITY];
    private final boolean[] markers = new boolean[CAPACITY];
    private final int[] payloadTypes = new int[CAPACITY];
    private final int[] lengths = new int[CAPACITY];
    private final long[] keptAt = new long[CAPACITY];
    private final long[] resentAt = new long[CAPACITY];
    private final byte[] @Nullable [] payloads = new byte[CAPACITY][];

    RtxCache() {
        Arrays.fill(sequences, -1);
    }

    /// @param payloadType under which it goes as a retransmission, or [#NO_TYPE]
    void keep(
            long sequence,
            int timestamp,
            boolean marker,
            int payloadType,
            byte[] bytes,
            int offset,
            int length,
            long now) {
        int slot = slot(sequence);
        byte[] payload = payloads[slot];
        if (payload == null || payload.length < length) {
            // Sizes of one stream are alike, so a slot soon fits whatever comes.
            payload = new byte[Math.max(length, 256)];
            payloads[slot] = payload;
        }
        System.arraycopy(bytes, offset, payload, 0, length);
        sequences[slot] = sequence;
        timestamps[slot] = timestamp;
        markers[slot] = marker;
        payloadTypes[slot] = payloadType;
        lengths[slot] = length;
        keptAt[slot] = now;
        resentAt[slot] = Long.MIN_VALUE;
    }

    boolean has(long sequence) {
        return sequence >= 0 && sequences[slot(sequence)] == sequence;
    }

    /// Whether to send this kept packet again now, and takes note that it was.
    boolean takeForResend(long sequence, long now) {
        int slot = slot(sequence);
        if (resentAt[slot] != Long.MIN_VALUE && now - resentAt[slot] < MIN_RESEND_NANOS) {
            return false;
        }
        resentAt[slot] = now;
        return true;
    }

    /// When it was sent for the first time.
    long keptAt(long sequence) {
        return keptAt[slot(sequence)];
    }

    int timestamp(long sequence) {
        return timestamps[slot(sequence)];
    }

    boolean marker(long sequence) {
        return markers[slot(sequence)];
    }

    int payloadType(long sequence) {
        return payloadTypes[slot(sequence)];
    }

    int length(long sequence) {
        return lengths[slot(sequence)];
    }

    byte[] payload(long sequence) {
        byte[] payload = payloads[slot(sequence)];
        if (payload == null) {
            throw new IllegalStateException("asked for a packet that is not kept");
        }
        return payload;
    }

    private static int slot(long sequence) {
        return (int) (sequence & (CAPACITY - 1));
    }
}
