package dev.tandem.media.packet;

import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.LongAdder;

/// What a bridge has done so far; written by its loops, read by the metrics.
public final class Counters {
    private final LongAdder packetsIn = new LongAdder();
    private final LongAdder packetsOut = new LongAdder();
    private final LongAdder retransmitted = new LongAdder();
    private final LongAdder keyframeRequests = new LongAdder();
    private final Map<KeyResult, LongAdder> keys = new EnumMap<>(KeyResult.class);
    private final Map<DropReason, LongAdder> dropped = new EnumMap<>(DropReason.class);

    public Counters() {
        // Filled here and never changed, so every thread may read it.
        for (DropReason reason : DropReason.values()) {
            dropped.put(reason, new LongAdder());
        }
        for (KeyResult result : KeyResult.values()) {
            keys.put(result, new LongAdder());
        }
    }

    public void received() {
        packetsIn.increment();
    }

    public void sent() {
        packetsOut.increment();
    }

    public void dropped(DropReason reason) {
        of(reason).increment();
    }

    public void key(KeyResult result) {
        of(result).increment();
    }

    public void retransmission() {
        retransmitted.increment();
    }

    public void keyframeRequest() {
        keyframeRequests.increment();
    }

    public long packetsIn() {
        return packetsIn.sum();
    }

    public long packetsOut() {
        return packetsOut.sum();
    }

    /// Packets sent again because a receiver asked for them.
    public long retransmissions() {
        return retransmitted.sum();
    }

    /// Keyframe requests sent to senders.
    public long keyframeRequests() {
        return keyframeRequests.sum();
    }

    public long drops(DropReason reason) {
        return of(reason).sum();
    }

    /// Keys that were pressed; which ones is nobody's business.
    public long keys(KeyResult result) {
        return of(result).sum();
    }

    private LongAdder of(KeyResult result) {
        return Objects.requireNonNull(keys.get(result));
    }

    private LongAdder of(DropReason reason) {
        return Objects.requireNonNull(dropped.get(reason));
    }
}
