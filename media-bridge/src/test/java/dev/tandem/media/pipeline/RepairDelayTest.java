package dev.tandem.media.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.util.Random;

/// How long to wait for what is repaired: enough for nearly all of it, and steadily.
class RepairDelayTest {
    private static final long MILLI = 1_000_000;

    private final RepairDelay delay = new RepairDelay();
    private long now;

    private void repaired(int lateMillis) {
        now += 200 * MILLI;
        delay.repaired(lateMillis * MILLI, now);
    }

    @Test
    void nobodyWaitsForTwo() {
        repaired(200);
        repaired(200);
        assertThat(delay.millis(now)).isZero();
        repaired(200);
        assertThat(delay.millis(now)).isEqualTo(200);
    }

    /// Most come after 200 to 260 ms, one of twenty a round trip later. What is waited rises at
    /// once and hardly ever falls: each change is a small stop or leap in what is seen.
    @Test
    void nearlyAllComeInTimeAndTheWaitIsSteady() {
        Random random = new Random(5);
        int late = 0;
        int falls = 0;
        int before = 0;
        for (int i = 0; i < 1_000; i++) {
            int takes = 200 + random.nextInt(60) + (random.nextInt(20) == 0 ? 200 : 0);
            late += takes > Math.max(before, 1) ? 1 : 0;
            repaired(takes);
            int wait = delay.millis(now);
            falls += wait < before - 10 ? 1 : 0;
            before = wait;
        }
        assertThat(late).as("of a thousand").isLessThan(60);
        assertThat(falls).as("by more than a step").isZero();
    }

    @Test
    void itFallsSlowlyAndHasALimitAndIsForgotten() {
        for (int i = 0; i < 20; i++) {
            repaired(5_000);
        }
        assertThat(delay.millis(now)).isEqualTo(RepairDelay.LONGEST_NANOS / MILLI);
        for (int i = 0; i < 50; i++) {
            repaired(50);
        }
        assertThat(delay.millis(now)).as("after ten seconds").isBetween(250, 390);
        for (int i = 0; i < 200; i++) {
            repaired(50);
        }
        assertThat(delay.millis(now)).as("after fifty").isBetween(50, 60);
        assertThat(delay.millis(now + RepairDelay.FORGOTTEN_NANOS)).isZero();
    }
}
