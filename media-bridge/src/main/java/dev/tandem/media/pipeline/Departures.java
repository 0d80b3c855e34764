package dev.tandem.media.pipeline;

import java.util.Arrays;

/// When the last packets went to one leg and what became of each, by their transport-wide sequence
/// numbers.
final class Departures {
    /// Five seconds of 200 packets a second; feedback comes ten times a second.
    static final int WINDOW = 1_024;

    private static final byte ON_ITS_WAY = 0;
    private static final byte MISSED = 1;
    private static final byte ARRIVED = 2;

    private final int[] sequences = new int[WINDOW];
    private final int[] bytes = new int[WINDOW];
    private final long[] sentAt = new long[WINDOW];
    private final long[] firstSentAt = new long[WINDOW];
    private final byte[] fates = new byte[WINDOW];

    Departures() {
        Arrays.fill(sequences, -1);
    }

    /// @param firstAt when what it carries went for the first time: now, if it is not sent again
    void sent(int sequence, int length, long firstAt, long now) {
        int slot = slot(sequence);
        sequences[slot] = sequence;
        bytes[slot] = length;
        sentAt[slot] = now;
        firstSentAt[slot] = firstAt;
        fates[slot] = ON_ITS_WAY;
    }

    boolean has(int sequence) {
        return sequences[slot(sequence)] == sequence;
    }

    /// True when this is news: a packet that is late is told as missing first, and those behind it
    /// are told again with it.
    boolean takeMissed(int sequence) {
        int slot = slot(sequence);
        boolean news = fates[slot] == ON_ITS_WAY;
        if (news) {
            fates[slot] = MISSED;
        }
        return news;
    }

    /// True when this is news.
    boolean takeArrived(int sequence) {
        int slot = slot(sequence);
        boolean news = fates[slot] != ARRIVED;
        fates[slot] = ARRIVED;
        return news;
    }

    boolean isMissed(int sequence) {
        return fates[slot(sequence)] == MISSED;
    }

    int bytes(int sequence) {
        return bytes[slot(sequence)];
    }

    long sentAt(int sequence) {
        return sentAt[slot(sequence)];
    }

    long firstSentAt(int sequence) {
        return firstSentAt[slot(sequence)];
    }

    private static int slot(int sequence) {
        return sequence & (WINDOW - 1);
    }
}
