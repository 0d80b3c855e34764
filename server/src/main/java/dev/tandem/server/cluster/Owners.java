package dev.tandem.server.cluster;

import dev.tandem.server.application.AskOutcome;
import dev.tandem.server.application.CallControl;
import dev.tandem.server.application.ConversationService;
import dev.tandem.signaling.protocol.ConversationId;
import dev.tandem.signaling.protocol.RejectionCode;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.LongFunction;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/// Brings a command to the owner of its conversation, here or on another node, and goes after it
/// while the owner changes: what an owner that has just died was asked is asked of the next one.
/// Commands have ids, so asking twice does nothing twice. What is asked of one conversation from
/// this node arrives in the order in which it was asked, however long the first has to wait.
final class Owners {
    /// Until then an owner is looked for; after it the answer is "unavailable, send it again".
    static final Duration PATIENCE = Duration.ofSeconds(6);

    /// A new look at who owns what, while it changes.
    static final Duration LOOK_AGAIN = Duration.ofMillis(50);

    /// Commands of one conversation that may wait at this node.
    static final int LANE = 1_000;

    private final Peers peers;
    private final NodeBus bus;
    private final CallControl.Timer timer;
    private final LongSupplier nanoTime;

    /// What waits for an owner that is elsewhere or not known: the first is under way, the others
    /// follow one by one.
    private final ConcurrentHashMap<ConversationId, Deque<Attempt>> lanes =
            new ConcurrentHashMap<>();

    Owners(Peers peers, NodeBus bus, CallControl.Timer timer, LongSupplier nanoTime) {
        this.peers = peers;
        this.bus = bus;
        this.timer = timer;
        this.nanoTime = nanoTime;
    }

    private record Attempt(
            ConversationId conversation,
            Supplier<CompletionStage<AskOutcome>> here,
            LongFunction<NodeMessage.Request> there,
            CompletableFuture<AskOutcome> done,
            long giveUpAtNanos) {}

    private enum Turn {
        NOW,
        LATER,
        NEVER
    }

    /// @param here if this node is the owner
    /// @param there what to ask another node
    CompletionStage<AskOutcome> ask(
            ConversationId conversation,
            Supplier<CompletionStage<AskOutcome>> here,
            LongFunction<NodeMessage.Request> there) {
        Attempt asked =
                new Attempt(
                        conversation,
                        here,
                        there,
                        new CompletableFuture<>(),
                        nanoTime.getAsLong() + PATIENCE.toNanos());
        switch (queue(asked)) {
            case NOW -> attempt(asked);
            case LATER -> {}
            case NEVER ->
                    asked.done()
                            .complete(
                                    new AskOutcome.Rejected(
                                            RejectionCode.RATE_LIMITED,
                                            "too much at once in this conversation"));
        }
        return asked.done();
    }

    private Turn queue(Attempt asked) {
        AtomicReference<Turn> turn = new AtomicReference<>(Turn.NOW);
        lanes.compute(
                asked.conversation(),
                (id, lane) -> {
                    if (lane == null && peers.topology().isMine(id)) {
                        return null; // its mailbox keeps the order
                    }
                    Deque<Attempt> waiting = lane == null ? new ArrayDeque<>() : lane;
                    if (waiting.size() >= LANE) {
                        turn.set(Turn.NEVER);
                    } else {
                        turn.set(waiting.isEmpty() ? Turn.NOW : Turn.LATER);
                        waiting.add(asked);
                    }
                    return waiting;
                });
        return turn.get();
    }

    private void attempt(Attempt a) {
        Topology now = peers.topology();
        Optional<NodeId> owner = now.ownerOf(a.conversation());
        if (owner.isEmpty()) {
            again(a);
        } else if (owner.get().equals(now.self())) {
            a.here().get().thenAccept(outcome -> finish(a, outcome));
        } else {
            bus.request(owner.get(), a.there()).thenAccept(reply -> answered(a, reply));
        }
    }

    private void answered(Attempt a, NodeMessage.Reply reply) {
        switch (reply) {
            case NodeMessage.Outcome(long _, AskOutcome outcome) -> finish(a, outcome);
            case NodeMessage.NotHere _, NodeMessage.Performed _ -> again(a);
        }
    }

    private void again(Attempt a) {
        if (nanoTime.getAsLong() - a.giveUpAtNanos() > 0) {
            finish(a, ConversationService.unavailable());
        } else {
            timer.after(LOOK_AGAIN, () -> attempt(a));
        }
    }

    private void finish(Attempt a, AskOutcome outcome) {
        a.done().complete(outcome);
        AtomicReference<@Nullable Attempt> next = new AtomicReference<>();
        lanes.computeIfPresent(
                a.conversation(),
                (_, lane) -> {
                    if (a.equals(lane.peek())) {
                        lane.poll();
                        next.set(lane.peek());
                    }
                    return lane.isEmpty() ? null : lane;
                });
        Attempt following = next.get();
        if (following != null) {
            attempt(following);
        }
    }
}
