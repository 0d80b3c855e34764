package dev.tandem.server.application;

import dev.tandem.server.conversation.Conversation;
import dev.tandem.server.conversation.ConversationCommand;
import dev.tandem.signaling.bridge.BridgeEvent;
import dev.tandem.signaling.bridge.MediaBridge;
import dev.tandem.signaling.protocol.BridgeId;
import dev.tandem.signaling.protocol.CallId;
import dev.tandem.signaling.protocol.ClientMessage;
import dev.tandem.signaling.protocol.ConversationId;
import dev.tandem.signaling.protocol.IceServer;
import dev.tandem.signaling.protocol.LegId;
import dev.tandem.signaling.protocol.ServerMessage;
import dev.tandem.signaling.timeline.Participant;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The call of one conversation: which socket carries whose leg, and who has been away for too
/// long. Legs are there before the call: from the moment somebody is asked. Runs on the
/// conversation's mailbox; nothing of it is stored, all of it is made again after a restart.
final class ConversationCalls {
    private final ConversationId conversation;
    private final CallControl control;
    private final Doer doer;
    private final CallCarrier carrier;
    private final LegOrders orders;
    private final LegOffers offers;
    private final CallMoves moves;
    private final BridgeChanges bridges;
    private final CallAbsences absences;
    private final IceServerRenewal renewal;
    private final PeerNews news;

    /// Of those who have a part in the call, by their legs; in the order in which they came.
    private final Map<LegId, CallSeat> seats = new LinkedHashMap<>();

    private final ActingSockets acting = new ActingSockets();
    private Optional<CallStand> on = Optional.empty();

    ConversationCalls(
            ConversationId conversation, CallControl control, Doer doer, Mailbox mailbox) {
        this.conversation = conversation;
        this.control = control;
        this.doer = doer;
        this.carrier =
                new CallCarrier(
                        conversation,
                        control.bridges(),
                        doer,
                        mailbox,
                        new BridgeOrders(control.timer(), mailbox));
        this.orders = new LegOrders(carrier);
        this.offers =
                new LegOffers(
                        conversation, mailbox, carrier, orders, () -> on, () -> bridges().full());
        this.moves = new CallMoves(conversation, control, mailbox, carrier, seats, () -> on);
        this.bridges =
                new BridgeChanges(conversation, doer, carrier, moves, () -> on, this::inviteAgain);
        this.absences =
                new CallAbsences(conversation, control.timer(), mailbox, doer, seats, () -> on);
        this.renewal = new IceServerRenewal(conversation, control, mailbox, seats, () -> on);
        this.news = new PeerNews(conversation, seats, () -> on);
    }

    /// This owner has just read the conversation, and nobody follows it here yet. A call that is on
    /// was somebody else's: its parties are expected.
    void found(Conversation state) {
        if (on.isPresent()) {
            return;
        }
        on = CallStand.of(state);
        if (isLive()) {
            for (CallParty party : call().parties()) {
                absences.expected(seatFor(party));
            }
        }
    }

    /// The conversation has changed; bring the call into line with it.
    void after(Conversation state, Collection<Follower> followers) {
        Optional<CallStand> wanted = CallStand.of(state);
        if (on.isPresent() && wanted.filter(w -> w.id().equals(on.get().id())).isEmpty()) {
            end();
        }
        Optional<CallStand> before = on;
        on = wanted;
        if (on.isEmpty()) {
            return;
        }
        boolean begins = isLive() && before.filter(CallStand::live).isEmpty();
        if (begins) {
            control.watch().callStarted(call().id());
            followers.stream().filter(acting::is).forEach(this::seatWhereTheySaidYes);
        }
        renewal.look();
        carrier.record(call(), state);
        unseatWhoHasNoPart();
        before.ifPresent(b -> orderWhatChanged(b, followers));
        inviteAll(
                before.isEmpty() || begins
                        ? followers
                        : followers.stream().filter(f -> seatOf(f).isEmpty()).toList());
        awaitWhoIsMissing(begins);
    }

    private void orderWhatChanged(CallStand before, Collection<Follower> followers) {
        for (CallSeat seat : seats.values()) {
            call().party(seat.leg()).ifPresent(p -> takesPart(seat, p.who()));
            orders.changed(before, call(), seat);
            news.audienceChanged(seat, before.audienceOf(seat.leg()), followers);
        }
    }

