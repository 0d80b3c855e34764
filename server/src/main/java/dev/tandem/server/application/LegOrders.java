package dev.tandem.server.application;

import dev.tandem.signaling.bridge.BridgeCommand;
import dev.tandem.signaling.timeline.Channel;

import java.util.Optional;

/// What a bridge is told about a leg that is there: what it may send, who hears it, whether it
/// hears music. Belongs to the conversation's mailbox. Without a leg the bridge says no; when it is
/// made, all of this is said again, so it outlives the bridge and this server.
final class LegOrders {
    private final CallCarrier carrier;

    LegOrders(CallCarrier carrier) {
        this.carrier = carrier;
    }

    /// The leg was made or restarted, perhaps on another bridge.
    void madeAgain(CallStand call, CallSeat seat) {
        audience(call, seat); // first: nobody hears a word that is not meant for them
        if (call.live()) {
            sending(call, seat);
        } else {
            allow(call, seat, false, false, false);
        }
        hold(call, seat);
        carrier.legAnswered(call);
    }

    /// The call is another one than before, for this leg.
    void changed(CallStand before, CallStand call, CallSeat seat) {
        if (!before.audienceOf(seat.leg()).equals(call.audienceOf(seat.leg()))) {
            audience(call, seat);
        }
        if (before.isHeld(seat.leg()) != call.isHeld(seat.leg())) {
            hold(call, seat);
        }
        if (call.live() && before.channel() != call.channel()) {
            sending(call, seat);
        }
    }

    /// What its browser wants to send; nothing is said before it has told. In a call by voice no
    /// camera shows, whatever a browser wants, because nothing on the screen says so.
    void sending(CallStand call, CallSeat seat) {
        seat.sending.ifPresent(s ->
                allow(
                        call,
                        seat,
                        s.microphone(),
                        s.camera() && call.channel() == Channel.VIDEO,
                        s.screen().orElse(false)));
    }

    /// Keys are pressed on purpose, by who is muted too, but by nobody before the call.
    private void allow(
            CallStand call, CallSeat seat, boolean audio, boolean video, boolean screen) {
        carrier.perform(
                call,
                new BridgeCommand.SetSending(
                        call.id(), seat.leg(), audio, video, screen, Optional.of(call.live())));
    }

    /// Who hears it; in a call that is not on nobody hears anybody.
    void audience(CallStand call, CallSeat seat) {
        if (call.live()) {
            carrier.perform(
                    call,
                    new BridgeCommand.SetAudience(
                            call.id(), seat.leg(), call.audienceOf(seat.leg())));
        }
    }

    /// Whether it hears music; until the call is on, nobody hears anything.
    void hold(CallStand call, CallSeat seat) {
        if (call.live()) {
            carrier.perform(
                    call,
                    new BridgeCommand.SetHold(call.id(), seat.leg(), call.isHeld(seat.leg())));
        }
    }

    void remove(CallStand call, CallSeat seat) {
        carrier.perform(call, new BridgeCommand.RemoveLeg(call.id(), seat.leg()));
    }
}
