package dev.tandem.media.pipeline;

import dev.tandem.signaling.bridge.MediaKind;

import java.util.Arrays;

/// How much comes through from a leg whose browser cannot judge it, because it negotiated REMB and
/// no transport-cc: the bridge judges its pictures' arrivals, as it judges those behind it
/// ([LinkLimit]), and tells it.
public final class UplinkLimit {
    /// No time of sending in a packet.
    public static final int UNTIMED = -1;

    /// As often as a browser would be told of arrivals.
    static final long JUDGED_NANOS = 100_000_000;

    /// A larger gap is a sender that begins anew.
    static final int MAX_GAP = 256;

    /// abs-send-time: 24 bits of seconds, 18 of them behind the point; it turns after 64 s.
    private static final int TIME_BITS = 24;

    private static final int SECOND_BITS = 18;
    private static final double SECOND_NANOS = 1_000_000_000;

    private static final int UNKNOWN = -1;

    private static final int STREAMS = 6;

    private final LinkLimit limit = new LinkLimit();
    private final int[] highest = new int[STREAMS];
    private long judgedAt;
    private int lastSentAt = UNKNOWN;
    private long firstArrival;
    private long sentTicks;

    public UplinkLimit() {
        Arrays.fill(highest, UNKNOWN);
    }

    /// An authentic packet of a picture has arrived.
    ///
    /// @param sequence 16 bits, of its own stream
    /// @param sentAt abs-send-time, 24 bits of the sender's clock; or [#UNTIMED]
    /// @return whether it has been judged anew
    public boolean arrived(
            MediaKind kind, boolean again, int sequence, int bytes, int sentAt, long now) {
        int stream = stream(kind, again);
        noteGap(stream, sequence, now);
        int key = key(stream, sequence);
        if (!limit.knows(key)) {
            limit.sent(key, bytes, now, now);
        }
        limit.arrived(key, sentAt == UNTIMED ? UNTIMED : now + lateness(sentAt, now), now);
        if (now - judgedAt < JUDGED_NANOS) {
            return false;
        }
        judgedAt = now;
        limit.told(now);
        return true;
    }

    /// Each kind's packets and its retransmissions count sequence numbers of their own.
    private static int stream(MediaKind kind, boolean again) {
        int first =
                switch (kind) {
                    case AUDIO -> 0;
                    case VIDEO -> 2;
                    case SCREEN -> 4;
                };
        return again ? first + 1 : first;
    }

    /// What lies between the newest and this one is missing, so far.
    private void noteGap(int stream, int sequence, long now) {
        int newest = highest[stream];
        int ahead = newest == UNKNOWN ? 1 : (short) (sequence - newest);
        if (ahead <= 0) {
            return;
        }
        for (int i = 1; i < ahead && ahead <= MAX_GAP; i++) {
            int key = key(stream, newest + i);
            limit.sent(key, 0, now, now);
            limit.missed(key);
        }
        highest[stream] = sequence;
    }

    private static int key(int stream, int sequence) {
        return stream << 16 | (sequence & 0xffff);
    }

    /// How much longer it was on its way than the first one, in nanoseconds. The two clocks need
    /// not agree.
    private long lateness(int sentAt, long now) {
        if (lastSentAt == UNKNOWN) {
            lastSentAt = sentAt;
            firstArrival = now;
        }
        int unused = Integer.SIZE - TIME_BITS;
        sentTicks += (sentAt - lastSentAt) << unused >> unused;
        lastSentAt = sentAt;
        return now - firstArrival - (long) (sentTicks * (SECOND_NANOS / (1 << SECOND_BITS)));
    }

    /// Bits per second, or [LinkLimit#NONE].
    public long bitsPerSecond() {
        return limit.bitsPerSecond();
    }
}
