package dev.tandem.signaling.bridge;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tandem.signaling.protocol.LegId;

import org.junit.jupiter.api.Test;

import java.util.Optional;

/// Two times in which one leg was heard become one, and each weighs what was reported in it.
class LegSoundTest {
    private static final LegId ZOE = new LegId("customer-zoe");

    @Test
    void aLongTimeWeighsMoreThanAShortOne() {
        assertThat(sound(0.0, 2, 20, 60, 9).and(sound(0.5, 12, 120, 260, 1)))
                .isEqualTo(sound(0.05, 3, 30, 80, 10));
    }

    @Test
    void aRoundTripThatNobodyToldIsNotCountedAsNone() {
        assertThat(sound(0, 0, -1, 40, 3).and(sound(0, 0, 80, -1, 1)))
                .isEqualTo(sound(0, 0, 80, 40, 4));
        assertThat(sound(0, 0, -1, -1, 3).and(sound(0, 0, -1, -1, 1)))
                .isEqualTo(sound(0, 0, -1, -1, 4));
    }

    @Test
    void whatAnOlderBridgeSaysWeighsAsOneReport() {
        LegSound older = new LegSound(ZOE, 0.5, 10, 40, 40, Optional.empty());
        assertThat(older.and(sound(0, 10, 40, 40, 4))).isEqualTo(sound(0.1, 10, 40, 40, 5));
    }

    private static LegSound sound(
            double loss, double jitter, double roundTrip, double others, int reports) {
        return new LegSound(ZOE, loss, jitter, roundTrip, others, Optional.of(reports));
    }
}
