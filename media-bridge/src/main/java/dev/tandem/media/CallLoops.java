package dev.tandem.media;

import dev.tandem.media.netty.BridgeLoop;
import dev.tandem.signaling.bridge.BridgeCommand;
import dev.tandem.signaling.bridge.BridgeRefusal;
import dev.tandem.signaling.bridge.BridgeReply;
import dev.tandem.signaling.protocol.CallId;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;

/// On which event loop a call is: all its legs on one. It is chosen by the call's id, so that
/// nobody has to remember it, and when that one is full it is the one with the most room.
final class CallLoops {
    private final List<BridgeLoop> loops;

    /// Calls that are not where their id says.
    private final Map<CallId, BridgeLoop> elsewhere = new ConcurrentHashMap<>();

    CallLoops(List<BridgeLoop> loops) {
        this.loops = List.copyOf(loops);
    }

    CompletionStage<BridgeReply> perform(BridgeCommand command) {
        CallId call = command.call();
        BridgeLoop byId = loops.get(Math.floorMod(call.hashCode(), loops.size()));
        BridgeLoop at = elsewhere.getOrDefault(call, byId);
        CompletionStage<BridgeReply> reply = at.perform(command);
        if (command instanceof BridgeCommand.EndCall) {
            elsewhere.remove(call);
        }
        return command instanceof BridgeCommand.AddLeg && loops.size() > 1
                ? reply.thenCompose(r -> isFull(r) ? elsewhere(command, at, r) : done(r))
                : reply;
    }

    /// Two legs of one call may ask at once: the first decides for both.
    private CompletionStage<BridgeReply> elsewhere(
            BridgeCommand command, BridgeLoop full, BridgeReply refusal) {
        Optional<BridgeLoop> roomiest =
                loops.stream()
                        .filter(loop -> loop != full)
                        .min(Comparator.comparingInt(BridgeLoop::calls));
        return roomiest.map(loop -> elsewhere.computeIfAbsent(command.call(), _ -> loop))
                .map(loop ->
                        loop.perform(command)
                                .whenComplete((reply, _) -> {
                                    if (reply == null || isFull(reply)) {
                                        elsewhere.remove(command.call(), loop);
                                    }
                                }))
                .orElseGet(() -> done(refusal));
    }

    private static boolean isFull(BridgeReply reply) {
        return reply instanceof BridgeReply.Refused(BridgeRefusal refusal)
                && refusal.code() == BridgeRefusal.Code.FULL;
    }

    private static CompletionStage<BridgeReply> done(BridgeReply reply) {
        return CompletableFuture.completedStage(reply);
    }

    /// A bridge has ended it by itself.
    void forget(CallId call) {
        elsewhere.remove(call);
    }
}
