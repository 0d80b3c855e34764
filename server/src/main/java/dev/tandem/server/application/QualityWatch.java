package dev.tandem.server.application;

import dev.tandem.signaling.bridge.BridgeEvent;

import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.MeterRegistry;

/// What the legs of all calls hear, as figures: loss, jitter, round trip, and what people would
/// make of it.
final class QualityWatch {
    private final DistributionSummary loss;
    private final DistributionSummary jitter;
    private final DistributionSummary roundTrip;
    private final DistributionSummary mos;

    QualityWatch(MeterRegistry metrics) {
        loss = summary("tandem.leg.loss.ratio", metrics, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2);
        jitter = summary("tandem.leg.jitter.seconds", metrics, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2);
        roundTrip =
                summary("tandem.leg.round.trip.seconds", metrics, 0.02, 0.05, 0.1, 0.2, 0.4, 0.8);
        mos = summary("tandem.leg.mos", metrics, 2, 2.5, 3, 3.5, 3.8, 4, 4.2);
    }

    private static DistributionSummary summary(String name, MeterRegistry metrics, double... upTo) {
        return DistributionSummary.builder(name).serviceLevelObjectives(upTo).register(metrics);
    }

    void heard(BridgeEvent.LegHeard e) {
        loss.record(e.lossShare());
        jitter.record(e.jitterMillis() / 1_000);
        if (e.roundTripMillis() >= 0) {
            roundTrip.record(e.roundTripMillis() / 1_000);
        }
        mos.record(VoiceQuality.mos(oneWay(e), e.jitterMillis(), e.lossShare()));
    }

    /// From the mouth to the bridge and from there to the ear; what is not known yet is as good as
    /// nothing.
    private static double oneWay(BridgeEvent.LegHeard e) {
        return (Math.max(0, e.roundTripMillis()) + Math.max(0, e.othersRoundTripMillis())) / 2;
    }
}
