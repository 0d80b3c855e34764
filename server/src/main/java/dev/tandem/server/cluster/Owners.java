package dev.tandem.server.cluster;

import dev.tandem.server.application.AskOutcome;
import dev.tandem.server.application.CallControl;
import dev.tandem.server.application.ConversationService;
import dev.tandem.signaling.protocol.ConversationId;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.LongFunction;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/// Brings a request to the owner of a conversation, here or on another node, and goes after it
/// while the owner changes: what an owner that has just died was asked is asked of the next one.
/// Commands have ids, so asking twice does nothing twice.
final class Owners {
    /// Until then an owner is looked for; after it the answer is "unavailable, send it again".
    static final Duration PATIENCE = Duration.ofSeconds(6);

    /// A new look at who owns what, while it changes.
    static final Duration LOOK_AGAIN = Duration.ofMillis(50);

    private final Peers peers;
    private final NodeBus bus;
    private final CallControl.Timer timer;
    private final LongSupplier nanoTime;

    Owners(Peers peers, NodeBus bus, CallControl.Timer timer, LongSupplier nanoTime) {
        this.peers = peers;
        this.bus = bus;
        this.timer = timer;
        this.nanoTime = nanoTime;
    }

    /// @param here if this node is the owner
    /// @param there what to ask another node
    CompletionStage<AskOutcome> ask(
            ConversationId conversation,
            Supplier<CompletionStage<AskOutcome>> here,
            LongFunction<NodeMessage.Request> there) {
        CompletableFuture<AskOutcome> done = new CompletableFuture<>();
        attempt(
                new Attempt(
                        conversation,
                        here,
                        there,
                        done,
                        nanoTime.getAsLong() + PATIENCE.toNanos()));
        return done;
    }

    private record Attempt(
            ConversationId conversation,
            Supplier<CompletionStage<AskOutcome>> here,
            LongFunction<NodeMessage.Request> there,
            CompletableFuture<AskOutcome> done,
            long giveUpAtNanos) {}

    private void attempt(Attempt a) {
        Topology now = peers.topology();
        Optional<NodeId> owner = now.ownerOf(a.conversation());
        if (owner.isEmpty()) {
            again(a);
        } else if (owner.get().equals(now.self())) {
            a.here().get().thenAccept(a.done()::complete);
        } else {
            bus.request(owner.get(), a.there()).thenAccept(reply -> answered(a, reply));
        }
    }

    private void answered(Attempt a, NodeMessage.Reply reply) {
        switch (reply) {
            case NodeMessage.Outcome(long _, AskOutcome outcome) -> a.done().complete(outcome);
            case NodeMessage.NotHere _, NodeMessage.Performed _ -> again(a);
        }
    }

    private void again(Attempt a) {
        if (nanoTime.getAsLong() - a.giveUpAtNanos() > 0) {
            a.done().complete(ConversationService.unavailable());
        } else {
            timer.after(LOOK_AGAIN, () -> attempt(a));
        }
    }
}
