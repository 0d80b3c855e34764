package dev.tandem.media.pipeline;

import dev.tandem.media.packet.RtcpWriter;

import java.util.Arrays;

/// Which packets of a source did not come, and when to ask for each again.
///
/// A ring over the last sequence numbers: asking is bounded in number, in tries and in time.
final class MissingPackets {
    static final int WINDOW = 256;

    /// Longer than packets usually overtake each other by.
    static final long FIRST_ASK_NANOS = 10_000_000;

    /// A retransmission needs a round trip; 60 ms is a long one within a continent. Where it is
    /// longer, the request may be what was lost, and a sender that has just answered one does not
    /// answer the next.
    static final long ASK_AGAIN_NANOS = 60_000_000;

    /// Sooner than this the answer may still be on its way through two event loops.
    static final long ASK_AGAIN_SOONEST_NANOS = 20_000_000;

    /// So often it asks by the round trip; then the round trip may not be true any more.
    static final int SOON_ASKS = 4;

    /// Enough for three answers over a path of 250 ms: a sender does not answer twice within a
    /// round trip, and each time one of ten may be lost.
    static final int MAX_ASKS = 16;

    private static final long NONE = -1;
    private static final int FOLLOWING = 16;

    private final long[] sequences = new long[WINDOW];
    private final long[] askAt = new long[WINDOW];
    private final int[] asked = new int[WINDOW];
    private int count;
    private long again = ASK_AGAIN_NANOS;
    private boolean givenUp;

    MissingPackets() {
        Arrays.fill(sequences, NONE);
    }

    void missing(long sequence, long now) {
        int slot = slot(sequence);
        if (sequences[slot] == NONE) {
            count++;
        }
        sequences[slot] = sequence;
        askAt[slot] = now + FIRST_ASK_NANOS;
        asked[slot] = 0;
    }

    void arrived(long sequence) {
        int slot = slot(sequence);
        if (count > 0 && sequences[slot] == sequence) {
            sequences[slot] = NONE;
            count--;
        }
    }

    boolean isEmpty() {
        return count == 0;
    }

    /// The next time at which something is to be asked for.
    long nextAsk() {
        long next = Long.MAX_VALUE;
        for (int i = 0; i < WINDOW && count > 0; i++) {
            if (sequences[i] != NONE) {
                next = Math.min(next, askAt[i]);
            }
        }
        return next;
    }

    /// Writes NACK entries for all that is due now; returns how many packets it asks for.
    ///
    /// @param roundTripNanos to the sender, or -1: not known
    int ask(long highest, long roundTripNanos, long now, RtcpWriter writer) {
        again =
                roundTripNanos < 0
                        ? ASK_AGAIN_NANOS
                        : Math.clamp(
                                roundTripNanos + FIRST_ASK_NANOS,
                                ASK_AGAIN_SOONEST_NANOS,
                                ASK_AGAIN_NANOS);
        forgetBefore(highest - WINDOW + 1);
        int total = 0;
        long from = Math.max(highest - WINDOW + 1, 0);
        for (long sequence = from; sequence < highest && count > 0; sequence++) {
            if (!takeDue(sequence, now)) {
                continue;
            }
            int following = 0;
            total++;
            for (int bit = 0; bit < FOLLOWING && sequence + bit + 1 < highest; bit++) {
                long other = sequence + bit + 1;
                if (takeDue(other, now)) {
                    following |= 1 << bit;
                    total++;
                }
            }
            writer.lost((int) (sequence & 0xffff), following);
            sequence += FOLLOWING;
        }
        return total;
    }

    boolean hasDue(long now) {
        return count > 0 && nextAsk() <= now;
    }

    /// True once after something was given up: it was asked for as often as it may be, or is too
    /// far behind.
    boolean takeGivenUp() {
        boolean was = givenUp;
        givenUp = false;
        return was;
    }

    /// Whether to ask for it now, and takes note that it was.
    private boolean takeDue(long sequence, long now) {
        int slot = slot(sequence);
        if (sequences[slot] != sequence || askAt[slot] > now) {
            return false;
        }
        if (asked[slot] == MAX_ASKS) {
            giveUp(slot);
            return false;
        }
        asked[slot]++;
        askAt[slot] = now + (asked[slot] <= SOON_ASKS ? again : ASK_AGAIN_NANOS);
        return true;
    }

    private void forgetBefore(long sequence) {
        for (int slot = 0; slot < WINDOW; slot++) {
            if (sequences[slot] != NONE && sequences[slot] < sequence) {
                giveUp(slot);
            }
        }
    }

    private void giveUp(int slot) {
        sequences[slot] = NONE;
        count--;
        givenUp = true;
    }

    private static int slot(long sequence) {
        return (int) (sequence & (WINDOW - 1));
    }
}
