package dev.tandem.server.application;

import dev.tandem.signaling.bridge.BridgeEvent;
import dev.tandem.signaling.protocol.CallId;
import dev.tandem.signaling.protocol.ClientMessage;
import dev.tandem.signaling.protocol.ConversationId;
import dev.tandem.signaling.protocol.LegId;
import dev.tandem.signaling.protocol.ServerMessage;
import dev.tandem.signaling.timeline.Participant;

import java.util.ArrayList;
import java.util.List;
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

    /// Whoever carried it is expected back: nobody else gets it meanwhile.
    private boolean expected;

    /// Sockets of other pages that came meanwhile.
    private final List<Follower> waiting = new ArrayList<>();

    /// What a socket that comes is to the leg.
    enum Coming {
        /// It carries it from now on.
        CARRIES,
        /// Another page has it.
        ELSEWHERE,
        /// Another page may come back for it.
        WAITS
    }

    CallSeat(Participant who) {
        this.who = who;
    }

    /// A person's second tab opens no microphone by itself: it gets the leg of a live call only
    /// when the page that carried it does not come back. A new socket of that page takes the place
    /// of the old one, which may be dead for a minute before anybody notices.
    Coming coming(Follower socket, CallId call) {
        boolean samePage = page.filter(p -> p.equals(socket.page())).isPresent();
        if (isCarriedElsewhere(socket)) {
            return samePage ? Coming.CARRIES : Coming.ELSEWHERE;
        }
        boolean comesBack =
                samePage || (page.isEmpty() && socket.carries().filter(call::equals).isPresent());
        if (device.isPresent() || !expected || comesBack) {
            return Coming.CARRIES;
        }
        waiting.add(socket);
        return Coming.WAITS;
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
        expected = false;
        waiting.clear();
        return another && silent;
    }

    /// It has none for now, and whoever had it is expected back.
    void awaits() {
        device = Optional.empty();
        expected = true;
    }

    /// Those who came meanwhile, and do not get it.
    List<Follower> waitInVain(Follower carries) {
        return waiting.stream().filter(w -> !w.id().equals(carries.id())).toList();
    }

    /// They did not come back in time: whoever has waited longest.
    Optional<Follower> free() {
        expected = false;
        return waiting.stream().findFirst();
    }

    /// A socket is gone.
    void forget(Follower socket) {
        waiting.removeIf(w -> w.id().equals(socket.id()));
    }

    boolean isExpected() {
        return expected;
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
