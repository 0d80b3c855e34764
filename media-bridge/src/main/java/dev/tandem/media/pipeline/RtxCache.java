package dev.tandem.media.pipeline;

import dev.tandem.media.packet.Bytes;
import dev.tandem.media.packet.DropReason;
import dev.tandem.media.packet.PacketBuffer;

import org.jspecify.annotations.Nullable;

import java.util.Arrays;

/// The last packets sent on one stream, for whoever misses one, and how they go again (RFC 4588).
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

    private final TransportSequence transport;
    private int rtxSequence;

    /// @param firstRtxSequence random; of what goes again, which is a stream of its own
    RtxCache(TransportSequence transport, int firstRtxSequence) {
        this.transport = transport;
        rtxSequence = firstRtxSequence & 0x7fff;
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

    /// Writes a packet again that was asked for; null when it is to be sent.
    @Nullable DropReason resend(SendTerms terms, long sequence, long now, PacketBuffer out) {
        if (!has(sequence) || payloadTypes[slot(sequence)] == NO_TYPE) {
            return DropReason.NOT_IN_CACHE;
        }
        int slot = slot(sequence);
        if (resentAt[slot] != Long.MIN_VALUE && now - resentAt[slot] < MIN_RESEND_NANOS) {
            return DropReason.DUPLICATE;
        }
        resentAt[slot] = now;
        write(terms, sequence, now, out);
        return null;
    }

    /// RFC 4588 section 4: its own SSRC, sequence and payload type; the original sequence before
    /// the payload.
    void write(SendTerms terms, long sequence, long now, PacketBuffer out) {
        int slot = kept(sequence);
        byte[] payload = payloads[slot];
        if (payload == null) {
            throw new IllegalStateException("a packet is kept without its payload");
        }
        int at =
                SentHeader.write(
                        out.bytes(),
                        terms,
                        transport,
                        payloadTypes[slot],
                        markers[slot],
                        rtxSequence,
                        timestamps[slot],
                        terms.rtxSsrc(),
                        SentHeader.NONE,
                        SentHeader.NONE,
                        now);
        rtxSequence = (rtxSequence + 1) & 0xffff;
        Bytes.put16(out.bytes(), at, (int) sequence);
        System.arraycopy(payload, 0, out.bytes(), at + 2, lengths[slot]);
        out.reset(at + 2 + lengths[slot]);
    }

    /// When it was sent for the first time.
    long keptAt(long sequence) {
        return keptAt[kept(sequence)];
    }

    private boolean has(long sequence) {
        return sequence >= 0 && sequences[slot(sequence)] == sequence;
    }

    private int kept(long sequence) {
        if (!has(sequence)) {
            throw new IllegalStateException("asked for a packet that is not kept");
        }
        return slot(sequence);
    }

    private static int slot(long sequence) {
        return (int) (sequence & (CAPACITY - 1));
    }
}
