package dev.tandem.tests.bench;

import dev.tandem.media.srtp.SrtpProfile;
import dev.tandem.media.srtp.SrtpWarmUp;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.net.InetAddress;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.LockSupport;

/// The load generator: one thread sends by a timetable, one receives, decrypts and measures.
///
/// Each sending leg sends every 20 ms one Opus packet and, with video, one VP8 frame of
/// [#FRAME_PACKETS] packets: together 200 packets and 1.4 Mbit in a second. The legs' turns are
/// spread over the 20 ms. It is an open loop: what comes back late does not slow what is sent.
///
/// Whether it is itself the bottleneck is measured with it: how late it sent by its own timetable,
/// how busy its two threads were, and what it does against a bare echo.
final class MediaLoad implements AutoCloseable {
    static final int FRAME_PACKETS = 3;

    private static final long TICK_NANOS = 20_000_000;
    private static final int TICKS_A_SECOND = 50;

    /// Of the last packets to come back.
    private static final long DRAIN_NANOS = 500_000_000;

    /// A bridge forgets a leg that has not shown for 30 s that it is still there.
    private static final long CONSENT_NANOS = 5_000_000_000L;

    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

    private final InetAddress host;
    private final SrtpProfile profile;
    private final Selector selector;
    private final Thread receiver;
    private final ConcurrentLinkedQueue<MediaLeg> joining = new ConcurrentLinkedQueue<>();
    private final List<MediaLeg> all = new CopyOnWriteArrayList<>();
    private volatile boolean closed;
    private int runs;

    private volatile int current;
    private volatile long[] latencies = new long[0];
    private volatile int received;
    private volatile int receivedAudio;

    /// What one run found.
    ///
    /// @param sent by the generator
    /// @param expected what must come back: each packet once per receiver
    /// @param sorted latencies in nanoseconds, from before protecting to after reading
    /// @param seconds how long it sent
    /// @param lateP99 nanoseconds behind the timetable
    /// @param busySender share of a core
    /// @param busyReceiver share of a core
    record Run(
            long sent,
            long expected,
            int received,
            long expectedAudio,
            int receivedAudio,
            long[] sorted,
            double seconds,
            long lateP99,
            double busySender,
            double busyReceiver) {
        double loss() {
            return 100.0 * (expected - received) / expected;
        }

        double audioLoss() {
            return 100.0 * (expectedAudio - receivedAudio) / expectedAudio;
        }

        double millis(double share) {
            return sorted.length == 0
                    ? Double.NaN
                    : sorted[(int) Math.min(sorted.length - 1, (long) (share * sorted.length))]
                            / 1e6;
        }
    }

    MediaLoad(InetAddress host, SrtpProfile profile) throws IOException {
        this.host = host;
        this.profile = profile;
        SrtpWarmUp.run();
        selector = Selector.open();
        receiver = Thread.ofPlatform().name("load-receiver").daemon().start(this::receive);
        Thread.ofVirtual().start(this::keepConsent);
    }

    private void keepConsent() {
        while (!closed) {
            // One after the other: thousands at once would fill the server's socket.
            for (MediaLeg leg : all) {
                leg.prove();
                // All may have left since the last look.
                LockSupport.parkNanos(CONSENT_NANOS / Math.max(1, all.size()));
            }
            LockSupport.parkNanos(TICK_NANOS);
        }
    }

    /// Of the whole machine, over the last minute: what else ran.
    static double loadAverage() throws IOException {
        return Double.parseDouble(Files.readString(Path.of("/proc/loadavg")).split(" ")[0]);
    }

    MediaLeg newLeg() {
        MediaLeg leg = new MediaLeg(host, profile);
        all.add(leg);
        joining.add(leg);
        selector.wakeup();
        return leg;
    }

    /// It has left.
    void forget(MediaLeg leg) {
        all.remove(leg);
        leg.close();
    }

    private void receive() {
        try {
            while (!closed) {
                selector.select(key -> read((MediaLeg) key.attachment()), 1_000);
                for (MediaLeg leg = joining.poll(); leg != null; leg = joining.poll()) {
                    leg.channel().register(selector, SelectionKey.OP_READ, leg);
                }
            }
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    private void read(MediaLeg leg) {
        try {
            leg.receive(this::arrived);
        } catch (IOException refused) {
            // The server is not there, or not any more: what it should have sent is missing.
        }
    }

    private void arrived(int run, boolean audio, long nanos) {
        if (run == current && received < latencies.length) {
            latencies[received] = nanos;
            received = received + 1;
            receivedAudio += audio ? 1 : 0;
        }
    }

    /// Lets these legs send for a while.
    ///
    /// @param framePackets of a video frame; 0 is a voice call
    /// @param copies how many receivers each packet has
    Run run(List<MediaLeg> senders, int framePackets, int copies, int seconds) {
        return paced(
                senders,
                1 + framePackets,
                copies,
                seconds,
                (leg, run) -> {
                    leg.sendAudio(run);
                    leg.sendFrame(run, framePackets);
                });
    }

    /// Lets these legs send sound that was protected before, and counts what comes back as it is:
    /// the most that the generator can do. Its latencies are nothing.
    Run runPrepared(List<MediaLeg> senders, int seconds) {
        senders.forEach(leg -> leg.prepareAudio(runs + 1, seconds * TICKS_A_SECOND));
        return paced(senders, 1, 1, seconds, (leg, run) -> leg.sendPrepared());
    }

    /// What a leg does when it is its turn.
    private interface Turn {
        void send(MediaLeg leg, int run);
    }

    private Run paced(
            List<MediaLeg> senders, int packetsATick, int copies, int seconds, Turn turns) {
        int ticks = seconds * TICKS_A_SECOND;
        long sent = (long) senders.size() * ticks * packetsATick;
        long[] late = new long[senders.size() * ticks];
        received = 0;
        receivedAudio = 0;
        latencies = new long[(int) (sent * copies) + 1];
        int run = ++runs;
        current = run;
        long senderCpu = THREADS.getCurrentThreadCpuTime();
        long receiverCpu = THREADS.getThreadCpuTime(receiver.threadId());
        long begun = System.nanoTime() + TICK_NANOS;
        int turn = 0;
        for (int tick = 0; tick < ticks; tick++) {
            for (int i = 0; i < senders.size(); i++) {
                long due = begun + tick * TICK_NANOS + TICK_NANOS * i / senders.size();
                for (long wait = due - System.nanoTime();
                        wait > 0;
                        wait = due - System.nanoTime()) {
                    LockSupport.parkNanos(wait);
                }
                late[turn++] = System.nanoTime() - due;
                turns.send(senders.get(i), run);
            }
        }
        long end = System.nanoTime();
        double cpu = (THREADS.getCurrentThreadCpuTime() - senderCpu) / (double) (end - begun);
        LockSupport.parkNanos(DRAIN_NANOS);
        double taken =
                (THREADS.getThreadCpuTime(receiver.threadId()) - receiverCpu)
                        / (double) (end - begun);
        current = 0;
        long[] sorted = Arrays.copyOf(latencies, received);
        Arrays.sort(sorted);
        Arrays.sort(late);
        return new Run(
                sent,
                sent * copies,
                received,
                sent * copies / packetsATick,
                receivedAudio,
                sorted,
                (end - begun) / 1e9,
                late[(int) (0.99 * late.length)],
                cpu,
                taken);
    }

    @Override
    public void close() throws IOException {
        closed = true;
        selector.wakeup();
        all.forEach(MediaLeg::close);
        selector.close();
    }
}
