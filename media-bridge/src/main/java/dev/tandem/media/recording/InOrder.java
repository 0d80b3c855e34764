package dev.tandem.media.recording;

import org.jspecify.annotations.Nullable;

import java.util.TreeMap;

/// Gives packets out in their order. A missing one is waited for, because it may be reordered or
/// repeated; then it counts as lost.
final class InOrder {
    /// More than this are not held back: two seconds of video at 3 Mbit/s.
    static final int MAX_HELD = 512;

    private final long patience;
    private final TreeMap<Long, MediaPacket> held = new TreeMap<>();
    private long next = -1;
    private boolean lost;

    /// @param patience how long a missing packet is waited for, in nanoseconds
    InOrder(long patience) {
        this.patience = patience;
    }

    /// False when it comes too late or twice.
    boolean add(MediaPacket packet) {
        if (next < 0) {
            next = packet.sequence();
        }
        return packet.sequence() >= next && held.putIfAbsent(packet.sequence(), packet) == null;
    }

    /// The next packet, if its turn has come.
    @Nullable MediaPacket poll(long now) {
        var first = held.firstEntry();
        if (first == null) {
            return null;
        }
        MediaPacket packet = first.getValue();
        if (packet.sequence() != next) {
            boolean waited = now - packet.arrivedAt() >= patience || held.size() > MAX_HELD;
            if (!waited) {
                return null;
            }
            lost = true;
        }
        held.pollFirstEntry();
        next = packet.sequence() + 1;
        return packet;
    }

    /// True once after something was given up.
    boolean takeLoss() {
        boolean was = lost;
        lost = false;
        return was;
    }

    int held() {
        return held.size();
    }
}
