package dev.tandem.server.application;

import dev.tandem.server.conversation.ConversationCommand;
import dev.tandem.signaling.protocol.BridgeId;
import dev.tandem.signaling.protocol.ConversationId;
import dev.tandem.signaling.timeline.CallEndReason;

import java.util.Optional;
import java.util.function.Supplier;

/// What becomes of a call whose bridge is gone, has no room, or takes no more calls. Belongs to the
/// conversation's mailbox.
final class BridgeChanges {
    private final ConversationId conversation;
    private final Doer doer;
    private final CallCarrier carrier;
    private final CallMoves moves;
    private final Supplier<Optional<CallStand>> on;
    private final Runnable inviteAgain;

    /// @param on the call there is now
    /// @param inviteAgain tells everybody in it where it is now
    BridgeChanges(
            ConversationId conversation,
            Doer doer,
            CallCarrier carrier,
            CallMoves moves,
            Supplier<Optional<CallStand>> on,
            Runnable inviteAgain) {
        this.conversation = conversation;
        this.doer = doer;
        this.carrier = carrier;
        this.moves = moves;
        this.on = on;
        this.inviteAgain = inviteAgain;
    }

    /// The bridge has died: everybody brings their leg to another one. What is muted stays muted,
    /// because the browsers say so again.
    void gone(BridgeId gone) {
        if (on.get().isPresent() && carrier.is(gone)) {
            moves.forget();
            carrier.lost(on.get().get());
            inviteAgain.run();
        } else if (carrier.isNext(gone)) {
            moves.giveUp();
        }
    }

    /// The bridge has no room for this call, and no leg of it.
    void full() {
        on.get()
                .ifPresent(call -> {
                    if (carrier.goesElsewhere(call)) {
                        inviteAgain.run();
                    } else {
                        none(call);
                    }
                });
    }

    /// There is no bridge for it: the conversation goes on in text.
    void none(CallStand call) {
        if (call.live()) {
            doer.act(
                    conversation,
                    new ConversationCommand.EndCall(call.id(), CallEndReason.NO_BRIDGE));
        }
    }

    /// The bridge takes no more calls: a live one is brought to another while it goes on.
    void draining(BridgeId draining) {
        on.get().filter(call -> call.live() && carrier.is(draining)).ifPresent(moves::draining);
    }
}
