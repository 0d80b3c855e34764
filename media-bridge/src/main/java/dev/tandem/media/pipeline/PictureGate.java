package dev.tandem.media.pipeline;

/// Whether one leg of several is sent pictures at all. Whoever sends them sends one quality to
/// everybody, so the weakest link decides about it; one that is too weak for any picture worth
/// seeing decides for itself alone, and keeps its link for the sound.
public final class PictureGate {
    /// Less than this is no picture, and nobody else's is lowered below it.
    public static final long WORTH_BITS = 200_000;

    /// How long the first attempt to send pictures again waits; each that fails doubles it.
    static final long FIRST_WAIT_NANOS = 5_000_000_000L;

    static final long LONGEST_WAIT_NANOS = 60_000_000_000L;

    /// An attempt that lasts has not failed.
    static final long LASTED_NANOS = 30_000_000_000L;

    private boolean closed;
    private boolean tried;
    private long openedAt;
    private long closedUntil;
    private long wait = FIRST_WAIT_NANOS;

    /// @param bitsPerSecond what the leg can take
    /// @param othersTakeMore whether somebody else has a link that is worth a picture; else all are
    ///   served what there is
    public void judge(long bitsPerSecond, boolean othersTakeMore, long now) {
        if (!closed) {
            if (othersTakeMore && bitsPerSecond < WORTH_BITS) {
                close(now);
            }
        } else if (!othersTakeMore || (bitsPerSecond >= WORTH_BITS && now >= closedUntil)) {
            closed = false;
            tried = true;
            openedAt = now;
        }
    }

    private void close(long now) {
        boolean failed = tried && now - openedAt < LASTED_NANOS;
        wait = failed ? Math.min(2 * wait, LONGEST_WAIT_NANOS) : FIRST_WAIT_NANOS;
        closed = true;
        closedUntil = now + wait;
    }

    public boolean isClosed() {
        return closed;
    }
}
