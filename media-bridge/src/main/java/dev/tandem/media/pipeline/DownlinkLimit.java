package dev.tandem.media.pipeline;

/// How much one leg can take, judged by what it reports as lost: the loss-based half of the usual
/// congestion control (draft-ietf-rmcat-gcc-02 section 6). Whoever sends to it is told by REMB.
///
/// No limit is known until there is real loss, so on a good network this does nothing at all.
public final class DownlinkLimit {
    public static final long NONE = Long.MAX_VALUE;

    /// Below this video is not worth sending; audio takes some 40 kbit/s of it.
    static final long MIN_BITS = 80_000;

    /// Above this a limit that still rises is no limit.
    static final long LIFTED_BITS = 4_000_000;

    /// Long enough for a stable share, short enough to react within a second.
    static final long WINDOW_NANOS = 500_000_000;

    /// Fewer packets say nothing about a share.
    static final int MIN_PACKETS = 15;

    private static final double TOO_MUCH_LOST = 0.10;
    private static final double HARDLY_LOST = 0.02;

    /// 5 % each half second.
    private static final double RISE = 1.05;

    /// How much the newest window counts in the recent share: half of it is of the last second.
    private static final double NEWEST = 0.3;

    /// Who says nothing for so long has lost nothing that we know of.
    static final long TOLD_NANOS = 3_000_000_000L;

    private static final double WHOLE = 255;
    private static final long SECOND_NANOS = 1_000_000_000;

    private long windowStart = -1;
    private long received;
    private long lost;
    private long sentBytes;
    private long limit = NONE;
    private double recentShare;
    private long judgedAt = -1;

    public void sent(int bytes) {
        sentBytes += bytes;
    }

    /// One transport-cc feedback of the leg.
    public void feedback(int newlyReceived, int newlyLost, long now) {
        if (windowStart < 0) {
            windowStart = now;
            sentBytes = 0;
        }
        received += newlyReceived;
        lost += newlyLost;
        long elapsed = now - windowStart;
        if (elapsed >= WINDOW_NANOS && received + lost >= MIN_PACKETS) {
            judge(elapsed);
            judgedAt = now;
            windowStart = now;
            received = 0;
            lost = 0;
            sentBytes = 0;
        }
    }

    private void judge(long elapsed) {
        double share = (double) lost / (received + lost);
        recentShare += NEWEST * (share - recentShare);
        double sentBits = sentBytes * 8.0 * SECOND_NANOS / elapsed;
        if (share > TOO_MUCH_LOST) {
            double base = Math.min((double) limit, sentBits);
            limit = Math.max(MIN_BITS, (long) (base * (1 - 0.5 * share)));
        } else if (share < HARDLY_LOST && limit != NONE) {
            limit = (long) (limit * RISE);
            if (limit > LIFTED_BITS) {
                limit = NONE;
            }
        }
    }

    /// What was lost between us and the leg in the last seconds, in 1/255.
    public int fractionLost(long now) {
        return judgedAt >= 0 && now - judgedAt < TOLD_NANOS ? (int) (WHOLE * recentShare) : 0;
    }

    /// Bits per second, or [#NONE].
    public long bitsPerSecond() {
        return limit;
    }
}
