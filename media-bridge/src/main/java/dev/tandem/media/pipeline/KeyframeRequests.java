package dev.tandem.media.pipeline;

/// When to ask a sender for a keyframe: at once, then at most every 400 ms, whoever asks how often.
///
/// A keyframe is ten times a frame; the first after a request usually comes within 100 ms.
public final class KeyframeRequests {
    public static final long MIN_INTERVAL_NANOS = 400_000_000;

    private boolean wanted;
    private boolean sentBefore;
    private long lastSentAt;

    public void request() {
        wanted = true;
    }

    /// Whether to send a request now; the caller then does.
    public boolean takeDue(long now) {
        if (!wanted || (sentBefore && now - lastSentAt < MIN_INTERVAL_NANOS)) {
            return false;
        }
        wanted = false;
        sentBefore = true;
        lastSentAt = now;
        return true;
    }

    public long nextDeadline() {
        if (!wanted) {
            return Long.MAX_VALUE;
        }
        return sentBefore ? lastSentAt + MIN_INTERVAL_NANOS : Long.MIN_VALUE;
    }
}
