package dev.tandem.server.application;

import dev.tandem.signaling.bridge.BridgeEvent;
import dev.tandem.signaling.bridge.BridgeEventSink;
import dev.tandem.signaling.bridge.MediaKind;
import dev.tandem.signaling.protocol.CallId;
import dev.tandem.signaling.protocol.ConnectionQuality;
import dev.tandem.signaling.protocol.LegId;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/// Listens to the bridge: logs what happens to legs, and measures how long a call takes from its
/// start to sound from both ends. A lost leg is the browser's to restart; it sees the loss at the
/// same time.
public final class BridgeWatch implements BridgeEventSink {
    private static final Logger log = LoggerFactory.getLogger(BridgeWatch.class);

    /// Calls that have begun and are not heard from both ends yet; more than this are not measured.
    static final int MAX_MEASURED = 10_000;

    private final LongSupplier nanoTime;
    private final Timer setup;
    private final QualityWatch quality;
    private final Map<CallId, Began> began = new ConcurrentHashMap<>();

    private final AtomicReference<Consumer<CallId>> recordingFailed =
            new AtomicReference<>(_ -> {});

    private final AtomicReference<Consumer<BridgeEvent.KeyPressed>> keyPressed =
            new AtomicReference<>(_ -> {});

    private final AtomicReference<Consumer<BridgeEvent.LegHeard>> legHeard =
            new AtomicReference<>(_ -> {});

    private record Began(long nanos, Set<LegId> heard) {}

    public BridgeWatch(MeterRegistry metrics, LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
        this.quality = new QualityWatch(metrics);
        this.setup =
                Timer.builder("tandem.call.setup").publishPercentileHistogram().register(metrics);
    }

    /// Named later: whoever is told acts on conversations, whose calls are measured here.
    public void onRecordingFailed(Consumer<CallId> told) {
        recordingFailed.set(told);
    }

    /// Named later, as above.
    public void onKeyPressed(Consumer<BridgeEvent.KeyPressed> told) {
        keyPressed.set(told);
    }

    /// Named later, as above.
    public void onLegHeard(Consumer<BridgeEvent.LegHeard> told) {
        legHeard.set(told);
    }

    /// A call has been committed; from here on the customer waits for sound.
    void callStarted(CallId call) {
        if (began.size() < MAX_MEASURED) {
            began.put(call, new Began(nanoTime.getAsLong(), ConcurrentHashMap.newKeySet()));
        }
    }

    void callEnded(CallId call) {
        began.remove(call);
    }

    /// What a browser says of its connection itself.
    void reported(ConnectionQuality q) {
        quality.reported(q);
    }

    @Override
    public void accept(BridgeEvent event) {
        switch (event) {
            case BridgeEvent.LegConnected e ->
                    log.info(
                            "Leg {} of call {} is connected: ICE {} ms, DTLS {} ms",
                            e.leg(),
                            e.call(),
                            e.iceMillis(),
                            e.dtlsMillis());
            case BridgeEvent.MediaStarted e -> {
                if (e.kind() == MediaKind.AUDIO) {
                    heard(e.call(), e.leg());
                }
            }
            case BridgeEvent.KeyPressed e -> keyPressed.get().accept(e);
            case BridgeEvent.LegHeard e -> {
                quality.heard(e.sound());
                legHeard.get().accept(e);
            }
            case BridgeEvent.RecordingFailed e -> recordingFailed.get().accept(e.call());
            case BridgeEvent.LegLost e ->
                    log.info("Leg {} of call {} is lost: {}", e.leg(), e.call(), e.reason());
        }
    }

    private void heard(CallId call, LegId leg) {
        Began b = began.get(call);
        if (b != null && b.heard().add(leg) && b.heard().size() == 2) {
            began.remove(call);
            setup.record(nanoTime.getAsLong() - b.nanos(), TimeUnit.NANOSECONDS);
        }
    }
}
