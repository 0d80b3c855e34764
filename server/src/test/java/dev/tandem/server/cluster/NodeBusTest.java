package dev.tandem.server.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tandem.server.application.AskOutcome;
import dev.tandem.signaling.bridge.BridgeCommand;
import dev.tandem.signaling.protocol.CallId;
import dev.tandem.signaling.protocol.ConversationId;
import dev.tandem.signaling.protocol.RejectionCode;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/// What happens at the limits between nodes: too much at once, no answer, nobody there.
class NodeBusTest {
    private static final NodeId B = new NodeId("b");

    private final TestNetwork network = new TestNetwork();
    private final Peers a = network.join("a");
    private final Peers b = network.join("b");

    /// Deadlines come when a test says so.
    private final List<Runnable> deadlines = new CopyOnWriteArrayList<>();

    private final NodeBus from = new NodeBus(a, (_, task) -> deadlines.add(task));
    private final NodeBus to = new NodeBus(b, (_, _) -> {});
    private final List<NodeMessage> received = new CopyOnWriteArrayList<>();
    private final List<NodeId> gaps = new CopyOnWriteArrayList<>();
    private final CountDownLatch mayRead = new CountDownLatch(1);

    @BeforeEach
    void bothAreThere() {
        network.own("a", "b");
        from.open((_, _) -> {}, _ -> {});
        to.open((_, message) -> received.add(message), gaps::add);
    }

    @AfterEach
    void everythingStops() {
        mayRead.countDown();
        from.close();
        to.close();
        network.close();
    }

    @Test
    void whatIsTooMuchIsDroppedAndTheReceiverNotices() {
        network.slow.set(mayRead);
        int sent = NodeBus.OUTBOUND + 500;
        for (int i = 0; i < sent; i++) {
            from.send(B, new NodeMessage.Missed());
        }
        mayRead.countDown();
        await("what had room", () -> received.size() >= NodeBus.OUTBOUND);
        assertThat(received).hasSizeLessThan(sent);
        from.send(B, new NodeMessage.Missed());
        await("the gap to be noticed", () -> !gaps.isEmpty());
    }

    @Test
    void withoutAnAnswerARequestComesToNothingInTime() throws Exception {
        CompletionStage<NodeMessage.Reply> reply = from.request(B, NodeBusTest::request);
        assertThat(deadlines).hasSize(1);
        deadlines.getFirst().run();
        assertThat(reply.toCompletableFuture().get(5, TimeUnit.SECONDS))
                .isInstanceOf(NodeMessage.NotHere.class);
    }

    @Test
    void whoeverWaitsForADeadNodeIsToldAtOnce() throws Exception {
        CompletionStage<NodeMessage.Reply> reply = from.request(B, NodeBusTest::request);
        network.kill("b", "a");
        from.keepOnly(a.topology());
        assertThat(reply.toCompletableFuture().get(5, TimeUnit.SECONDS))
                .isInstanceOf(NodeMessage.NotHere.class);
    }

    @Test
    void aConversationThatIsFloodedWhileItsOwnerIsLookedForRefusesTheRest() {
        network.own("nobody");
        Owners owners = new Owners(a, from, (_, task) -> deadlines.add(task), () -> 0);
        List<CompletableFuture<AskOutcome>> asked = new ArrayList<>();
        for (int i = 0; i <= Owners.LANE; i++) {
            asked.add(
                    owners.ask(
                                    new ConversationId("flooded"),
                                    CompletableFuture::new,
                                    NodeBusTest::request)
                            .toCompletableFuture());
        }
        assertThat(asked.subList(0, Owners.LANE)).noneMatch(CompletableFuture::isDone);
        assertThat(asked.getLast())
                .isCompletedWithValueMatching(outcome ->
                        outcome instanceof AskOutcome.Rejected no
                                && no.code() == RejectionCode.RATE_LIMITED);
    }

    private static NodeMessage.Request request(long number) {
        return new NodeMessage.Perform(number, new BridgeCommand.EndCall(new CallId("call")));
    }

    private static void await(String what, BooleanSupplier condition) {
        long giveUpAt = System.nanoTime() + Duration.ofSeconds(20).toNanos();
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime() - giveUpAt).as("waited in vain for %s", what).isNegative();
            LockSupport.parkNanos(Duration.ofMillis(5).toNanos());
        }
    }
}
