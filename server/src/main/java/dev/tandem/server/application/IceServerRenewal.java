package dev.tandem.server.application;

import dev.tandem.signaling.protocol.ConversationId;
import dev.tandem.signaling.protocol.LegId;
import dev.tandem.signaling.protocol.ServerMessage;

import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/// Tells the devices of a call new TURN credentials before those that they have expire: a browser
/// that loses its way in the second hour looks for another one by itself, with what it was told
/// last. Belongs to the conversation's mailbox.
final class IceServerRenewal {
    private final ConversationId conversation;
    private final CallControl control;
    private final Mailbox mailbox;
    private final Map<LegId, CallSeat> seats;
    private final Supplier<Optional<CallStand>> on;

    /// One timer, however many calls begin and end while it runs.
    private boolean running;

    /// @param seats who has a leg; the caller's own
    /// @param on the call there is now
    IceServerRenewal(
            ConversationId conversation,
            CallControl control,
            Mailbox mailbox,
            Map<LegId, CallSeat> seats,
            Supplier<Optional<CallStand>> on) {
        this.conversation = conversation;
        this.control = control;
        this.mailbox = mailbox;
        this.seats = seats;
        this.on = on;
    }

    /// There is a call, from now on or still.
    void look() {
        if (running) {
            return;
        }
        control.iceServers()
                .renewal()
                .ifPresent(after -> {
                    running = true;
                    control.timer().after(after, () -> mailbox.offer(this::renew));
                });
    }

    private void renew() {
        running = false;
        on.get()
                .ifPresent(call -> {
                    ServerMessage fresh =
                            new ServerMessage.IceServers(
                                    conversation, call.id(), control.iceServers().get());
                    seats.values().forEach(seat -> seat.device.ifPresent(d -> d.hear(fresh)));
                    look();
                });
    }
}
