package dev.tandem.server.application;

import dev.tandem.server.conversation.Conversation;
import dev.tandem.server.conversation.ConversationCommand;
import dev.tandem.signaling.bridge.Audience;
import dev.tandem.signaling.bridge.BridgeEvent;
import dev.tandem.signaling.bridge.MediaBridge;
import dev.tandem.signaling.protocol.BridgeId;
import dev.tandem.signaling.protocol.CallId;
import dev.tandem.signaling.protocol.ClientMessage;
import dev.tandem.signaling.protocol.ConversationId;
import dev.tandem.signaling.protocol.IceServer;
import dev.tandem.signaling.protocol.LegId;
import dev.tandem.signaling.protocol.ServerMessage;
import dev.tandem.signaling.timeline.CallEndReason;
import dev.tandem.signaling.timeline.Participant;

import java.util.Collection;
import java.util.HashMap;
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
    private final CallAbsences absences;
    private final IceServerRenewal renewal;
    private final PeerNews news;

    /// Of those who have a part in the call, by their legs; in the order in which they came.
    private final Map<LegId, CallSeat> seats = new LinkedHashMap<>();

    /// The sockets by which each of them last did something: a call begins there.
    private final Map<LegId, String> acting = new HashMap<>();

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
        this.offers = new LegOffers(conversation, mailbox, carrier, orders, () -> on);
        this.moves = new CallMoves(conversation, control, mailbox, carrier, seats, () -> on);
        this.absences =
                new CallAbsences(conversation, control.timer(), mailbox, doer, seats, () -> on);
        this.renewal = new IceServerRenewal(conversation, control, mailbox, seats, () -> on);
        this.news = new PeerNews(conversation, seats, () -> on);
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
            followers.stream().filter(this::isActing).forEach(this::seatWhereTheySaidYes);
        }
        renewal.look();
        carrier.record(call(), state);
        unseatWhoHasNoPart();
        before.ifPresent(b -> orderWhatChanged(b, followers));
        inviteAll(
                before.isEmpty() || begins
                        ? followers
                        : followers.stream().filter(f -> seatOf(f).isEmpty()).toList());
        awaitSupervisors();
    }

    private void orderWhatChanged(CallStand before, Collection<Follower> followers) {
        for (CallSeat seat : seats.values()) {
            call().party(seat.leg()).ifPresent(p -> takesPart(seat, p.who()));
            Audience old = before.audienceOf(seat.leg());
            if (!old.equals(call().audienceOf(seat.leg()))) {
                orders.audience(call(), seat);
                news.audienceChanged(seat, old, followers);
            }
            if (before.isHeld(seat.leg()) != call().isHeld(seat.leg())) {
                orders.hold(call(), seat);
            }
        }
    }

    /// A supervisor who does not come, as after a restart of this server, is not in the call for
    /// ever.
    private void awaitSupervisors() {
        for (CallParty party : call().parties()) {
            if (party.part() == CallParty.Part.SUPERVISOR && !seats.containsKey(party.leg())) {
                CallSeat seat = new CallSeat(party.who());
                seats.put(party.leg(), seat);
                absences.begun(seat);
            }
        }
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
        seatOf(acting).ifPresent(seat -> seat.device = Optional.of(acting));
    }

    /// Strangers may wish what they like; nothing of it is remembered.
    void acted(Conversation state, Participant who, String socket) {
        boolean isTheirs =
                switch (who.role()) {
                    case CUSTOMER -> state.customerParticipant().isSameAs(who);
                    case AGENT, SUPERVISOR -> true;
                    case ASSISTANT -> false;
                };
        if (isTheirs) {
            acting.put(CallParty.legOf(who), socket);
        }
    }

    /// Of several sockets of one party the one that acted last gets the call, else the one that
    /// came last.
    private void inviteAll(Collection<Follower> followers) {
        List<Follower> latestFirst = List.copyOf(followers).reversed();
        latestFirst.stream().filter(this::isActing).forEach(this::invite);
        latestFirst.stream().filter(f -> !isActing(f)).forEach(this::invite);
    }

    private boolean isActing(Follower follower) {
        return follower.id().equals(acting.get(CallParty.legOf(follower.who())));
    }

    /// The bridge has died: everybody brings their leg to another one. What is muted stays muted,
    /// because the browsers say so again.
    void bridgeGone(BridgeId gone) {
        if (on.isPresent() && carrier.is(gone)) {
            moves.forget();
            carrier.lost(call());
            inviteAgain();
        } else if (carrier.isNext(gone)) {
            moves.giveUp();
        }
    }

    /// The bridge takes no more calls: a live one is brought to another while it goes on.
    void bridgeDraining(BridgeId draining) {
        if (isLive() && carrier.is(draining)) {
            moves.draining(call());
        }
    }

    private void takesPart(CallSeat seat, Participant who) {
        seat.who = who;
        carrier.measure().takesPart(seat.leg(), who);
    }

    /// How a leg has heard in the last seconds, by its bridge.
    void heard(BridgeEvent.LegHeard event) {
        if (isLive() && isCall(event.call())) {
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
            awaitSupervisors();
        }
    }

    private void invite(Follower follower) {
        Optional<CallParty> party = call().party(follower.who());
        if (party.isEmpty()) {
            return;
        }
        CallSeat seat =
                seats.computeIfAbsent(party.get().leg(), _ -> new CallSeat(party.get().who()));
        if (seat.isCarriedElsewhere(follower)) {
            if (isLive()) {
                follower.hear(new ServerMessage.CallElsewhere(conversation, call().id()));
            }
            return;
        }
        give(seat, follower);
    }

    private void give(CallSeat seat, Follower follower) {
        takesPart(seat, seat.who);
        seat.device = Optional.of(follower);
        seat.devices++;
        moves.look();
        Optional<MediaBridge> bridge = carrier.of(call());
        if (bridge.isEmpty()) {
            if (isLive()) {
                doer.act(
                        conversation,
                        new ConversationCommand.EndCall(call().id(), CallEndReason.NO_BRIDGE));
            }
            return;
        }
        // The leg may be there from before, and its bridge of another mind.
        orders.audience(call(), seat);
        orders.hold(call(), seat);
        follower.hear(invitation(bridge.get().id()));
        news.catchUp(seat, follower);
    }

    private ServerMessage invitation(BridgeId bridge) {
        List<IceServer> ice = control.iceServers().get();
        CallId id = call().id();
        return isLive()
                ? new ServerMessage.JoinCall(
                        conversation, id, bridge, call().channel(), ice, Optional.empty())
                : new ServerMessage.PrepareCall(conversation, id, bridge, call().channel(), ice);
    }

    /// A socket is gone. The leg stays for a while: media does not need the socket.
    void left(Follower follower) {
        Optional<CallSeat> left = seatOf(follower).filter(s -> s.isCarriedBy(follower));
        if (left.isEmpty()) {
            return;
        }
        CallSeat seat = left.get();
        seat.device = Optional.empty();
        if (!isLive()) {
            return;
        }
        moves.look();
        absences.begun(seat);
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
        seat.get()
                .device
                .filter(d -> !d.id().equals(from.id()))
                .ifPresent(d -> d.hear(new ServerMessage.CallElsewhere(conversation, take.call())));
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
