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
        "-1, '10, 70, 130, 190, 250, 310, 370, 430'",
        " 2, '10, 30, 50, 70, 90, 150, 210, 270'",
        "35, '10, 60, 110, 160, 210, 270, 330, 390'",
        "300, '10, 70, 130, 190, 250, 310, 370, 430'",
    })
    void itAsksAgainAfterARoundTripAndThenAsIfItWereNotKnown(long roundTrip, String times) {
        List<String> asked = new ArrayList<>();
        MissingPackets missing = new MissingPackets();
        missing.missing(70_000, 0);
        for (long now = 0; now < 1_000; now += 10) {
            if (asks(missing, roundTrip < 0 ? UNKNOWN : roundTrip * MILLI, now)) {
                asked.add(Long.toString(now));
            }
        }
        assertThat(String.join(", ", asked)).isEqualTo(times);
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
