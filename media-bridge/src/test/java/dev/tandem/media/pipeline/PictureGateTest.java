package dev.tandem.media.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/// When a leg of several is sent no pictures, and when again.
class PictureGateTest {
    private static final long SECOND = 1_000_000_000;
    private static final long WEAK = PictureGate.WORTH_BITS - 1;

    private final PictureGate gate = new PictureGate();
    private long now = 100 * SECOND;

    @Test
    void whoIsAloneGetsWhatThereIs() {
        gate.judge(WEAK, false, now);
        assertThat(gate.isClosed()).isFalse();
    }

    @Test
    void aLinkTooWeakGetsNoneUntilItIsBetterAndTimeHasPassed() {
        gate.judge(WEAK, true, now);
        assertThat(gate.isClosed()).isTrue();

        now += PictureGate.FIRST_WAIT_NANOS - 1;
        gate.judge(LinkLimit.NONE, true, now);
        assertThat(gate.isClosed()).as("too soon").isTrue();
        now++;
        gate.judge(WEAK, true, now);
        assertThat(gate.isClosed()).as("no better").isTrue();
        gate.judge(PictureGate.WORTH_BITS, true, now);
        assertThat(gate.isClosed()).isFalse();
    }

    @Test
    void whenTheOthersAreGoneOrAsWeakItIsServedAgainAtOnce() {
        gate.judge(WEAK, true, now);
        gate.judge(WEAK, false, now + 1);
        assertThat(gate.isClosed()).isFalse();
    }

    @Test
    void eachAttemptThatFailsWaitsTwiceAsLongUpToAMinute() {
        long[] waits = new long[6];
        for (int i = 0; i < waits.length; i++) {
            gate.judge(WEAK, true, now);
            long closed = now;
            while (gate.isClosed()) {
                now += SECOND;
                gate.judge(LinkLimit.NONE, true, now);
            }
            waits[i] = (now - closed) / SECOND;
            now += SECOND;
        }
        assertThat(waits).containsExactly(5, 10, 20, 40, 60, 60);

        now += PictureGate.LASTED_NANOS;
        gate.judge(WEAK, true, now);
        gate.judge(LinkLimit.NONE, true, now + PictureGate.FIRST_WAIT_NANOS);
        assertThat(gate.isClosed()).as("the last attempt lasted: it counts anew").isFalse();
    }
}
