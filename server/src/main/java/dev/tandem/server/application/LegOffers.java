package dev.tandem.server.application;

import dev.tandem.signaling.bridge.BridgeCommand;
import dev.tandem.signaling.bridge.BridgeRefusal;
import dev.tandem.signaling.bridge.BridgeReply;
import dev.tandem.signaling.bridge.LegOffer;
import dev.tandem.signaling.bridge.MediaBridge;
import dev.tandem.signaling.protocol.ClientMessage;
import dev.tandem.signaling.protocol.ConversationId;
import dev.tandem.signaling.protocol.ServerMessage;
import dev.tandem.signaling.sdp.SdpAnswerRenderer;
import dev.tandem.signaling.sdp.SdpOffer;
import dev.tandem.signaling.sdp.SdpOfferParser;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.util.Locale;
import java.util.Optional;
import java.util.function.Supplier;

/// SDP of a call's legs: a browser offers, the bridge answers. Belongs to the conversation's
/// mailbox.
final class LegOffers {
    private static final Logger log = LoggerFactory.getLogger(LegOffers.class);

    /// A bridge on another node that is busy, or has just begun, may miss the time for an answer
    /// once. Adding a leg twice is a restart of it.
    static final int TRIES = 3;

    private final ConversationId conversation;
    private final Mailbox mailbox;
    private final CallCarrier carrier;
    private final LegOrders orders;
    private final Supplier<Optional<CallStand>> on;
    private final Runnable full;

    /// @param on the call there is when the bridge has answered
    /// @param full the bridge that carries the call has no room for it
    LegOffers(
            ConversationId conversation,
            Mailbox mailbox,
            CallCarrier carrier,
            LegOrders orders,
            Supplier<Optional<CallStand>> on,
            Runnable full) {
        this.conversation = conversation;
        this.mailbox = mailbox;
        this.carrier = carrier;
        this.orders = orders;
        this.on = on;
        this.full = full;
    }

    /// From the device that carries the seat's leg.
    void offer(CallStand call, CallSeat seat, Follower from, ClientMessage.SdpOffer message) {
        switch (SdpOfferParser.parse(message.sdp())) {
            case SdpOffer.Malformed bad -> problem(from, message, lower(bad.problem().code()));
            case SdpOffer.Parsed parsed ->
                    carrier.of(call, message.bridge())
                            .ifPresentOrElse(
                                    bridge -> offer(bridge, seat, from, message, parsed.offer(), 1),
                                    () -> problem(from, message, "no_bridge"));
        }
    }

    private void offer(
            MediaBridge bridge,
            CallSeat seat,
            Follower from,
            ClientMessage.SdpOffer message,
            LegOffer offer,
            int tries) {
        // A leg that is there already, perhaps made by an owner before this one, is restarted.
        bridge.perform(new BridgeCommand.AddLeg(message.call(), seat.leg(), offer))
                .whenComplete((reply, broken) ->
                        mailbox.offer(() -> {
                            Optional<CallStand> call =
                                    on.get().filter(c -> c.id().equals(message.call()));
                            if (call.isEmpty()) {
                                problem(from, message, "call_gone");
                            } else if ((broken != null || reply == null)
                                    && tries < TRIES
                                    && carrier.of(call.get(), Optional.of(bridge.id()))
                                            .isPresent()) {
                                offer(bridge, seat, from, message, offer, tries + 1);
                            } else if (broken != null || reply == null) {
                                log.warn("The bridge failed for {}", message.call());
                                problem(from, message, "bridge_failed");
                            } else {
                                answered(bridge, call.get(), seat, from, message, reply);
                            }
                        }));
    }

    private void answered(
            MediaBridge bridge,
            CallStand call,
            CallSeat seat,
            Follower from,
            ClientMessage.SdpOffer message,
            BridgeReply reply) {
        switch (reply) {
            case BridgeReply.LegAnswered yes -> {
                // A new leg may say everything to everybody: its browser connects when the bridge
                // has heard who is to hear it.
                orders.madeAgain(call, seat);
                ServerMessage answer =
                        new ServerMessage.SdpAnswer(
                                conversation,
                                message.call(),
                                message.number(),
                                bridge.id(),
                                SdpAnswerRenderer.render(yes.answer()));
                carrier.whenHeard(bridge, seat.leg(), () -> from.hear(answer));
            }
            case BridgeReply.Done _, BridgeReply.Ended _ -> problem(from, message, "bridge_failed");
            case BridgeReply.Refused no -> {
                if (no.refusal().code() == BridgeRefusal.Code.FULL && carrier.is(bridge.id())) {
                    full.run();
                } else {
                    problem(from, message, lower(no.refusal().code()));
                }
            }
        }
    }

    void problem(Follower to, ClientMessage.SdpOffer offer, String code) {
        to.hear(new ServerMessage.CallProblem(conversation, offer.call(), offer.number(), code));
    }

    private static String lower(Enum<?> code) {
        return code.name().toLowerCase(Locale.ROOT);
    }
}
