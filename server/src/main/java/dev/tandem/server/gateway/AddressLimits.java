package dev.tandem.server.gateway;

import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.LongSupplier;

/// How often one address may do something expensive: sign in, get a token. Owned by one event loop;
/// remembers the [#MAX_ADDRESSES] that came last.
final class AddressLimits {
    static final int MAX_ADDRESSES = 10_000;

    private final double perSecond;
    private final double burst;
    private final LongSupplier nowMillis;
    private final Map<String, TokenBucket> buckets = new LinkedHashMap<>(16, 0.75f, true);

    AddressLimits(double perSecond, double burst, LongSupplier nowMillis) {
        this.perSecond = perSecond;
        this.burst = burst;
        this.nowMillis = nowMillis;
    }

    boolean allows(String address) {
        long now = nowMillis.getAsLong();
        TokenBucket bucket =
                buckets.computeIfAbsent(address, _ -> new TokenBucket(perSecond, burst, now));
        if (buckets.size() > MAX_ADDRESSES) {
            Iterator<String> oldest = buckets.keySet().iterator();
            oldest.next();
            oldest.remove();
        }
        return bucket.take(now);
    }
}
