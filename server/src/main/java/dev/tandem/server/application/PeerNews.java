package dev.tandem.server.application;

import dev.tandem.signaling.bridge.Audience;
import dev.tandem.signaling.bridge.BridgeEvent;
import dev.tandem.signaling.protocol.ClientMessage;
import dev.tandem.signaling.protocol.ConversationId;
import dev.tandem.signaling.protocol.LegId;
import dev.tandem.signaling.protocol.ServerMessage;

import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/// What those in a call are told of each other. Nobody learns of one whom they are not to hear.
/// Belongs to the conversation's mailbox.
final class PeerNews {
    private final ConversationId conversation;
    private final Map<LegId, CallSeat> seats;
    private final Supplier<Optional<CallStand>> on;

    /// @param seats who has a leg; the caller's own
    /// @param on the call there is now
    PeerNews(
            ConversationId conversation,
            Map<LegId, CallSeat> seats,
            Supplier<Optional<CallStand>> on) {
        this.conversation = conversation;
        this.seats = seats;
        this.on = on;
    }

    void tellOthers(CallSeat from, Collection<Follower> followers, ServerMessage message) {
        Audience audience = audienceOf(from);
        followers.stream()
                .filter(f -> !f.who().isSameAs(from.who))
                .filter(f -> audience.has(CallParty.legOf(f.who())))
                .forEach(f -> f.hear(message));
    }

    /// A key was pressed: told to the devices of those who hear its leg, and no customer on hold
    /// is.
    void pressed(BridgeEvent.KeyPressed key) {
        CallSeat from = seats.get(key.leg());
        Optional<CallStand> call =
                on.get().filter(c -> c.live() && c.id().equals(key.call()) && !c.isHeld(key.leg()));
        if (from == null || call.isEmpty()) {
            return;
        }
        Audience audience = audienceOf(from);
        seats.values().stream()
                .filter(s -> s != from && audience.has(s.leg()) && !call.get().isHeld(s.leg()))
                .flatMap(s -> s.device.stream())
                .forEach(device -> device.hear(from.peerPressed(conversation, key)));
    }

    /// What the others send, for one who comes.
    void catchUp(CallSeat seat, Follower device) {
        seats.values().stream()
                .filter(other -> other != seat && audienceOf(other).has(seat.leg()))
                .flatMap(other ->
                        other.sending.map(s -> other.peerSending(conversation, s)).stream())
                .forEach(device::hear);
    }

    /// Who hears it from now on learns what it sends; who did, that it is not there any more.
    void audienceChanged(CallSeat seat, Audience before, Collection<Follower> followers) {
        Audience now = audienceOf(seat);
        for (Follower f : followers) {
            LegId leg = CallParty.legOf(f.who());
            if (!f.who().isSameAs(seat.who) && before.has(leg) != now.has(leg)) {
                seat.sending
                        .map(s -> now.has(leg) ? s : silence(s))
                        .ifPresent(s -> f.hear(seat.peerSending(conversation, s)));
            }
        }
    }

    private static ClientMessage.SetSending silence(ClientMessage.SetSending s) {
        return new ClientMessage.SetSending(s.conversation(), s.call(), false, false);
    }

    private Audience audienceOf(CallSeat seat) {
        return on.get().map(c -> c.audienceOf(seat.leg())).orElseGet(Audience.Everybody::new);
    }
}
