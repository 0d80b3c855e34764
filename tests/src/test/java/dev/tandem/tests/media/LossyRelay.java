package dev.tandem.tests.media;

import dev.tandem.signaling.bridge.Candidate;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/// A network that loses media: stands between browsers and bridge and drops a share of RTP and
/// RTCP.
///
/// STUN and DTLS pass, so that a test about media is about nothing else.
final class LossyRelay implements AutoCloseable {
    private final InetSocketAddress bridge;
    private final double loss;
    private final Random random;
    private final DatagramSocket front;
    private final Map<SocketAddress, DatagramSocket> backs = new ConcurrentHashMap<>();
    private final AtomicLong dropped = new AtomicLong();
    private volatile boolean losing;
    private final Map<SocketAddress, Bottleneck> bottlenecks = new ConcurrentHashMap<>();
    private final Map<SocketAddress, Bottleneck> waysToBridge = new ConcurrentHashMap<>();

    LossyRelay(int bridgePort, double loss, long seed) throws IOException {
        bridge = new InetSocketAddress(InetAddress.getLoopbackAddress(), bridgePort);
        this.loss = loss;
        random = new Random(seed);
        front = new DatagramSocket(0, InetAddress.getLoopbackAddress());
        Thread.ofVirtual().start(this::toBridge);
    }

    Candidate candidate() {
        return new Candidate("127.0.0.1", front.getLocalPort());
    }

    void lose(boolean begin) {
        losing = begin;
    }

    /// From now on this much, and no more, gets from the bridge to this browser.
    void narrow(SocketAddress browser, long bitsPerSecond) {
        bottlenecks.put(browser, new Bottleneck(bitsPerSecond, System.nanoTime()));
    }

    /// The same of the way from this browser to the bridge.
    void narrowFrom(SocketAddress browser, long bitsPerSecond) {
        waysToBridge.put(browser, new Bottleneck(bitsPerSecond, System.nanoTime()));
    }

    /// The browsers that came through here, by the address that they came from.
    Set<SocketAddress> browsers() {
        return Set.copyOf(backs.keySet());
    }

    long dropped() {
        return dropped.get();
    }

    private void toBridge() {
        byte[] buffer = new byte[2_048];
        while (!front.isClosed()) {
            DatagramPacket packet = new DatagramPacket(buffer, buffer.length);
            try {
                front.receive(packet);
                SocketAddress browser = packet.getSocketAddress();
                DatagramSocket back = backs.get(browser);
                if (back == null) {
                    back = new DatagramSocket(0, InetAddress.getLoopbackAddress());
                    backs.put(browser, back);
                    DatagramSocket opened = back;
                    Thread.ofVirtual().start(() -> toBrowser(opened, browser));
                }
                if (passes(waysToBridge.get(browser), packet) && !isLost(packet)) {
                    packet.setSocketAddress(bridge);
                    back.send(packet);
                }
            } catch (IOException closed) {
                return;
            }
        }
    }

    private void toBrowser(DatagramSocket back, SocketAddress browser) {
        byte[] buffer = new byte[2_048];
        while (!back.isClosed()) {
            DatagramPacket packet = new DatagramPacket(buffer, buffer.length);
            try {
                back.receive(packet);
                if (passes(bottlenecks.get(browser), packet) && !isLost(packet)) {
                    packet.setSocketAddress(browser);
                    front.send(packet);
                }
            } catch (IOException closed) {
                return;
            }
        }
    }

    private boolean passes(@Nullable Bottleneck narrow, DatagramPacket packet) {
        boolean fits = narrow == null || narrow.fits(packet.getLength(), System.nanoTime());
        if (!fits) {
            dropped.incrementAndGet();
        }
        return fits;
    }

    private synchronized boolean isLost(DatagramPacket packet) {
        int first = packet.getData()[packet.getOffset()] & 0xff;
        boolean media = first >= 128 && first <= 191;
        boolean lost = losing && media && random.nextDouble() < loss;
        if (lost) {
            dropped.incrementAndGet();
        }
        return lost;
    }

    /// A token bucket with 100 ms of depth: what does not fit is lost, as in a full queue.
    private static final class Bottleneck {
        private final long bitsPerSecond;
        private double tokens;
        private long filledAt;

        Bottleneck(long bitsPerSecond, long now) {
            this.bitsPerSecond = bitsPerSecond;
            filledAt = now;
        }

        synchronized boolean fits(int bytes, long now) {
            double filled = tokens + (now - filledAt) / 1e9 * bitsPerSecond;
            tokens = Math.min(filled, bitsPerSecond / 10.0);
            filledAt = now;
            if (tokens < bytes * 8) {
                return false;
            }
            tokens -= bytes * 8;
            return true;
        }
    }

    @Override
    public void close() {
        front.close();
        backs.values().forEach(DatagramSocket::close);
    }
}
