package dev.tandem.server.application;

import dev.tandem.signaling.bridge.MediaBridge;
import dev.tandem.signaling.protocol.BridgeId;
import dev.tandem.signaling.protocol.ClientMessage;
import dev.tandem.signaling.protocol.ConversationId;
import dev.tandem.signaling.protocol.LegId;
import dev.tandem.signaling.protocol.ServerMessage;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/// Brings the live call of a conversation from a draining bridge to another one while it goes on.
/// Belongs to the conversation's mailbox; what follows from what is decided by [CallMove].
final class CallMoves {
    private static final Logger log = LoggerFactory.getLogger(CallMoves.class);

    private final ConversationId conversation;
    private final CallControl control;
    private final Mailbox mailbox;
    private final CallCarrier carrier;
    private final Map<LegId, CallSeat> seats;
    private final Supplier<Optional<CallStand>> on;
    private Optional<CallMove> move = Optional.empty();

    /// Counts moves, so that a timer knows whether it is still about the last one.
    private int attempts;

    /// @param seats who has a leg; the caller's own
    /// @param on the call there is now
    CallMoves(
            ConversationId conversation,
            CallControl control,
            Mailbox mailbox,
            CallCarrier carrier,
            Map<LegId, CallSeat> seats,
            Supplier<Optional<CallStand>> on) {
        this.conversation = conversation;
        this.control = control;
        this.mailbox = mailbox;
        this.carrier = carrier;
        this.seats = seats;
        this.on = on;
    }

    /// The bridge of this call takes no more calls and waits for those that it has. Comes again
    /// while it does, so a move that failed is tried again.
    void draining(CallStand call) {
        if (move.isPresent()) {
            return;
        }
        Optional<MediaBridge> next = carrier.elsewhere(call);
        move = next.flatMap(bridge -> CallMove.to(bridge.id(), present()));
        if (next.isEmpty() || move.isEmpty()) {
            return;
        }
        BridgeId to = next.get().id();
        carrier.prepare(next.get());
        log.info("Call {} is on its way to bridge {}", call.id(), to);
        tell(new ServerMessage.MoveCall(conversation, call.id(), to, control.iceServers().get()));
        int attempt = ++attempts;
        control.timer().after(CallMove.WITHIN, () -> mailbox.offer(() -> late(attempt)));
    }

    private void late(int attempt) {
        if (move.isPresent() && attempt == attempts) {
            log.info("A call of {} did not come to another bridge in time", conversation);
            giveUp();
        }
    }

    /// @return whether the call is on the other bridge now, and everybody is to be told
    boolean moved(Follower from, ClientMessage.LegMoved message) {
        move = move.map(m -> m.heard(CallParty.legOf(from.who()), from.id(), message.bridge()));
        return look();
    }

    /// Somebody may have come, gone or reloaded.
    ///
    /// @return as above
    boolean look() {
        if (move.isEmpty()) {
            return false;
        }
        return switch (move.get().step(present())) {
            case GOES_ON -> false;
            case GIVE_UP -> {
                giveUp();
                yield false;
            }
            case CHANGE_OVER -> {
                move = Optional.empty();
                on.get().ifPresent(carrier::changeOver);
                yield true;
            }
        };
    }

    /// Who hears over the new bridge already goes back to the old one.
    void giveUp() {
        forget();
        on.get()
                .ifPresent(call -> {
                    carrier.abandon(call);
                    carrier.of(call)
                            .ifPresent(old ->
                                    tell(
                                            new ServerMessage.JoinCall(
                                                    conversation,
                                                    call.id(),
                                                    old.id(),
                                                    call.channel(),
                                                    control.iceServers().get(),
                                                    Optional.empty())));
                });
    }

    private void tell(ServerMessage message) {
        seats.values().forEach(seat -> seat.device.ifPresent(d -> d.hear(message)));
    }

    /// The call, its bridge or this owner is gone.
    void forget() {
        move = Optional.empty();
    }

    private Map<LegId, Optional<String>> present() {
        return seats.entrySet().stream()
                .collect(
                        Collectors.toMap(
                                Map.Entry::getKey, e -> e.getValue().device.map(Follower::id)));
    }
}
