package dev.tandem.media;

import dev.tandem.media.bridge.BridgeLimits;
import dev.tandem.media.bridge.OwnSounds;
import dev.tandem.media.bridge.RecordingTap;
import dev.tandem.media.codec.LibOpus;
import dev.tandem.media.dtls.DtlsWarmUp;
import dev.tandem.media.dtls.ThreadedDtlsServer;
import dev.tandem.media.netty.BridgeLoop;
import dev.tandem.media.packet.Counters;
import dev.tandem.media.recording.Disk;
import dev.tandem.media.recording.NoRecorder;
import dev.tandem.media.recording.Recorder;
import dev.tandem.media.srtp.SrtpWarmUp;
import dev.tandem.signaling.bridge.BridgeCommand;
import dev.tandem.signaling.bridge.BridgeEventSink;
import dev.tandem.signaling.bridge.BridgeLoad;
import dev.tandem.signaling.bridge.BridgeRefusal;
import dev.tandem.signaling.bridge.BridgeReply;
import dev.tandem.signaling.bridge.MediaBridge;
import dev.tandem.signaling.protocol.BridgeId;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/// A running bridge: its event loops, one UDP port each, warmed up before [#start] returns.
public final class MediaBridgeServer implements MediaBridge, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(MediaBridgeServer.class);
    private static final int ID_BYTES = 8;

    private final BridgeId id;
    private final BridgeConfig config;
    private final List<BridgeLoop> loops;
    private final CallLoops calls;
    private final Counters counters;
    private final Optional<Recorder> recorder;
    private volatile boolean closed;

    private MediaBridgeServer(
            BridgeId id,
            BridgeConfig config,
            List<BridgeLoop> loops,
            CallLoops calls,
            Counters counters,
            Optional<Recorder> recorder) {
        this.calls = calls;
        this.recorder = recorder;
        this.id = id;
        this.config = config;
        this.loops = List.copyOf(loops);
        this.counters = counters;
    }

    /// Binds the ports, makes this run's certificate, warms AES and DTLS: a second or two of work.
    ///
    /// @param events gets everything that the bridge reports; called on event loops, must not block
    /// @throws IllegalStateException with a sentence, when a port is taken
    public static MediaBridgeServer start(BridgeConfig config, BridgeEventSink events) {
        return start(config, events, Optional.empty(), Announcements.NONE);
    }

    /// @param recordings the folder of recordings; empty: nothing is ever recorded
    /// @param announcements what is said in its calls
    /// @throws IllegalArgumentException with a sentence, when one of them cannot be said
    public static MediaBridgeServer start(
            BridgeConfig config,
            BridgeEventSink events,
            Optional<Path> recordings,
            Announcements announcements) {
        OwnSounds sounds = announcements.load();
        long begin = System.nanoTime();
        SecureRandom random = new SecureRandom();
        SrtpWarmUp.run();
        ThreadedDtlsServer dtls = new ThreadedDtlsServer(random, Instant.now());
        DtlsWarmUp.run(dtls, random);
        Counters counters = new Counters();
        Optional<Recorder> recorder =
                recordings.map(folder ->
                        Recorder.start(
                                folder,
                                new Recorder.Parts(
                                        events,
                                        counters,
                                        InstantSource.system(),
                                        System::nanoTime,
                                        Disk.REAL)));
        BridgeLimits limits =
                new BridgeLimits(
                        Math.ceilDiv(config.maxCalls(), config.eventLoops()),
                        config.maxLegsPerCall());
        BridgeLoop.Parts parts =
                new BridgeLoop.Parts(
                        config.bindAddress(),
                        config.announcedAddresses(),
                        dtls,
                        limits,
                        random,
                        counters,
                        sounds,
                        LibOpus.load(),
                        events,
                        recorder.<RecordingTap>map(r -> r).orElse(new NoRecorder(events)));
        List<BridgeLoop> loops = bind(config, parts);
        CallLoops calls = new CallLoops(loops);
        loops.forEach(loop -> loop.onAbandoned(calls::forget));
        BridgeId id = new BridgeId("bridge-" + HexFormat.of().formatHex(bytes(random)));
        LOG.info(
                "Media bridge {} listens on UDP {} port {} and announces {}; ready in {} ms.",
                id,
                config.bindAddress(),
                loops.stream().map(BridgeLoop::port).toList(),
                config.announcedAddresses(),
                Duration.ofNanos(System.nanoTime() - begin).toMillis());
        return new MediaBridgeServer(id, config, loops, calls, counters, recorder);
    }

    private static List<BridgeLoop> bind(BridgeConfig config, BridgeLoop.Parts parts) {
        List<BridgeLoop> loops = new ArrayList<>();
        for (int i = 0; i < config.eventLoops(); i++) {
            int port = config.basePort() == 0 ? 0 : config.basePort() + i;
            try {
                loops.add(new BridgeLoop(i, port, parts));
            } catch (IllegalStateException taken) {
                loops.forEach(BridgeLoop::close);
                throw new IllegalStateException(
                        "The media bridge cannot listen on UDP "
                                + config.bindAddress()
                                + " port "
                                + port
                                + ": choose another media.port or end the program that has it.",
                        taken);
            }
        }
        return loops;
    }

    private static byte[] bytes(SecureRandom random) {
        byte[] bytes = new byte[ID_BYTES];
        random.nextBytes(bytes);
        return bytes;
    }

    @Override
    public BridgeId id() {
        return id;
    }

    @Override
    public CompletionStage<BridgeReply> perform(BridgeCommand command) {
        if (closed) {
            return CompletableFuture.completedFuture(
                    new BridgeReply.Refused(
                            new BridgeRefusal(BridgeRefusal.Code.FULL, "This bridge is closing.")));
        }
        return calls.perform(command);
    }

    @Override
    public BridgeLoad load() {
        return new BridgeLoad(
                loops.stream().mapToInt(BridgeLoop::calls).sum(),
                loops.stream().mapToInt(BridgeLoop::legs).sum(),
                config.maxCalls());
    }

    /// What was received, sent and dropped so far, for the metrics.
    public Counters counters() {
        return counters;
    }

    /// The UDP ports in use, one per event loop.
    public List<Integer> ports() {
        return loops.stream().map(BridgeLoop::port).toList();
    }

    /// Ends all calls and frees ports and threads. Further commands are refused.
    @Override
    public void close() {
        if (!closed) {
            closed = true;
            loops.forEach(BridgeLoop::close);
            recorder.ifPresent(Recorder::close);
            LOG.info("Media bridge {} is closed.", id);
        }
    }
}
