package dev.tandem.media.ice;

import java.net.InetSocketAddress;

/// How many checks one address may send in a second before they are dropped unread.
///
/// A fixed table of counters indexed by the address's hash: bounded whatever is sent; two addresses
/// that share a slot share its quota, which the limit leaves room for.
public final class AddressQuota {
    /// A browser sends some 20 a second while connecting, then one every 2 s.
    public static final int CHECKS_PER_SECOND = 100;

    private static final int SLOTS = 4_096;
    private static final long SECOND_NANOS = 1_000_000_000;

    private final int[] counts = new int[SLOTS];
    private final long[] windowStarts = new long[SLOTS];

    public boolean allows(InetSocketAddress from, long now) {
        int hash = from.hashCode();
        int slot = (hash ^ (hash >>> 16)) & (SLOTS - 1);
        if (counts[slot] == 0 || now - windowStarts[slot] >= SECOND_NANOS) {
            counts[slot] = 0;
            windowStarts[slot] = now;
        }
        if (counts[slot] == CHECKS_PER_SECOND) {
            return false;
        }
        counts[slot]++;
        return true;
    }
}
