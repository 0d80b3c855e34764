package dev.tandem.media.netty;

import org.jspecify.annotations.Nullable;

/// Addresses that were seen lately: the same one is the same object, made once and not per packet.
///
/// A table of fixed size: whoever comes to the same place takes it, which costs the other one a new
/// object and nothing else, so strangers cannot fill it.
final class KnownPeers {
    /// Several for each leg of a loop.
    private static final int SLOTS = 4_096;

    private final @Nullable Peer[] table = new @Nullable Peer[SLOTS];

    Peer of(long high, long low, int scope, int port) {
        long mixed = (high * 31 + low * 31 + port) * 0x9E3779B97F4A7C15L;
        int slot = (int) (mixed >>> 52);
        Peer known = table[slot];
        if (known != null && known.is(high, low, scope, port)) {
            return known;
        }
        Peer made = Peer.of(high, low, scope, port);
        table[slot] = made;
        return made;
    }
}
