package dev.tandem.media.bridge;

/// How much a leg may send: each of its packets is protected anew for everybody else in the call,
/// so one broken or hostile sender costs the bridge a multiple. What is over it is not reported as
/// arrived either, so a browser that estimates its bandwidth slows down.
///
/// Counts what is authentic only: nobody else can use it up.
final class SendQuota {
    /// A camera at 1080p and a screen, both at their best, while the browser probes for more, have
    /// some 1,500.
    static final int PACKETS_PER_SECOND = 4_000;

    /// 32 Mbit/s.
    static final int BYTES_PER_SECOND = 4_000_000;

    private static final long SECOND_NANOS = 1_000_000_000;

    private long windowStart;
    private int packets;
    private int bytes;

    /// @param length of a packet, in bytes
    boolean take(int length, long now) {
        if (now - windowStart >= SECOND_NANOS) {
            windowStart = now;
            packets = 0;
            bytes = 0;
        }
        if (packets == PACKETS_PER_SECOND || bytes + length > BYTES_PER_SECOND) {
            return false;
        }
        packets++;
        bytes += length;
        return true;
    }
}
