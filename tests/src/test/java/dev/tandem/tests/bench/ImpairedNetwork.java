package dev.tandem.tests.bench;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.SocketAddress;
import java.util.Arrays;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.DelayQueue;
import java.util.concurrent.Delayed;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;

/// A bad network between two ends, the same in both directions: loses, delays and reorders
/// datagrams by seeded chance. Each end sends to an address of its own here and hears from the
/// same; which address an end has is learned from the first datagram that it sends, or told.
///
/// Everything is delayed; only RTP and RTCP are lost, so that a call always comes about.
final class ImpairedNetwork implements AutoCloseable {
    /// What happens to datagrams.
    ///
    /// @param loss share, 0 to 1
    /// @param delay ms each
    /// @param jitter ms more or less, evenly distributed; the order stays
    /// @param reorder share that is overtaken by what was sent in the next [#LATE] ms
    record Impairment(double loss, int delay, int jitter, double reorder) {
        static final Impairment NONE = new Impairment(0, 0, 0, 0);
    }

    /// Further behind than its turn, in ms.
    private static final int LATE = 40;

    private final Side left;
    private final Side right;
    private final AtomicReference<Impairment> impairment = new AtomicReference<>(Impairment.NONE);
    private final AtomicLong lost = new AtomicLong();

    /// @param rightEnd if it does not speak first, as a bridge
    ImpairedNetwork(Optional<SocketAddress> rightEnd, long seed) throws IOException {
        left = new Side(new Random(seed));
        right = new Side(new Random(seed + 1));
        right.end.set(rightEnd.orElse(null));
        left.other = right;
        right.other = left;
        left.open();
        right.open();
    }

    void impair(Impairment now) {
        impairment.set(now);
    }

    /// Where the left end sends to.
    int leftPort() {
        return left.socket.getLocalPort();
    }

    int rightPort() {
        return right.socket.getLocalPort();
    }

    long lost() {
        return lost.get();
    }

    private final class Side {
        final DatagramSocket socket = new DatagramSocket(0, InetAddress.getLoopbackAddress());
        final AtomicReference<SocketAddress> end = new AtomicReference<>();
        final DelayQueue<Held> toEnd = new DelayQueue<>();
        final Random random;
        Side other = this;
        private long lastTurn;

        Side(Random random) throws IOException {
            this.random = random;
        }

        void open() {
            Thread.ofPlatform().daemon().name("network in").start(this::receive);
            Thread.ofPlatform().daemon().name("network out").start(this::release);
        }

        private void receive() {
            byte[] buffer = new byte[2_048];
            try {
                while (true) {
                    DatagramPacket packet = new DatagramPacket(buffer, buffer.length);
                    socket.receive(packet);
                    end.compareAndSet(null, packet.getSocketAddress());
                    if (packet.getSocketAddress().equals(end.get())) {
                        pass(Arrays.copyOf(packet.getData(), packet.getLength()));
                    }
                }
            } catch (IOException closed) {
                // As networks do.
            }
        }

        private void pass(byte[] datagram) {
            Impairment now = impairment.get();
            int first = datagram.length == 0 ? 0 : datagram[0] & 0xff;
            boolean media = first >= 128 && first <= 191;
            if (media && random.nextDouble() < now.loss()) {
                lost.incrementAndGet();
                return;
            }
            double millis = now.delay() + now.jitter() * (2 * random.nextDouble() - 1);
            long turn = System.nanoTime() + (long) (Math.max(0, millis) * 1e6);
            boolean late = media && random.nextDouble() < now.reorder();
            if (!late) {
                turn = Math.max(turn, lastTurn);
                lastTurn = turn;
            }
            other.toEnd.add(new Held(datagram, late ? turn + LATE * 1_000_000L : turn));
        }

        private void release() {
            try {
                while (!socket.isClosed()) {
                    Held next = toEnd.take();
                    SocketAddress to = end.get();
                    if (to != null) {
                        socket.send(new DatagramPacket(next.bytes, next.bytes.length, to));
                    }
                }
            } catch (InterruptedException | IOException closed) {
                // The call is over.
            }
        }
    }

    private static final class Held implements Delayed {
        final byte[] bytes;
        final long turn;

        Held(byte[] bytes, long turn) {
            this.bytes = bytes;
            this.turn = turn;
        }

        @Override
        public long getDelay(TimeUnit unit) {
            return unit.convert(turn - System.nanoTime(), TimeUnit.NANOSECONDS);
        }

        @Override
        public int compareTo(Delayed other) {
            return Long.compare(turn, ((Held) other).turn);
        }
    }

    @Override
    public void close() {
        left.socket.close();
        right.socket.close();
        // Wakes the threads that wait for something to release.
        left.toEnd.add(new Held(new byte[0], System.nanoTime()));
        right.toEnd.add(new Held(new byte[0], System.nanoTime()));
    }
}
