package dev.tandem.server.application;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tandem.server.application.NetworkChecks.Begun;
import dev.tandem.signaling.bridge.BridgeCommand;
import dev.tandem.signaling.bridge.BridgeLoad;
import dev.tandem.signaling.bridge.BridgeRefusal;
import dev.tandem.signaling.bridge.BridgeReply;
import dev.tandem.signaling.bridge.MediaBridge;
import dev.tandem.signaling.protocol.BridgeId;
import dev.tandem.signaling.protocol.CallId;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/// A check of the network has a leg of its own for a while, whatever becomes of it, and no more of
/// them than there are places.
class NetworkChecksTest {
    private final List<Runnable> due = new ArrayList<>();
    private final Set<CallId> on = new HashSet<>();
    private final Set<CallId> placed = new HashSet<>();
    private boolean isThere = true;
    private boolean askable = true;
    private Optional<BridgeReply> answer = Optional.empty();
    private String offer = "";

    private final NetworkChecks checks =
            new NetworkChecks(
                    new OneBridge(),
                    List::of,
                    (delay, end) -> {
                        assertThat(delay).isEqualTo(NetworkChecks.LASTS);
                        due.add(end);
                    },
                    new Random(3));

    @BeforeEach
    void anOfferOfChromium() throws IOException {
        offer =
                Files.readString(
                        Path.of("../signaling/src/test/resources/sdp/chromium-no-devices.sdp"));
    }

    @Test
    void whatIsNoOfferIsNone() {
        assertThat(checks.begin("v=0")).isInstanceOf(Begun.Refused.class);
        assertThat(placed).isEmpty();
    }

    @Test
    void withoutABridgeThereIsNothingToCheck() {
        isThere = false;
        for (int i = 0; i <= NetworkChecks.AT_ONCE; i++) {
            assertThat(checks.begin(offer)).isEqualTo(new Begun.Refused("no_bridge"));
        }
    }

    @Test
    void membersThatDoNotAnswerCostNoPlaces() {
        askable = false;
        for (int i = 0; i <= NetworkChecks.AT_ONCE; i++) {
            assertThatThrownBy(() -> checks.begin(offer)).isInstanceOf(IllegalStateException.class);
        }
        askable = true;
        isThere = false;
        assertThat(checks.begin(offer)).isEqualTo(new Begun.Refused("no_bridge"));
    }

    @Test
    void aBridgeThatIsFullSaysSoAndKeepsNothing() {
        answer =
                Optional.of(
                        new BridgeReply.Refused(
                                new BridgeRefusal(BridgeRefusal.Code.FULL, "Full.")));
        assertThat(checks.begin(offer)).isEqualTo(new Begun.Refused("full"));
        assertThat(placed).isEmpty();
        assertThat(due).isEmpty();
    }

    @Test
    void aBridgeThatIsGoneIsSaidAndItsPlaceIsFreeAgain() {
        answer = Optional.empty();
        for (int i = 0; i <= NetworkChecks.AT_ONCE; i++) {
            assertThat(checks.begin(offer)).isEqualTo(new Begun.Refused("bridge_failed"));
        }
        assertThat(placed).isEmpty();
    }

    @Test
    void eachHasALegOfItsOwnForAWhileAndThereAreNotMoreThanPlaces() {
        answer = Optional.of(new BridgeReply.LegAnswered(CallScene.ANSWER));
        for (int i = 0; i < NetworkChecks.AT_ONCE; i++) {
            assertThat(checks.begin(offer)).isInstanceOf(Begun.Answered.class);
        }
        assertThat(on).hasSize(NetworkChecks.AT_ONCE);
        assertThat(checks.begin(offer)).isEqualTo(new Begun.Refused("busy"));

        due.forEach(Runnable::run);
        assertThat(on).isEmpty();
        assertThat(placed).isEmpty();
        assertThat(checks.begin(offer)).isInstanceOf(Begun.Answered.class);
    }

    private final class OneBridge implements Bridges, MediaBridge {
        @Override
        public Optional<Carrier> carrierOf(CallId call) {
            if (!askable) {
                throw new IllegalStateException("no member answers");
            }
            if (!isThere) {
                return Optional.empty();
            }
            placed.add(call);
            return Optional.of(new Carrier(this, false));
        }

        @Override
        public void ended(CallId call) {
            placed.remove(call);
        }

        @Override
        public BridgeId id() {
            return new BridgeId("b1");
        }

        @Override
        public CompletionStage<BridgeReply> perform(BridgeCommand command) {
            if (command instanceof BridgeCommand.EndCall) {
                on.remove(command.call());
                return CompletableFuture.completedStage(new BridgeReply.Done());
            }
            if (answer.filter(a -> a instanceof BridgeReply.LegAnswered).isPresent()) {
                on.add(command.call());
            }
            return answer.map(CompletableFuture::completedStage)
                    .orElseGet(
                            () -> CompletableFuture.failedStage(new IllegalStateException("gone")));
        }

        @Override
        public BridgeLoad load() {
            return new BridgeLoad(0, 0, 500);
        }
    }
}
