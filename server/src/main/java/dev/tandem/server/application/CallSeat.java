package dev.tandem.server.application;

import dev.tandem.signaling.bridge.BridgeEvent;
import dev.tandem.signaling.protocol.ClientMessage;
import dev.tandem.signaling.protocol.ConversationId;
import dev.tandem.signaling.protocol.LegId;
import dev.tandem.signaling.protocol.ServerMessage;
import dev.tandem.signaling.timeline.Participant;

import java.util.Optional;

/// The place of one party in a call: which socket carries the leg, and what it sends. Belongs to
/// the conversation's mailbox.
final class CallSeat {
    Participant who;
    Optional<Follower> device = Optional.empty();
    Optional<ClientMessage.SetSending> sending = Optional.empty();

    /// Counts devices that came, so that a timer knows whether it is still about the last one.
    int devices;

    CallSeat(Participant who) {
        this.who = who;
    }

    LegId leg() {
        return CallParty.legOf(who);
    }

    boolean isCarriedBy(Follower socket) {
        return device.filter(d -> d.id().equals(socket.id())).isPresent();
    }

    boolean isCarriedElsewhere(Follower socket) {
        return device.isPresent() && !isCarriedBy(socket);
    }

    ServerMessage peerQuality(ConversationId conversation, ClientMessage.ReportQuality report) {
        return new ServerMessage.PeerQuality(
                conversation, report.call(), who.role(), report.quality(), Optional.of(who));
    }

    ServerMessage peerPressed(ConversationId conversation, BridgeEvent.KeyPressed key) {
        return new ServerMessage.PeerPressed(conversation, key.call(), who.role(), key.key(), who);
    }

    /// What the others are told.
    ServerMessage peerSending(ConversationId conversation, ClientMessage.SetSending what) {
        return new ServerMessage.PeerSending(
                conversation,
                what.call(),
                who.role(),
                what.microphone(),
                what.camera(),
                what.screen(),
                Optional.of(who));
    }
}
