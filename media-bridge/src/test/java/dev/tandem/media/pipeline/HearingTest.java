package dev.tandem.media.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.util.concurrent.TimeUnit;

/// Reports of one leg become one statement every few seconds.
class HearingTest {
    private static final int CLOCK_RATE = 48_000;

    private final Hearing hearing = new Hearing();

    @Test
    void nothingIsSaidOfALegThatReportsNothing() {
        assertThat(hearing.takeDue(seconds(100))).isNull();
    }

    @Test
    void eachStatementIsAboutItsOwnSeconds() {
        for (int second = 0; second <= 5; second++) {
            hearing.reported(128, 480, CLOCK_RATE, millis(20), seconds(second));
        }
        assertThat(hearing.takeDue(seconds(5))).isEqualTo(new Hearing.Heard(0.5, 10, 20, 6));
        assertThat(hearing.takeDue(seconds(5))).isNull();
        hearing.reported(0, 0, CLOCK_RATE, -1, seconds(10));
        assertThat(hearing.takeDue(seconds(10))).isEqualTo(new Hearing.Heard(0, 0, -1, 1));
    }

    @Test
    void aRoundTripOfAnotherClockIsNotCounted() {
        hearing.reported(0, 0, CLOCK_RATE, Hearing.LONGEST_ROUND_TRIP_NANOS + 1, 0);
        hearing.reported(0, 0, CLOCK_RATE, Hearing.LONGEST_ROUND_TRIP_NANOS, seconds(5));
        assertThat(hearing.takeDue(seconds(5))).isEqualTo(new Hearing.Heard(0, 0, 10_000, 2));
    }

    private static long seconds(int seconds) {
        return TimeUnit.SECONDS.toNanos(seconds);
    }

    private static long millis(int millis) {
        return TimeUnit.MILLISECONDS.toNanos(millis);
    }
}
