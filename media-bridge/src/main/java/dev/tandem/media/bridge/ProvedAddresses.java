package dev.tandem.media.bridge;

import java.net.InetSocketAddress;
import java.util.ArrayDeque;
import java.util.Deque;

/// The addresses from which one leg has proved itself by an authentic check.
final class ProvedAddresses {
    /// More are forgotten, oldest first.
    static final int MAX = 8;

    private final Deque<InetSocketAddress> addresses = new ArrayDeque<>();

    void add(InetSocketAddress from) {
        if (addresses.contains(from)) {
            return;
        }
        if (addresses.size() == MAX) {
            addresses.removeFirst();
        }
        addresses.addLast(from);
    }

    boolean has(InetSocketAddress from) {
        return addresses.contains(from);
    }
}
