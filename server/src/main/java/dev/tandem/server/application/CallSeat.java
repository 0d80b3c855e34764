package dev.tandem.server.application;

import dev.tandem.signaling.protocol.ClientMessage;
import dev.tandem.signaling.protocol.ConversationId;
import dev.tandem.signaling.protocol.LegId;
import dev.tandem.signaling.protocol.ServerMessage;
import dev.tandem.signaling.timeline.Participant;

import java.util.Locale;
import java.util.Optional;

/// One side of a call: which socket carries the leg, and what it sends. Belongs to the
/// conversation's mailbox.
final class CallSeat {
    /// Leg ids are as long as other ids.
    private static final int ID_CHARS = 48;

    final Participant who;
    Optional<Follower> device = Optional.empty();
    Optional<ClientMessage.SetSending> sending = Optional.empty();

    /// Counts devices that came, so that a timer knows whether it is still about the last one.
    int devices;

    CallSeat(Participant who) {
        this.who = who;
    }

    /// The same on every node, so that a new owner finds the leg that is there.
    LegId leg() {
        String id = who.id().length() > ID_CHARS ? who.id().substring(0, ID_CHARS) : who.id();
        return new LegId(who.role().name().toLowerCase(Locale.ROOT) + "-" + id);
    }

    /// What the other side is told.
    ServerMessage peerSending(ConversationId conversation, ClientMessage.SetSending what) {
        return new ServerMessage.PeerSending(
                conversation, what.call(), who.role(), what.microphone(), what.camera());
    }
}
