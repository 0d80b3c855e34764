package dev.tandem.server.application;

import dev.tandem.signaling.bridge.BridgeEvent;
import dev.tandem.signaling.protocol.CallId;
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

    /// The page that carries the leg, or did last; empty: nobody did, or nobody here knows.
    private Optional<String> page = Optional.empty();

    /// The live call's leg has been somewhere, perhaps before this owner knew of it.
    private boolean carried;

    CallSeat(Participant who) {
        this.who = who;
    }

    /// Whether a socket that comes carries the leg from now on; else the call is elsewhere for it.
    /// The leg of a live call goes to no other page by itself, which would open a microphone in
    /// another room: who is there says so ([ClientMessage.TakeCall]). A new socket of the same page
    /// takes the place of the old one, which may be dead for a minute before anybody notices.
    boolean goesTo(Follower socket, CallId call) {
        boolean samePage = page.filter(p -> p.equals(socket.page())).isPresent();
        boolean saysSo = page.isEmpty() && socket.carries().filter(call::equals).isPresent();
        return samePage || (device.isEmpty() && (!carried || saysSo || !socket.isNamed()));
    }

    /// From now on this one carries it.
    ///
    /// @return whether the person was muted on another page
    boolean handTo(Follower socket) {
        boolean another = page.filter(p -> !p.equals(socket.page())).isPresent();
        boolean silent = sending.filter(s -> !s.microphone()).isPresent();
        device = Optional.of(socket);
        devices++;
        page = Optional.of(socket.page());
        return another && silent;
    }

    /// A page of which nobody here knows may carry it, or one did until now.
    void awaits() {
        carried = true;
    }

    LegId leg() {
        return CallParty.legOf(who);
    }

    boolean isCarriedBy(Follower socket) {
        return device.filter(d -> d.id().equals(socket.id())).isPresent();
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
