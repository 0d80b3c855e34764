package dev.tandem.media.recording;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.List;

/// Reordered, repeated, lost: what comes out is in order and waits for nothing too long.
class InOrderTest {
    private static final long PATIENCE = 100;
    private final InOrder order = new InOrder(PATIENCE);

    private boolean add(long sequence, long now) {
        return order.add(new MediaPacket(1, sequence, 0, false, new byte[0], now));
    }

    private List<Long> out(long now) {
        List<Long> out = new ArrayList<>();
        for (MediaPacket p = order.poll(now); p != null; p = order.poll(now)) {
            out.add(p.sequence());
        }
        return out;
    }

    @Test
    void whatOvertakesWaitsForTheOther() {
        add(10, 0);
        add(12, 1);
        assertThat(out(1)).containsExactly(10L);
        add(11, 2);
        assertThat(out(2)).containsExactly(11L, 12L);
        assertThat(order.takeLoss()).isFalse();
    }

    @Test
    void whatDoesNotComeIsLostAfterAWhileAndSaidOnce() {
        add(10, 0);
        out(0);
        add(12, 1);
        assertThat(out(PATIENCE)).isEmpty();
        assertThat(out(1 + PATIENCE)).containsExactly(12L);
        assertThat(order.takeLoss()).isTrue();
        assertThat(order.takeLoss()).isFalse();
        assertThat(add(11, 300)).as("too late").isFalse();
    }

    @Test
    void theSameTwiceComesOnce() {
        assertThat(add(10, 0)).isTrue();
        assertThat(add(10, 0)).isFalse();
        assertThat(out(0)).containsExactly(10L);
        assertThat(add(10, 0)).isFalse();
    }

    @Test
    void itHoldsNoMoreThanItsLimit() {
        add(0, 0);
        out(0);
        for (int i = 2; i < 10_000; i++) {
            add(i, 0);
            out(0);
            assertThat(order.held()).isLessThanOrEqualTo(InOrder.MAX_HELD);
        }
    }

    @Test
    void timeIsTheSendersEvenOverAWrapAndBeginsAgainAfterAJump() {
        RtpClock clock = new RtpClock(48_000);
        int nearlyOver = -960; // 0xfffffc40
        assertThat(clock.nanos(nearlyOver, 1_000)).isEqualTo(1_000);
        assertThat(clock.nanos(0, 27_000_000)).isEqualTo(20_001_000);
        assertThat(clock.nanos(960, 33_000_000)).isEqualTo(40_001_000);

        assertThat(clock.nanos(123_456_789, 60_000_000)).isEqualTo(60_000_000);
        assertThat(clock.nanos(123_456_789 + 960, 90_000_000)).isEqualTo(80_000_000);
    }
}
