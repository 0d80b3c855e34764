package dev.tandem.server;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/// How long a stop takes, in virtual time.
class DrainTest {
    private static final Duration AT_MOST = Duration.ofSeconds(30);

    private final AtomicLong now = new AtomicLong(Long.MAX_VALUE - 5);
    private final AtomicInteger calls = new AtomicInteger();
    private final AtomicBoolean asked = new AtomicBoolean();
    private boolean othersTakeCalls;
    private Duration callsEndAfter = Duration.ofDays(1);

    @Test
    void withoutBeingAskedAStopWaitsForNobody() {
        calls.set(3);
        assertThat(stop(false)).isZero();
    }

    @Test
    void aStopThatNobodyAnnouncedHandsItsCallsOverFirst() {
        calls.set(3);
        othersTakeCalls = true;
        callsEndAfter = Duration.ofSeconds(2);
        assertThat(stop(false)).isBetween(callsEndAfter, callsEndAfter.plus(Drain.LOOK));
        assertThat(asked).isTrue();
    }

    @Test
    void andCutsThoseThatNobodyTookInTime() {
        calls.set(3);
        othersTakeCalls = true;
        assertThat(stop(false)).isBetween(Drain.HANDOVER, Drain.HANDOVER.plus(Drain.LOOK));
    }

    @Test
    void withoutCallsADrainIsOverAtOnce() {
        assertThat(stop(true)).isZero();
    }

    @Test
    void theLastCallEndsTheWait() {
        calls.set(3);
        callsEndAfter = Duration.ofSeconds(7);
        assertThat(stop(true)).isBetween(callsEndAfter, callsEndAfter.plus(Drain.LOOK));
    }

    @Test
    void aCallThatDoesNotEndIsCutAfterTheLimit() {
        calls.set(1);
        assertThat(stop(true)).isBetween(AT_MOST, AT_MOST.plus(Drain.LOOK));
    }

    private Duration stop(boolean announced) {
        long began = now.get();
        asked.set(announced);
        new Drain(
                        asked::get,
                        () -> asked.set(true),
                        () -> othersTakeCalls,
                        calls::get,
                        AT_MOST,
                        now::get,
                        nanos -> {
                            if (now.addAndGet(nanos) - began >= callsEndAfter.toNanos()) {
                                calls.set(0);
                            }
                        })
                .close();
        return Duration.ofNanos(now.get() - began);
    }
}
