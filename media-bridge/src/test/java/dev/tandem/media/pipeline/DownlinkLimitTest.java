package dev.tandem.media.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/// A leg that loses much is sent less, and more again when it loses nothing.
class DownlinkLimitTest {
    private static final int PACKET_BYTES = 1_000;

    private final DownlinkLimit limit = new DownlinkLimit();
    private long now;

    @Test
    void aGoodNetworkKnowsNoLimit() {
        run(60, 0);
        assertThat(limit.bitsPerSecond()).isEqualTo(DownlinkLimit.NONE);
        run(60, 0.05);
        assertThat(limit.bitsPerSecond())
                .as("retransmissions repair 5 %")
                .isEqualTo(DownlinkLimit.NONE);
    }

    @Test
    void heavyLossLimitsToLessThanWasSentAndGoodTimesLiftItAgain() {
        run(10, 0.5);
        long limited = limit.bitsPerSecond();
        // 100 packets of 1,000 bytes a second are 800 kbit/s.
        assertThat(limited).isLessThan(800_000);

        run(2, 0);
        assertThat(limit.bitsPerSecond()).isGreaterThan(limited);
        run(60, 0);
        assertThat(limit.bitsPerSecond()).isEqualTo(DownlinkLimit.NONE);
    }

    @Test
    void theLimitHasAFloor() {
        run(600, 0.9);
        assertThat(limit.bitsPerSecond()).isEqualTo(DownlinkLimit.MIN_BITS);
    }

    /// 100 packets a second, feedback every 100 ms.
    private void run(int seconds, double loss) {
        for (int i = 0; i < seconds * 10; i++) {
            for (int packet = 0; packet < 10; packet++) {
                limit.sent(PACKET_BYTES);
            }
            now += 100_000_000;
            int lost = (int) Math.round(10 * loss * (i % 2 == 0 ? 2 : 0));
            limit.feedback(Math.max(0, 10 - lost), Math.min(10, lost), now);
        }
    }
}