    /// Whoever is not there is not in the call for ever, even if they never came.
    private void awaitWhoIsMissing(boolean begins) {
        for (CallParty party : isLive() ? call().parties() : List.<CallParty>of()) {
            boolean fresh = !seats.containsKey(party.leg());
            CallSeat seat = seatFor(party);
            if ((fresh || begins) && seat.device.isEmpty()) {
                absences.begun(seat);
            }
        }
    }

    private CallSeat seatFor(CallParty party) {
        return seats.computeIfAbsent(party.leg(), _ -> new CallSeat(party.who()));
    }

    private void unseatWhoHasNoPart() {
        for (CallSeat seat : List.copyOf(seats.values())) {
            if (call().party(seat.leg()).isEmpty()) {
                orders.remove(call(), seat);
                seats.remove(seat.leg());
                moves.look();
            }
        }
    }

    /// It may have been prepared in another tab.
    private void seatWhereTheySaidYes(Follower acting) {
        seatOf(acting).ifPresent(seat -> seat.handTo(acting));
    }

    void acted(Conversation state, Participant who, String socket) {
        acting.acted(state, who, socket);
    }

    /// Of several sockets of one party the one that acted last gets the call, else the one that
    /// came last.
    private void inviteAll(Collection<Follower> followers) {
        List<Follower> latestFirst = List.copyOf(followers).reversed();
        latestFirst.stream().filter(acting::is).forEach(this::invite);
        latestFirst.stream().filter(f -> !acting.is(f)).forEach(this::invite);
    }

    BridgeChanges bridges() {
        return bridges;
    }

    private void takesPart(CallSeat seat, Participant who) {
        seat.who = who;
        carrier.measure().takesPart(seat.leg(), who);
    }

    /// How a leg has heard in the last seconds, by its bridge. While there are two it may be either
    /// of them: these seconds are left to what each says at its end.
    void heard(BridgeEvent.LegHeard event) {
        if (isLive() && isCall(event.call()) && !carrier.isBetweenTwo()) {
            carrier.measure().heard(event.sound());
        }
    }

    /// A leg's bridge has read a key that it pressed.
    void pressed(BridgeEvent.KeyPressed key) {
        news.pressed(key);
    }

    private void inviteAgain() {
        for (CallSeat seat : List.copyOf(seats.values())) {
            seat.device.ifPresent(device -> give(seat, device));
        }
    }

    private void moved(Follower from, ClientMessage.LegMoved message) {
        if (isLive() && isCall(message.call()) && moves.moved(from, message)) {
            inviteAgain();
        }
    }

    /// A socket follows the conversation, for the first time or again.
    void joined(Conversation state, Follower follower, Collection<Follower> followers) {
        on = CallStand.of(state);
        if (on.isPresent()) {
            renewal.look();
            invite(follower);
            carrier.record(call(), state);
            awaitWhoIsMissing(false);
        }
    }

    private void invite(Follower follower) {
        Optional<CallParty> party = call().party(follower.who());
        if (party.isEmpty()) {
            return;
        }
        CallSeat seat = seatFor(party.get());
        if (seat.goesTo(follower, call().id())) {
            give(seat, follower);
        } else {
            tellElsewhere(follower);
        }
    }

    private void tellElsewhere(Follower follower) {
        if (isLive()) {
            follower.hear(new ServerMessage.CallElsewhere(conversation, call().id()));
        }
    }

    private void give(CallSeat seat, Follower follower) {
        takesPart(seat, seat.who);
        boolean muted = seat.handTo(follower);
        moves.look();
        Optional<MediaBridge> bridge = carrier.of(call());
        if (bridge.isEmpty()) {
            bridges.none(call());
            return;
        }
        // The leg may be there from before, and its bridge of another mind.
        orders.audience(call(), seat);
        orders.hold(call(), seat);
        follower.hear(invitation(bridge.get().id(), muted));
        news.catchUp(seat, follower);
    }

    private ServerMessage invitation(BridgeId bridge, boolean muted) {
        List<IceServer> ice = control.iceServers().get();
        CallId id = call().id();
        return isLive()
                ? new ServerMessage.JoinCall(
                        conversation,
                        id,
                        bridge,
                        call().channel(),
                        ice,
                        muted ? Optional.of(true) : Optional.empty())
                : new ServerMessage.PrepareCall(conversation, id, bridge, call().channel(), ice);
    }

