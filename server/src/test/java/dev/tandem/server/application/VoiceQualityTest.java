package dev.tandem.server.application;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tandem.signaling.bridge.LegSound;
import dev.tandem.signaling.protocol.ConnectionQuality;
import dev.tandem.signaling.protocol.LegId;
import dev.tandem.signaling.protocol.QualityGrade;

import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;

import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.util.Optional;

/// What people would say of a call, from what its legs report.
class VoiceQualityTest {
    private static final LegId ZOE = new LegId("customer-zoe");

    @Test
    void aCallThroughAGoodNetworkIsAsGoodAsItGets() {
        assertThat(VoiceQuality.mos(20, 2, 0)).isBetween(4.3, 4.45);
    }

    /// G.107 annex B; a rating is reached here by loss alone, the packet's own 20 ms apart.
    @ParameterizedTest
    @CsvSource({"80, 4.02", "70, 3.60", "60, 3.10", "50, 2.58"})
    void theScaleIsTheRecommendations(double rating, double expected) {
        double byLoss = 93.2 - 0.024 * 20 - rating;
        double percent = 10 * byLoss / (95 - byLoss);
        assertThat(VoiceQuality.mos(0, 0, percent / 100)).isCloseTo(expected, Offset.offset(0.01));
    }

    @Test
    void lossDelayAndJitterOnlyMakeItWorse() {
        double before = VoiceQuality.mos(20, 2, 0);
        for (double worse : new double[] {0.01, 0.05, 0.1, 0.3, 1}) {
            double now = VoiceQuality.mos(20, 2, worse);
            assertThat(now).isLessThan(before).isBetween(1.0, 4.5);
            before = now;
        }
        assertThat(VoiceQuality.mos(400, 2, 0)).isLessThan(VoiceQuality.mos(100, 2, 0));
        assertThat(VoiceQuality.mos(100, 100, 0)).isLessThan(VoiceQuality.mos(100, 10, 0));
        assertThat(VoiceQuality.mos(10_000, 0, 1)).isEqualTo(1);
    }

    @Test
    void thePathOfTheSpeakerCountsForTheListenerAndWhatNobodyKnowsForNobody() {
        SimpleMeterRegistry metrics = new SimpleMeterRegistry();
        QualityWatch watch = new QualityWatch(metrics);
        DistributionSummary mos = metrics.get("tandem.leg.mos").summary();
        watch.heard(new LegSound(ZOE, 0, 2, 20, 600, Optional.of(3)));
        assertThat(mos.totalAmount())
                .isCloseTo(VoiceQuality.mos(310, 2, 0), Offset.offset(1e-9))
                .isLessThan(3.9);

        double before = mos.totalAmount();
        watch.heard(new LegSound(ZOE, 0, 2, -1, -1, Optional.of(3)));
        assertThat(mos.totalAmount() - before)
                .isCloseTo(VoiceQuality.mos(0, 2, 0), Offset.offset(1e-9));
        assertThat(metrics.get("tandem.leg.round.trip.seconds").summary().count())
                .as("what no report has told is not counted as 0")
                .isEqualTo(1);
    }

    @Test
    void whatABrowserSaysOfPicturesAndBitsIsCounted() {
        SimpleMeterRegistry metrics = new SimpleMeterRegistry();
        QualityWatch watch = new QualityWatch(metrics);
        watch.reported(
                new ConnectionQuality(
                        QualityGrade.POOR, 9, 3, 0, 2, Optional.empty(), 900, 300, 2, 1_500));
        assertThat(metrics.get("tandem.leg.freezes").counter().count()).isEqualTo(2);
        assertThat(metrics.get("tandem.leg.frozen.seconds").counter().count()).isEqualTo(1.5);
        assertThat(bits(metrics, "in").totalAmount()).isEqualTo(900_000);
        assertThat(bits(metrics, "out").totalAmount()).isEqualTo(300_000);
    }

    private static DistributionSummary bits(SimpleMeterRegistry metrics, String direction) {
        return metrics.get("tandem.leg.bits.per.second").tag("direction", direction).summary();
    }
}
