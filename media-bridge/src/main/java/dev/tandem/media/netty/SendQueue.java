package dev.tandem.media.netty;

import java.net.InetSocketAddress;

/// What a loop has to send and the kernel has not taken yet, in order.
///
/// It is empty after nearly every flush, and begins at its first place again then: a few places do
/// all the work and stay in the processor's cache.
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

    /// Those from here to `end` wait.
    private int begin;

    private int end;

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
        if (end - begin >= BATCH) {
            flush();
        }
        if (end == datagrams.capacity()) {
            return false;
        }
        datagrams.write(end++, buffer, offset, length, peer);
        return true;
    }

    /// Sends all of it, or as much as the kernel takes.
    void flush() {
        while (begin < end && !blocked) {
            int taken = kernel.send(datagrams, begin, Math.min(end - begin, BATCH));
            if (taken > 0) {
                begin += taken;
            } else if (taken == -Datagrams.EAGAIN) {
                blocked = true;
            } else {
                // It is the first of them that the kernel speaks of. The others have their turn.
                unreachable.run();
                begin++;
            }
        }
        if (begin == end) {
            begin = 0;
            end = 0;
        }
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
