package dev.tandem.server.gateway;

/// A rate with a burst: `take` says whether one more is fine now. Owned by one thread.
final class TokenBucket {
    private final double perMilli;
    private final double burst;
    private double tokens;
    private long lastMillis;

    TokenBucket(double perSecond, double burst, long nowMillis) {
        this.perMilli = perSecond / 1_000;
        this.burst = burst;
        this.tokens = burst;
        this.lastMillis = nowMillis;
    }

    boolean take(long nowMillis) {
        tokens = Math.min(burst, tokens + Math.max(0, nowMillis - lastMillis) * perMilli);
        lastMillis = nowMillis;
        if (tokens < 1) {
            return false;
        }
        tokens -= 1;
        return true;
    }
}
