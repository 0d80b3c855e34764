package dev.tandem.media.netty;

import dev.tandem.media.bridge.BridgeLimits;
import dev.tandem.media.bridge.LoopTasks;
import dev.tandem.media.bridge.Output;
import dev.tandem.media.bridge.OwnSounds;
import dev.tandem.media.bridge.RecordingTap;
import dev.tandem.media.bridge.Switchboard;
import dev.tandem.media.dtls.DtlsServer;
import dev.tandem.media.packet.Counters;
import dev.tandem.media.packet.DropReason;
import dev.tandem.media.packet.PacketBuffer;
import dev.tandem.media.pipeline.VoiceCodec;
import dev.tandem.signaling.bridge.BridgeCommand;
import dev.tandem.signaling.bridge.BridgeEvent;
import dev.tandem.signaling.bridge.BridgeEventSink;
import dev.tandem.signaling.bridge.BridgeReply;
import dev.tandem.signaling.bridge.Candidate;
import dev.tandem.signaling.protocol.CallId;

import io.netty.channel.IoEventLoop;
import io.netty.channel.MultiThreadIoEventLoopGroup;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;

/// One event loop, its UDP port, and all calls that live there.
public final class BridgeLoop implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(BridgeLoop.class);

    /// The grain of all deadlines: small against a NACK's first 10 ms, and never more than 100
    /// wake-ups a second.
    private static final long TICK_NANOS = TimeUnit.MILLISECONDS.toNanos(10);

    /// The core's time begins here, so that it is never negative.
    private static final long FIRST_NANOS = TimeUnit.HOURS.toNanos(1);

    private final MultiThreadIoEventLoopGroup group;
    private final IoEventLoop loop;
    private final UdpPort port;
    private final Shell shell;
    private final long startedAt = System.nanoTime();
    private final BridgeEventSink events;
    private final Counters counters;
    private volatile int calls;
    private volatile int legs;
    private volatile Consumer<CallId> abandoned = _ -> {};

    /// What one loop is made of.
    public record Parts(
            String bindAddress,
            List<String> announcedAddresses,
            DtlsServer dtls,
            BridgeLimits limits,
            RandomGenerator random,
            Counters counters,
            OwnSounds sounds,
            Optional<VoiceCodec> codec,
            BridgeEventSink events,
            RecordingTap tap) {}

    /// Binds the port; throws with a sentence when it is taken.
    public BridgeLoop(int index, int port, Parts parts) {
        events = parts.events();
        counters = parts.counters();
        if (index == 0 && !LinuxPort.isSupported()) {
            LOG.info(
                    "Packets go through Java's own sockets, which costs more: Netty's epoll,"
                            + " recvmmsg or sendmmsg cannot be used here.");
        }
        // Its one thread has a name in thread dumps.
        group =
                new MultiThreadIoEventLoopGroup(
                        1,
                        (ThreadFactory) runnable -> new Thread(runnable, "tandem-media-" + index),
                        UdpPort.ioHandler());
        loop = group.next();
        shell = new Shell();
        boolean bound = false;
        try {
            this.port = UdpPort.bind(loop, new InetSocketAddress(parts.bindAddress(), port), shell);
            bound = true;
        } catch (IOException taken) {
            throw new IllegalStateException("cannot bind UDP port " + port, taken);
        } finally {
            if (!bound) {
                var _ = group.shutdownGracefully(0, 1, TimeUnit.SECONDS);
            }
        }
        List<Candidate> candidates =
                parts.announcedAddresses().stream()
                        .map(address -> new Candidate(address, this.port.number()))
                        .toList();
        Switchboard switchboard =
                new Switchboard(
                        parts.dtls(),
                        shell,
                        candidates,
                        parts.limits(),
                        parts.random(),
                        parts.counters(),
                        parts.sounds(),
                        parts.codec(),
                        parts.tap());
        loop.execute(() -> shell.begin(switchboard));
    }

    public int port() {
        return port.number();
    }

    /// Carries the command out on the loop.
    public CompletionStage<BridgeReply> perform(BridgeCommand command) {
        CompletableFuture<BridgeReply> reply = new CompletableFuture<>();
        loop.execute(() -> {
            try {
                reply.complete(shell.perform(command));
            } catch (RuntimeException | Error bug) {
                LOG.error("A command failed for call {}.", command.call(), bug);
                reply.completeExceptionally(bug);
            }
        });
        return reply;
    }

    /// Who is told of a call that ends although nobody has said so; called on the loop.
    public void onAbandoned(Consumer<CallId> then) {
        abandoned = then;
    }

    public int calls() {
        return calls;
    }

    public int legs() {
        return legs;
    }

    /// Ends the calls and frees the port; waits for it at most a second.
    @Override
    public void close() {
        loop.submit(shell::end).awaitUninterruptibly(1, TimeUnit.SECONDS);
        port.close();
        group.shutdownGracefully(0, 1, TimeUnit.SECONDS).awaitUninterruptibly(2, TimeUnit.SECONDS);
    }

    private long now() {
        return FIRST_NANOS + System.nanoTime() - startedAt;
    }

    /// Everything that happens on the loop.
    private final class Shell implements Output, LoopTasks, UdpPort.Arrivals {
        private @Nullable Switchboard switchboard;
        private @Nullable ScheduledFuture<?> ticking;
        private long tickedAt;

        /// When it ticks next, if it does.
        private long tickAt;

        void begin(Switchboard begun) {
            switchboard = begun;
        }

        /// What comes before the loop has begun is of no call.
        @Override
        public void arrived(PacketBuffer packet, InetSocketAddress from) {
            counters.received();
            Switchboard board = switchboard;
            if (board != null) {
                board.receive(packet, from, now(), this);
            }
        }

        @Override
        public void oversized() {
            counters.received();
            counters.dropped(DropReason.OVERSIZED);
        }

        @Override
        public void burstEnded() {
            // Before it has begun nothing was sent, and the port is not ours to use yet.
            if (switchboard != null) {
                port.flush();
                wake();
            }
        }

        @Override
        public void unreachable() {
            counters.dropped(DropReason.UNREACHABLE);
        }

        @Override
        public void failed(Throwable bug) {
            LOG.error("A packet failed on media port {}.", port(), bug);
        }

        @Override
        public void send(byte[] buffer, int offset, int length, InetSocketAddress to) {
            if (port.send(buffer, offset, length, to)) {
                counters.sent();
            } else {
                counters.dropped(DropReason.SEND_QUEUE_FULL);
            }
        }

        @Override
        public void report(BridgeEvent event) {
            events.accept(event);
        }

        @Override
        public void execute(LoopTasks.Task task) {
            loop.execute(() -> {
                task.run(now(), this);
                port.flush();
                wake();
            });
        }

        BridgeReply perform(BridgeCommand command) {
            Switchboard board = switchboard;
            if (board == null) {
                throw new IllegalStateException("the loop has not begun");
            }
            BridgeReply reply = board.perform(command, now());
            count(board);
            wake();
            return reply;
        }

        private void count(Switchboard board) {
            calls = board.callCount();
            legs = board.legCount();
        }

        @Override
        public void abandoned(CallId call) {
            if (switchboard != null) {
                count(switchboard);
            }
            abandoned.accept(call);
        }

        /// Something happened: what it makes due is seen to with the next tick.
        private void wake() {
            long soon = tickedAt + TICK_NANOS;
            if (calls > 0 && (ticking == null || tickAt > soon)) {
                tickAt(soon, now());
            }
        }

        private void tickAt(long at, long now) {
            ScheduledFuture<?> later = ticking;
            if (later != null) {
                later.cancel(false);
            }
            tickAt = at;
            ticking = loop.schedule(this::tick, Math.max(0, at - now), TimeUnit.NANOSECONDS);
        }

        private void tick() {
            ticking = null;
            Switchboard board = switchboard;
            if (board == null) {
                return;
            }
            long now = now();
            tickedAt = now;
            long next = now;
            try {
                board.onDeadline(now, this);
                port.flush();
                next = board.nextDeadline();
            } catch (RuntimeException | Error bug) {
                // An exception would end the timer, and with it every other call's deadlines.
                LOG.error("A deadline failed on media port {}.", port(), bug);
            }
            if (next < Long.MAX_VALUE) {
                tickAt(Math.max(next, now + TICK_NANOS), now);
            }
        }

        void end() {
            Switchboard board = switchboard;
            if (board != null) {
                board.close();
                calls = 0;
                legs = 0;
            }
        }
    }
}
