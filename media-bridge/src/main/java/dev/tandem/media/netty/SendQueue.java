package dev.tandem.media.netty;

import java.net.InetSocketAddress;

/// What a loop has to send and the kernel has not taken yet, in order.
///
/// A ring. It is empty after nearly every flush, and begins at its first place again then: a few
/// places do all the work and stay in the processor's cache.
final class SendQueue {
    /// What is sent by one system call, at most.
    static final int BATCH = 64;

    /// Where it goes.
    interface Kernel {
        /// Sends those from this place on.
        ///
        /// @return how many it took, at least one, or minus its errno for the first
        int send(Datagrams datagrams, int first, int count);
    }

    private final Datagrams datagrams;
    private final Kernel kernel;
    private final Runnable unreachable;

    /// The place of the first that waits.
    private int first;

    private int waiting;

    /// The kernel's own queue is full.
    private boolean blocked;

    /// @param unreachable is told of each packet that cannot be sent: its address is none of this
    ///   socket's kind, or the kernel will not have it
    SendQueue(Datagrams datagrams, Kernel kernel, Runnable unreachable) {
        this.datagrams = datagrams;
        this.kernel = kernel;
        this.unreachable = unreachable;
    }

    /// Puts a copy behind the others.
    ///
    /// @return whether there was room for it
    boolean add(byte[] buffer, int offset, int length, InetSocketAddress to) {
        Peer peer = Peer.of(to);
        if (!datagrams.reaches(peer)) {
            unreachable.run();
            return true;
        }
        if (waiting >= BATCH) {
            flush();
        }
        if (waiting == datagrams.capacity()) {
            return false;
        }
        datagrams.write((first + waiting) % datagrams.capacity(), buffer, offset, length, peer);
        waiting++;
        return true;
    }

    /// Sends all of it, or as much as the kernel takes.
    void flush() {
        while (waiting > 0 && !blocked) {
            int toTheEdge = datagrams.capacity() - first;
            int taken =
                    kernel.send(datagrams, first, Math.min(Math.min(waiting, toTheEdge), BATCH));
            if (taken > 0) {
                gone(taken);
            } else if (taken == -Datagrams.EAGAIN) {
                blocked = true;
            } else {
                // It is the first of them that the kernel speaks of. The others have their turn.
                unreachable.run();
                gone(1);
            }
        }
        if (waiting == 0) {
            first = 0;
        }
    }

    private void gone(int count) {
        first = (first + count) % datagrams.capacity();
        waiting -= count;
    }

    boolean isBlocked() {
        return blocked;
    }

    /// The kernel has room again.
    void unblock() {
        blocked = false;
        flush();
    }
}
