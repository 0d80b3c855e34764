package dev.tandem.server.application;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tandem.signaling.protocol.BridgeId;
import dev.tandem.signaling.protocol.LegId;

import org.junit.jupiter.api.Test;

import java.util.Map;
import java.util.Optional;

/// When a call may leave its old bridge, and when it stays.
class CallMoveTest {
    private static final LegId ZOE = new LegId("customer-zoe");
    private static final LegId ADA = new LegId("agent-ada");
    private static final BridgeId NEW = new BridgeId("new");
    private static final Map<LegId, Optional<String>> BOTH =
            Map.of(ZOE, Optional.of("zoe-1"), ADA, Optional.of("ada-1"));

    private final CallMove move = CallMove.to(NEW, BOTH).orElseThrow();

    @Test
    void theOldBridgeGoesWhenTheLastOneHearsOverTheNew() {
        CallMove half = move.heard(ZOE, "zoe-1", NEW);
        assertThat(half.step(BOTH)).isEqualTo(CallMove.Step.GOES_ON);
        assertThat(half.heard(ZOE, "zoe-1", NEW).step(BOTH))
                .as("one who says it twice is still one")
                .isEqualTo(CallMove.Step.GOES_ON);
        assertThat(half.heard(ADA, "ada-1", NEW).step(BOTH)).isEqualTo(CallMove.Step.CHANGE_OVER);
    }

    @Test
    void whatIsSaidOfAnotherBridgeOrByAnotherSocketDoesNotCount() {
        CallMove said = move.heard(ZOE, "zoe-1", new BridgeId("older")).heard(ADA, "ada-0", NEW);
        assertThat(said).isEqualTo(move);
        assertThat(said.step(BOTH)).isEqualTo(CallMove.Step.GOES_ON);
    }

    @Test
    void whoReloadsHasOneLegOnlyAndStaysWithTheOldBridge() {
        assertThat(move.step(Map.of(ZOE, Optional.of("zoe-2"), ADA, Optional.of("ada-1"))))
                .isEqualTo(CallMove.Step.GIVE_UP);
    }

    @Test
    void nobodyWaitsForOneWhoHasLeftOrGoesWithoutOneWhoCame() {
        CallMove alone = CallMove.to(NEW, Map.of(ZOE, Optional.of("zoe-1"))).orElseThrow();
        assertThat(alone.step(BOTH)).isEqualTo(CallMove.Step.GIVE_UP);
        assertThat(move.step(Map.of(ZOE, Optional.of("zoe-1")))).isEqualTo(CallMove.Step.GIVE_UP);
        assertThat(move.step(Map.of(ZOE, Optional.empty(), ADA, Optional.of("ada-1"))))
                .isEqualTo(CallMove.Step.GIVE_UP);
    }

    @Test
    void aMoveDoesNotBeginWhileSomebodyIsAway() {
        assertThat(CallMove.to(NEW, Map.of(ZOE, Optional.of("zoe-1"), ADA, Optional.empty())))
                .isEmpty();
        assertThat(CallMove.to(NEW, Map.of())).isEmpty();
    }
}
