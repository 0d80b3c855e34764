package dev.tandem.server.application;

import dev.tandem.server.conversation.Conversation;
import dev.tandem.server.conversation.ConversationCommand;
import dev.tandem.signaling.bridge.MediaBridge;
import dev.tandem.signaling.protocol.BridgeId;
import dev.tandem.signaling.protocol.CallId;
import dev.tandem.signaling.protocol.ClientMessage;
import dev.tandem.signaling.protocol.ConversationId;
import dev.tandem.signaling.protocol.IceServer;
import dev.tandem.signaling.protocol.ServerMessage;
import dev.tandem.signaling.timeline.CallEndReason;
import dev.tandem.signaling.timeline.Participant;
import dev.tandem.signaling.timeline.Role;

import java.util.Collection;
import java.util.HashMap;
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
    private final Mailbox mailbox;
    private final CallCarrier carrier;
    private final LegOrders orders;
    private final LegOffers offers;
    private final Map<Role, CallSeat> seats = new HashMap<>();

    /// The sockets by which each side last did something: a call begins there.
    private final Map<Role, String> acting = new HashMap<>();

    private Optional<CallStand> on = Optional.empty();

    ConversationCalls(
            ConversationId conversation, CallControl control, Doer doer, Mailbox mailbox) {
        this.conversation = conversation;
        this.control = control;
        this.doer = doer;
        this.mailbox = mailbox;
        this.carrier = new CallCarrier(conversation, control.bridges(), doer);
        this.orders = new LegOrders(carrier);
        this.offers = new LegOffers(conversation, mailbox, carrier, orders, () -> on);
    }

    /// The conversation has changed; bring the call into line with it.
    void after(Conversation state, Collection<Follower> followers) {
        Optional<CallStand> wanted = CallStand.of(state);
        if (on.isPresent() && wanted.filter(w -> w.id().equals(on.get().id())).isEmpty()) {
            end();
        }
        boolean another = on.isEmpty();
        boolean wasLive = isLive();
        boolean wasHeld = isHeld();
        on = wanted;
        if (on.isEmpty()) {
            return;
        }
        boolean begins = isLive() && !wasLive;
        if (begins) {
            control.watch().callStarted(call().id());
            followers.stream().filter(this::isActing).forEach(this::seatWhereTheySaidYes);
        }
        carrier.record(call(), state);
        boolean agentChanged = seatOtherAgent(state);
        if (isHeld() != wasHeld && seats.containsKey(Role.CUSTOMER)) {
            orders.hold(call(), seats.get(Role.CUSTOMER));
        }
        if (another || begins || agentChanged) {
            inviteAll(state, followers);
        }
    }

    /// It may have been prepared in another tab.
    private void seatWhereTheySaidYes(Follower acting) {
        CallSeat seat = seats.get(acting.who().role());
        if (seat != null && seat.who.isSameAs(acting.who())) {
            seat.device = Optional.of(acting);
        }
    }

    void acted(Role role, String socket) {
        acting.put(role, socket);
    }

    /// Of several sockets of one side the one that acted last gets the call, else the one that came
    /// last.
    private void inviteAll(Conversation state, Collection<Follower> followers) {
        List<Follower> latestFirst = List.copyOf(followers).reversed();
        latestFirst.stream().filter(this::isActing).forEach(f -> invite(state, f));
        latestFirst.stream().filter(f -> !isActing(f)).forEach(f -> invite(state, f));
    }

    private boolean isActing(Follower follower) {
        return follower.id().equals(acting.get(follower.who().role()));
    }

    /// The bridge has died: everybody brings their leg to another one. What is muted stays muted,
    /// because the browsers say so again.
    void bridgeGone(BridgeId gone) {
        if (on.isEmpty() || !carrier.is(gone)) {
            return;
        }
        carrier.forget();
        for (CallSeat seat : List.copyOf(seats.values())) {
            seat.device.ifPresent(device -> give(seat, device));
        }
    }

    private boolean seatOtherAgent(Conversation state) {
        Optional<Participant> agent = call().agent(state);
        CallSeat seated = seats.get(Role.AGENT);
        if (seated != null && agent.filter(a -> a.isSameAs(seated.who)).isEmpty()) {
            orders.remove(call(), seated);
            seats.remove(Role.AGENT);
        }
        return agent.isPresent() && !seats.containsKey(Role.AGENT);
    }

    /// A socket follows the conversation, for the first time or again.
    void joined(Conversation state, Follower follower, Collection<Follower> followers) {
        on = CallStand.of(state);
        if (on.isPresent()) {
            carrier.record(call(), state);
            invite(state, follower);
        }
    }

    private void invite(Conversation state, Follower follower) {
        Optional<Participant> party = call().party(state, follower);
        if (party.isEmpty()) {
            return;
        }
        CallSeat seat =
                seats.computeIfAbsent(follower.who().role(), _ -> new CallSeat(party.get()));
        if (seat.device.filter(d -> !d.id().equals(follower.id())).isPresent()) {
            if (isLive()) {
                follower.hear(new ServerMessage.CallElsewhere(conversation, call().id()));
            }
            return;
        }
        give(seat, follower);
    }

    private void give(CallSeat seat, Follower follower) {
        seat.device = Optional.of(follower);
        seat.devices++;
        Optional<MediaBridge> bridge = carrier.of(call());
        if (bridge.isEmpty()) {
            if (isLive()) {
                doer.act(
                        conversation,
                        new ConversationCommand.EndCall(call().id(), CallEndReason.NO_BRIDGE));
            }
            return;
        }
        orders.hold(
                call(), seat); // the leg may be there from before, and its bridge of another mind
        follower.hear(invitation(bridge.get().id()));
        seats.values().stream()
                .filter(other -> other != seat)
                .flatMap(other ->
                        other.sending.map(s -> other.peerSending(conversation, s)).stream())
                .forEach(follower::hear);
    }

    private ServerMessage invitation(BridgeId bridge) {
        List<IceServer> ice = control.iceServers().get();
        CallId id = call().id();
        return isLive()
                ? new ServerMessage.JoinCall(conversation, id, bridge, call().channel(), ice)
                : new ServerMessage.PrepareCall(conversation, id, bridge, call().channel(), ice);
    }

    /// A socket is gone. The leg stays for a while: media does not need the socket.
    void left(Follower follower) {
        CallSeat seat = seats.get(follower.who().role());
        if (seat == null || seat.device.filter(d -> d.id().equals(follower.id())).isEmpty()) {
            return;
        }
        seat.device = Optional.empty();
        if (!isLive()) {
            return;
        }
        int devices = seat.devices;
        control.timer()
                .after(
                        CallControl.AWAY_AT_MOST,
                        () -> mailbox.offer(() -> endIfAway(seat, devices)));
    }

    private void endIfAway(CallSeat seat, int devices) {
        if (isLive()
                && seats.get(seat.who.role()) == seat
                && seat.device.isEmpty()
                && seat.devices == devices) {
            doer.act(
                    conversation,
                    new ConversationCommand.EndCall(call().id(), CallEndReason.PARTY_LOST));
        }
    }

    void signal(
            Conversation state,
            Follower from,
            ClientMessage.ForSocket message,
            Collection<Follower> followers) {
        switch (message) {
            case ClientMessage.SdpOffer offer -> sdpOffer(from, offer);
            case ClientMessage.SetSending sending -> sending(from, sending, followers);
            case ClientMessage.TakeCall take -> takeCall(state, from, take);
            case ClientMessage.Hello _,
                    ClientMessage.Resume _,
                    ClientMessage.Unfollow _,
                    ClientMessage.Ping _,
                    ClientMessage.Typing _ -> {}
        }
    }

    private void takeCall(Conversation state, Follower from, ClientMessage.TakeCall take) {
        CallSeat seat = seats.get(from.who().role());
        if (!isLive()
                || !isCall(take.call())
                || seat == null
                || call().party(state, from).isEmpty()) {
            return;
        }
        seat.device
                .filter(d -> !d.id().equals(from.id()))
                .ifPresent(d -> d.hear(new ServerMessage.CallElsewhere(conversation, take.call())));
        give(seat, from);
    }

    private void sdpOffer(Follower from, ClientMessage.SdpOffer message) {
        CallSeat seat = seats.get(from.who().role());
        if (!isCall(message.call())) {
            offers.problem(from, message, "call_gone");
            return;
        }
        if (seat == null || seat.device.filter(d -> d.id().equals(from.id())).isEmpty()) {
            from.hear(new ServerMessage.CallElsewhere(conversation, message.call()));
            return;
        }
        offers.offer(call(), seat, from, message);
    }

    private void sending(
            Follower from, ClientMessage.SetSending sending, Collection<Follower> followers) {
        CallSeat seat = seats.get(from.who().role());
        if (!isLive()
                || !isCall(sending.call())
                || seat == null
                || seat.device.filter(d -> d.id().equals(from.id())).isEmpty()) {
            return;
        }
        seat.sending = Optional.of(sending);
        orders.sending(call(), seat);
        followers.stream()
                .filter(f -> f.who().role() != from.who().role())
                .forEach(f -> f.hear(seat.peerSending(conversation, sending)));
    }

    private void end() {
        if (isLive()) {
            control.watch().callEnded(call().id());
        } else {
            seats.values().stream()
                    .flatMap(seat -> seat.device.stream())
                    .forEach(d -> d.hear(new ServerMessage.ForgoCall(conversation, call().id())));
        }
        carrier.end(call());
        on = Optional.empty();
        seats.clear();
    }

    /// Another node has the conversation now; legs and bridge stay as they are.
    void release() {
        on.map(CallStand::id).ifPresent(control.watch()::callEnded);
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

    private boolean isHeld() {
        return on.filter(CallStand::held).isPresent();
    }

    private boolean isCall(CallId call) {
        return on.filter(c -> c.id().equals(call)).isPresent();
    }
}
