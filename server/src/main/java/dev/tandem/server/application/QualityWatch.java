package dev.tandem.server.application;

import dev.tandem.signaling.bridge.LegSound;
import dev.tandem.signaling.protocol.ConnectionQuality;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.MeterRegistry;

/// What the legs of all calls hear and see, as figures: loss, jitter, round trip, what people would
/// make of it; and by their browsers' own word, how much comes and goes and how often a picture
/// stands still.
final class QualityWatch {
    private final DistributionSummary loss;
    private final DistributionSummary jitter;
    private final DistributionSummary roundTrip;
    private final DistributionSummary mos;
    private final DistributionSummary received;
    private final DistributionSummary sent;
    private final Counter freezes;
    private final Counter frozen;

    QualityWatch(MeterRegistry metrics) {
        loss = summary("tandem.leg.loss.ratio", metrics, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2);
        jitter = summary("tandem.leg.jitter.seconds", metrics, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2);
        roundTrip =
                summary("tandem.leg.round.trip.seconds", metrics, 0.02, 0.05, 0.1, 0.2, 0.4, 0.8);
        mos = summary("tandem.leg.mos", metrics, 2, 2.5, 3, 3.5, 3.8, 4, 4.2);
        received = bitrate("in", metrics);
        sent = bitrate("out", metrics);
        freezes = metrics.counter("tandem.leg.freezes");
        frozen = metrics.counter("tandem.leg.frozen.seconds");
    }

    /// @param direction as the browser sees it
    private static DistributionSummary bitrate(String direction, MeterRegistry metrics) {
        return DistributionSummary.builder("tandem.leg.bits.per.second")
                .tag("direction", direction)
                .serviceLevelObjectives(16e3, 32e3, 64e3, 250e3, 500e3, 1e6, 2e6, 4e6)
                .register(metrics);
    }

    private static DistributionSummary summary(String name, MeterRegistry metrics, double... upTo) {
        return DistributionSummary.builder(name).serviceLevelObjectives(upTo).register(metrics);
    }

    void heard(LegSound e) {
        loss.record(e.lossShare());
        jitter.record(e.jitterMillis() / 1_000);
        if (e.roundTripMillis() >= 0) {
            roundTrip.record(e.roundTripMillis() / 1_000);
        }
        mos.record(VoiceQuality.mos(e));
    }

    void reported(ConnectionQuality q) {
        received.record(q.receivedKbps() * 1_000.0);
        sent.record(q.sentKbps() * 1_000.0);
        freezes.increment(q.freezes());
        frozen.increment(q.frozenMillis() / 1_000.0);
    }
}
