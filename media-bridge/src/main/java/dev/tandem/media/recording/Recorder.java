package dev.tandem.media.recording;

import dev.tandem.media.bridge.RecordingTap;
import dev.tandem.media.packet.Counters;
import dev.tandem.media.packet.DropReason;
import dev.tandem.media.packet.RtpView;
import dev.tandem.media.pipeline.MediaCodec;
import dev.tandem.signaling.bridge.BridgeEvent;
import dev.tandem.signaling.bridge.BridgeEventSink;
import dev.tandem.signaling.bridge.Codec;
import dev.tandem.signaling.bridge.MediaKind;
import dev.tandem.signaling.protocol.CallId;
import dev.tandem.signaling.protocol.LegId;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.LongSupplier;

/// Writes the recordings of one bridge on a thread of its own. Event loops hand packets over
/// through a bounded queue and never wait: what does not fit is dropped and counted.
public final class Recorder implements RecordingTap, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Recorder.class);

    /// Packets on their way to the disk: half a second of a hundred video calls, 12 MB at most.
    static final int MAX_WAITING = 8_192;

    /// A disk that is fuller records nothing more: the rest of the server needs it, too.
    static final long KEEP_FREE_BYTES = 256L * 1024 * 1024;

    private static final long TICK_MILLIS = 100;
    private static final long LOOK_AT_DISK_NANOS = TimeUnit.SECONDS.toNanos(5);
    private static final long CLOSE_MILLIS = 5_000;

    private final Path folder;
    private final Parts parts;
    private final BlockingQueue<Task> tasks = new LinkedBlockingQueue<>();
    private final AtomicInteger waiting = new AtomicInteger();
    private final Map<CallId, LongAdder> dropped = new ConcurrentHashMap<>();
    private final Map<CallId, Stretch> open = new HashMap<>();
    private final Thread thread;
    private final DiskSync sync;
    private final Repairs repairs;
    private long lookedAtDisk;

    /// @param events is told of failures, on the recorder's thread
    /// @param nanoTime the clock of arrivals
    public record Parts(
            BridgeEventSink events,
            Counters counters,
            InstantSource clock,
            LongSupplier nanoTime,
            Disk disk) {}

    private sealed interface Task {
        record Begin(CallId call) implements Task {}

        record Packet(CallId call, LegId leg, MediaKind kind, MediaCodec codec, MediaPacket packet)
                implements Task {}

        record End(CallId call) implements Task {}

        record Stop() implements Task {}
    }

    private Recorder(Path folder, Parts parts) {
        this.folder = folder;
        this.parts = parts;
        sync = DiskSync.start(parts.disk(), parts.clock());
        repairs =
                Repairs.start(folder, sync, parts.clock(), parts.nanoTime(), Repairs.Rhythm.USUAL);
        thread = Thread.ofPlatform().name("recorder").daemon().unstarted(this::run);
    }

    /// Ready at once; what dead writers left is finished meanwhile. A folder that cannot be written
    /// is said when something is to be recorded.
    public static Recorder start(Path folder, Parts parts) {
        Recorder recorder = new Recorder(folder.toAbsolutePath(), parts);
        recorder.thread.start();
        return recorder;
    }

    // On event loops

    @Override
    public void begin(CallId call) {
        tasks.add(new Task.Begin(call));
    }

    @Override
    public void packet(
            CallId call, LegId leg, MediaKind kind, Codec sent, long sequence, RtpView rtp) {
        MediaCodec codec = MediaCodec.of(sent).orElse(null);
        if (codec == null) {
            return; // never forwarded either
        }
        if (waiting.incrementAndGet() > MAX_WAITING) {
            waiting.decrementAndGet();
            parts.counters().dropped(DropReason.RECORDING_QUEUE_FULL);
            dropped.computeIfAbsent(call, _ -> new LongAdder()).increment();
            return;
        }
        byte[] payload =
                Arrays.copyOfRange(
                        rtp.bytes(),
                        rtp.payloadOffset(),
                        rtp.payloadOffset() + rtp.payloadLength());
        tasks.add(
                new Task.Packet(
                        call,
                        leg,
                        kind,
                        codec,
                        new MediaPacket(
                                rtp.ssrc(),
                                sequence,
                                rtp.timestamp(),
                                rtp.marker(),
                                payload,
                                parts.nanoTime().getAsLong())));
    }

    @Override
    public void end(CallId call) {
        tasks.add(new Task.End(call));
    }

    // On the recorder's thread

    private void run() {
        long tickedAt = parts.nanoTime().getAsLong();
        boolean stopped = false;
        while (!stopped) {
            try {
                Task task = tasks.poll(TICK_MILLIS, TimeUnit.MILLISECONDS);
                stopped = task instanceof Task.Stop;
                if (task != null) {
                    perform(task);
                }
            } catch (InterruptedException stop) {
                stopped = true;
            } catch (RuntimeException bug) {
                LOG.error("The recorder failed at something and goes on.", bug);
            }
            long now = parts.nanoTime().getAsLong();
            if (now - tickedAt >= TimeUnit.MILLISECONDS.toNanos(TICK_MILLIS)) {
                tickedAt = now;
                tick(now);
            }
        }
        for (CallId call : List.copyOf(open.keySet())) {
            endNow(call);
        }
        repairs.close();
        sync.close();
    }

    private void perform(Task task) {
        switch (task) {
            case Task.Begin(CallId call) -> beginNow(call);
            case Task.Packet packet -> {
                waiting.decrementAndGet();
                with(
                        packet.call(),
                        stretch ->
                                stretch.take(
                                        packet.leg(),
                                        packet.kind(),
                                        packet.codec(),
                                        packet.packet()));
            }
            case Task.End(CallId call) -> endNow(call);
            case Task.Stop() -> {}
        }
    }

    private void beginNow(CallId call) {
        if (open.containsKey(call)) {
            return;
        }
        try {
            Files.createDirectories(folder);
            requireSpace();
            long now = parts.nanoTime().getAsLong();
            long millis = parts.clock().millis();
            open.put(
                    call,
                    new Stretch(
                            folder.resolve(call.value()),
                            at -> millis + TimeUnit.NANOSECONDS.toMillis(at - now),
                            sync));
            LOG.info("Call {} is recorded.", call);
        } catch (IOException e) {
            failed(call, e);
        }
    }

    private void endNow(CallId call) {
        LongAdder lost = dropped.remove(call);
        with(call, stretch -> stretch.close(lost == null ? 0 : lost.sum()));
        if (open.remove(call) != null) {
            LOG.info("Call {} is not recorded any more.", call);
        }
    }

    private void tick(long now) {
        boolean look = !open.isEmpty() && now - lookedAtDisk >= LOOK_AT_DISK_NANOS;
        if (look) {
            lookedAtDisk = now;
        }
        for (CallId call : List.copyOf(open.keySet())) {
            with(
                    call,
                    stretch -> {
                        if (look) {
                            requireSpace();
                        }
                        stretch.onTick(now);
                    });
        }
    }

    private void requireSpace() throws IOException {
        long free = parts.disk().freeBytes(folder);
        if (free < KEEP_FREE_BYTES) {
            throw new IOException("only " + free / (1024 * 1024) + " MiB are free");
        }
    }

    private interface Work {
        void on(Stretch stretch) throws IOException;
    }

    private void with(CallId call, Work work) {
        Stretch stretch = open.get(call);
        if (stretch == null) {
            return;
        }
        try {
            work.on(stretch);
        } catch (IOException e) {
            open.remove(call);
            stretch.abandon();
            failed(call, e);
        }
    }

    /// The call goes on; it is only not recorded any more.
    private void failed(CallId call, IOException why) {
        LOG.warn("Call {} cannot be recorded in {}: {}", call, folder, why.toString());
        parts.events().accept(new BridgeEvent.RecordingFailed(call));
    }

    /// Completes what is being recorded; waits for it a few seconds at most.
    @Override
    public void close() {
        tasks.add(new Task.Stop());
        try {
            thread.join(CLOSE_MILLIS);
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
        }
    }
}
