package dev.tandem.server.routing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tandem.signaling.protocol.AgentId;

import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;

/// What a customer is told about the wait, and when nothing is told.
class WaitEstimateTest {
    private static final List<Long> TEN_MINUTES = List.of(600L, 600L, 600L);

    @Test
    void somebodyFreeIsThereInAMoment() {
        assertThat(WaitEstimate.of(1, List.of(agent(1, 0)), "support", List.of()))
                .contains(WaitEstimate.WHEN_FREE);
    }

    @Test
    void theFreeOnesAreForThoseBeforeMe() {
        assertThat(WaitEstimate.of(2, List.of(agent(1, 0)), "support", TEN_MINUTES))
                .contains(Duration.ofMinutes(20));
    }

    @Test
    void withoutExperienceNothingIsTold() {
        assertThat(WaitEstimate.of(1, List.of(agent(1, 1)), "support", List.of(600L, 600L)))
                .isEmpty();
        assertThat(WaitEstimate.of(1, List.of(agent(1, 1)), "support", TEN_MINUTES))
                .contains(Duration.ofMinutes(10));
    }

    @Test
    void withNobodyServingNothingIsTold() {
        assertThat(WaitEstimate.of(1, List.of(), "support", TEN_MINUTES)).isEmpty();
        assertThat(WaitEstimate.of(1, List.of(agent(1, 0)), "sales", TEN_MINUTES)).isEmpty();
    }

    @Test
    void moreHandsMakeAShorterWaitAndAWorsePlaceALongerOne() {
        Duration one = WaitEstimate.of(4, busy(1), "support", TEN_MINUTES).orElseThrow();
        Duration two = WaitEstimate.of(4, busy(2), "support", TEN_MINUTES).orElseThrow();
        Duration behind = WaitEstimate.of(5, busy(2), "support", TEN_MINUTES).orElseThrow();
        assertThat(two).isLessThan(one);
        assertThat(behind).isGreaterThan(two);
    }

    @Test
    void placesAreCountedFromOne() {
        assertThatThrownBy(() -> WaitEstimate.of(0, busy(1), "support", TEN_MINUTES))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private static List<AgentState> busy(int capacity) {
        return List.of(agent(capacity, capacity));
    }

    private static AgentState agent(int capacity, int load) {
        return new AgentState(
                new AgentId("ada"),
                Set.of("support"),
                true,
                capacity,
                load,
                false,
                Instant.parse("2026-03-01T09:00:00Z"));
    }
}
