package dev.tandem.server.application;

import dev.tandem.server.conversation.ConversationCommand;
import dev.tandem.signaling.protocol.AgentId;
import dev.tandem.signaling.protocol.ConversationId;
import dev.tandem.signaling.protocol.LegId;
import dev.tandem.signaling.timeline.CallEndReason;

import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/// Those whose device is not in the call: it is waited for, and after a while what their absence
/// means happens. Belongs to the conversation's mailbox.
final class CallAbsences {
    private final ConversationId conversation;
    private final CallControl.Timer timer;
    private final Mailbox mailbox;
    private final Doer doer;
    private final Map<LegId, CallSeat> seats;
    private final Supplier<Optional<CallStand>> on;

    /// @param seats who has a leg; the caller's own
    /// @param on the call there is now
    CallAbsences(
            ConversationId conversation,
            CallControl.Timer timer,
            Mailbox mailbox,
            Doer doer,
            Map<LegId, CallSeat> seats,
            Supplier<Optional<CallStand>> on) {
        this.conversation = conversation;
        this.timer = timer;
        this.mailbox = mailbox;
        this.doer = doer;
        this.seats = seats;
        this.on = on;
    }

    /// Whoever carried the leg, or may have before this owner knew of it, is away.
    void expected(CallSeat seat) {
        seat.awaits();
        begun(seat);
    }

    /// Nobody carries the leg.
    void begun(CallSeat seat) {
        int devices = seat.devices;
        timer.after(CallControl.AWAY_AT_MOST, () -> mailbox.offer(() -> endIfAway(seat, devices)));
    }

    private void endIfAway(CallSeat seat, int devices) {
        if (isAway(seat, devices)) {
            on.get().ifPresent(c -> c.party(seat.leg()).ifPresent(p -> lost(c, p)));
        }
    }

    private boolean isAway(CallSeat seat, int devices) {
        return on.get().filter(CallStand::live).isPresent()
                && seats.get(seat.leg()) == seat
                && seat.device.isEmpty()
                && seat.devices == devices;
    }

    private void lost(CallStand call, CallParty party) {
        ConversationCommand then =
                switch (party.part()) {
                    case CUSTOMER ->
                            new ConversationCommand.EndCall(call.id(), CallEndReason.PARTY_LOST);
                    case AGENT, COLLEAGUE ->
                            new ConversationCommand.LoseParty(
                                    call.id(), new AgentId(party.who().id()));
                    case SUPERVISOR ->
                            new ConversationCommand.LoseSupervisor(
                                    call.id(), new AgentId(party.who().id()));
                };
        doer.act(conversation, then);
    }
}
