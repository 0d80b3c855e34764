package dev.tandem.media.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tandem.media.packet.PacketBuffer;
import dev.tandem.media.packet.RtcpWriter;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/// When a missing packet is asked for: again after about a round trip, because then the answer, or
/// the question, was lost too.
class MissingPacketsTest {
    private static final long MILLI = 1_000_000;
    private static final long UNKNOWN = -1;

    @ParameterizedTest
    @CsvSource({
        "-1, '10, 70, 130, 190, 250, 310, 370, 430, 490, 550, 610, 670, 730, 790, 850, 910'",
        " 2, '10, 30, 50, 70, 90, 150, 210, 270, 330, 390, 450, 510, 570, 630, 690, 750'",
        "35, '10, 60, 110, 160, 210, 270, 330, 390, 450, 510, 570, 630, 690, 750, 810, 870'",
        "300, '10, 70, 130, 190, 250, 310, 370, 430, 490, 550, 610, 670, 730, 790, 850, 910'",
    })
    void itAsksAgainAfterARoundTripAndThenAsIfItWereNotKnown(long roundTrip, String times) {
        List<String> asked = new ArrayList<>();
        MissingPackets missing = new MissingPackets();
        missing.missing(70_000, 0);
        for (long now = 0; now < 2_000; now += 10) {
            if (asks(missing, roundTrip < 0 ? UNKNOWN : roundTrip * MILLI, now)) {
                asked.add(Long.toString(now));
            }
        }
        assertThat(String.join(", ", asked)).isEqualTo(times);
        assertThat(missing.isEmpty()).isTrue();
        assertThat(missing.takeGivenUp()).as("that it was in vain is said").isTrue();
        assertThat(missing.takeGivenUp()).as("once").isFalse();
    }

    @Test
    void whatTheStreamHasLeftFarBehindIsGivenUp() {
        MissingPackets missing = new MissingPackets();
        missing.missing(70_000, 0);
        RtcpWriter writer = new RtcpWriter(new PacketBuffer());
        writer.begin();
        writer.openNack(1, 2);

        int asked = missing.ask(70_000 + MissingPackets.WINDOW, UNKNOWN, 10 * MILLI, writer);

        assertThat(asked).isZero();
        assertThat(missing.takeGivenUp()).isTrue();
        assertThat(missing.nextAsk()).as("no deadline stays behind").isEqualTo(Long.MAX_VALUE);
    }

    /// 200 ms there and back, and a tenth of the questions and of the answers is lost; the sender
    /// does not answer twice within a round trip.
    @Test
    void onALongLossyPathNextToNothingIsGivenUp() {
        Random loss = new Random(12);
        int missed = 0;
        for (int i = 0; i < 1_000; i++) {
            MissingPackets missing = new MissingPackets();
            missing.missing(70_000, 0);
            long there = Long.MAX_VALUE;
            long answerAgainAt = 0;
            for (long now = 0; now < 2_000; now += 10) {
                long heardAt = now + 100;
                if (asks(missing, 200 * MILLI, now)
                        && loss.nextDouble() < 0.9
                        && heardAt >= answerAgainAt) {
                    answerAgainAt = heardAt + 200;
                    there = loss.nextDouble() < 0.9 ? Math.min(there, heardAt + 100) : there;
                }
                if (now >= there) {
                    missing.arrived(70_000);
                }
            }
            missed += there == Long.MAX_VALUE ? 1 : 0;
        }
        // With eight questions it was one of a hundred.
        assertThat(missed).isLessThan(3);
    }

    /// A tenth of the questions and of the answers is lost on a path of 10 ms.
    @Test
    void onAShortLossyPathWhatIsMissingIsThereSooner() {
        assertThat(slowestOf100(10 * MILLI)).isLessThan(slowestOf100(UNKNOWN) * 2 / 3);
    }

    private static long slowestOf100(long roundTrip) {
        Random loss = new Random(11);
        long slowest = 0;
        for (int i = 0; i < 100; i++) {
            MissingPackets missing = new MissingPackets();
            missing.missing(70_000, 0);
            long there = Long.MAX_VALUE;
            for (long now = 0; now < there; now += 10) {
                if (asks(missing, roundTrip, now) && loss.nextDouble() < 0.9 * 0.9) {
                    there = Math.min(there, now + 10);
                }
            }
            slowest = Math.max(slowest, there);
        }
        return slowest;
    }

    private static boolean asks(MissingPackets missing, long roundTrip, long nowMillis) {
        RtcpWriter writer = new RtcpWriter(new PacketBuffer());
        writer.begin();
        writer.openNack(1, 2);
        return missing.hasDue(nowMillis * MILLI)
                && missing.ask(70_010, roundTrip, nowMillis * MILLI, writer) > 0;
    }
}