    /// A socket is gone. The leg stays for a while: media does not need the socket.
    void left(Follower follower) {
        seatOf(follower)
                .filter(seat -> seat.isCarriedBy(follower))
                .ifPresent(seat -> {
                    seat.device = Optional.empty();
                    if (isLive()) {
                        moves.look();
                        absences.expected(seat);
                    }
                });
    }

    void signal(Follower from, ClientMessage.ForSocket message, Collection<Follower> followers) {
        switch (message) {
            case ClientMessage.SdpOffer offer -> sdpOffer(from, offer);
            case ClientMessage.SetSending sending -> sending(from, sending, followers);
            case ClientMessage.ReportQuality report -> quality(from, report, followers);
            case ClientMessage.LegMoved moved -> moved(from, moved);
            case ClientMessage.TakeCall take -> takeCall(from, take);
            case ClientMessage.Hello _,
                    ClientMessage.Resume _,
                    ClientMessage.Unfollow _,
                    ClientMessage.Ping _,
                    ClientMessage.WatchLive _,
                    ClientMessage.Typing _ -> {}
        }
    }

    private void takeCall(Follower from, ClientMessage.TakeCall take) {
        Optional<CallSeat> seat = seatOf(from);
        if (!isLive() || !isCall(take.call()) || seat.isEmpty()) {
            return;
        }
        seat.get().device.filter(d -> !d.id().equals(from.id())).ifPresent(this::tellElsewhere);
        give(seat.get(), from);
    }

    private void sdpOffer(Follower from, ClientMessage.SdpOffer message) {
        if (!isCall(message.call())) {
            offers.problem(from, message, "call_gone");
            return;
        }
        seatOf(from)
                .filter(s -> s.isCarriedBy(from))
                .ifPresentOrElse(
                        seat -> offers.offer(call(), seat, from, message),
                        () ->
                                from.hear(
                                        new ServerMessage.CallElsewhere(
                                                conversation, message.call())));
    }

    private void sending(
            Follower from, ClientMessage.SetSending sending, Collection<Follower> followers) {
        seatInCall(from, sending.call())
                .ifPresent(seat -> {
                    seat.sending = Optional.of(sending);
                    orders.sending(call(), seat);
                    news.tellOthers(seat, followers, seat.peerSending(conversation, sending));
                });
    }

    private void quality(
            Follower from, ClientMessage.ReportQuality report, Collection<Follower> followers) {
        seatInCall(from, report.call())
                .ifPresent(seat -> {
                    carrier.measure().reported(seat.leg(), report.quality());
                    control.watch().reported(report.quality());
                    news.tellOthers(seat, followers, seat.peerQuality(conversation, report));
                });
    }

    /// Whose device carries a leg of the call that is on.
    private Optional<CallSeat> seatInCall(Follower from, CallId call) {
        return seatOf(from).filter(s -> isLive() && isCall(call) && s.isCarriedBy(from));
    }

    private Optional<CallSeat> seatOf(Follower socket) {
        return Optional.ofNullable(seats.get(CallParty.legOf(socket.who())));
    }

    private void end() {
        CallId over = call().id();
        if (isLive()) {
            control.watch().callEnded(over);
            carrier.end(
                    call(),
                    measure ->
                            doer.act(
                                    conversation,
                                    new ConversationCommand.MeasureCall(over, measure.whole())));
        } else {
            carrier.end(call(), _ -> {});
            seats.values().stream()
                    .flatMap(seat -> seat.device.stream())
                    .forEach(d -> d.hear(new ServerMessage.ForgoCall(conversation, call().id())));
        }
        moves.forget();
        on = Optional.empty();
        seats.clear();
    }

    /// Another node has the conversation now; legs and bridge stay as they are.
    void release() {
        on.map(CallStand::id).ifPresent(control.watch()::callEnded);
        moves.forget();
        on = Optional.empty();
        carrier.forget();
        seats.clear();
    }

    private CallStand call() {
        return on.orElseThrow();
    }

    boolean isLive() {
        return on.filter(CallStand::live).isPresent();
    }

    private boolean isCall(CallId call) {
        return on.filter(c -> c.id().equals(call)).isPresent();
    }
}
