package dev.tandem.server.application;

import dev.tandem.server.conversation.Conversation;
import dev.tandem.server.conversation.ConversationCommand;
import dev.tandem.signaling.bridge.BridgeCommand;
import dev.tandem.signaling.bridge.BridgeReply;
import dev.tandem.signaling.bridge.MediaBridge;
import dev.tandem.signaling.protocol.BridgeId;
import dev.tandem.signaling.protocol.ConversationId;
import dev.tandem.signaling.protocol.LegId;
import dev.tandem.signaling.timeline.RecordingState;

import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;

/// The bridge that carries the call of a conversation, from the first moment in which it is needed.
/// Belongs to the conversation's mailbox.
final class CallCarrier {
    /// After so many bridges that had no room a call is given up.
    static final int MAX_REFUSALS = 3;

    private final ConversationId conversation;
    private final Bridges bridges;
    private final Doer doer;
    private final Mailbox mailbox;
    private final BridgeOrders orders;
    private Optional<MediaBridge> chosen = Optional.empty();
    private int refusals;

    /// To which the call is on its way: it is told everything too, but what to record.
    private Optional<MediaBridge> next = Optional.empty();

    /// Whether the call is recorded; empty: this owner does not know it yet.
    private Optional<Boolean> recorded = Optional.empty();

    /// What of it was said; empty: nothing yet, and an owner before this one may have said
    /// anything.
    private Optional<Boolean> toldRecorded = Optional.empty();

    private CallMeasure measure = new CallMeasure();

    CallCarrier(
            ConversationId conversation,
            Bridges bridges,
            Doer doer,
            Mailbox mailbox,
            BridgeOrders orders) {
        this.orders = orders;
        this.conversation = conversation;
        this.bridges = bridges;
        this.doer = doer;
        this.mailbox = mailbox;
    }

    /// Empty: no bridge is there. That a live call is on another one than before is a fact of its
    /// conversation.
    Optional<MediaBridge> of(CallStand call) {
        if (chosen.isEmpty()) {
            Optional<Bridges.Carrier> found = bridges.carrierOf(call.id());
            chosen = found.map(Bridges.Carrier::bridge);
            if (call.live() && found.filter(Bridges.Carrier::moved).isPresent()) {
                doer.act(conversation, new ConversationCommand.MoveCall(call.id()));
            }
        }
        return chosen;
    }

    boolean is(BridgeId bridge) {
        return chosen.filter(b -> b.id().equals(bridge)).isPresent();
    }

    /// Where a leg is wanted: on the bridge that was named, if the call is there or on its way
    /// there; where it is carried, if none was named.
    Optional<MediaBridge> of(CallStand call, Optional<BridgeId> named) {
        return named.isEmpty()
                ? of(call)
                : Stream.of(of(call), next)
                        .flatMap(Optional::stream)
                        .filter(b -> b.id().equals(named.get()))
                        .findFirst();
    }

    /// A bridge that could take the call over.
    Optional<MediaBridge> elsewhere(CallStand call) {
        return of(call).flatMap(b -> bridges.elsewhere(call.id(), b.id()));
    }

    /// The call is about to be on this bridge, too.
    void prepare(MediaBridge bridge) {
        orders.forget(bridge.id());
        next = Optional.of(bridge);
    }

    /// How the call is heard, on whatever bridge.
    CallMeasure measure() {
        return measure;
    }

    /// The next bridge is the one that carries the call; the old one forgets it, and says how it
    /// was there.
    void changeOver(CallStand call) {
        Optional<MediaBridge> old = chosen;
        MediaBridge now = next.orElseThrow();
        chosen = next;
        next = Optional.empty();
        bridges.moved(call.id(), now.id());
        tellRecording(call);
        CallMeasure.OfBridge there = measure.now();
        measure.changesBridge();
        old.ifPresent(b ->
                orders.give(
                        b,
                        new BridgeCommand.EndCall(call.id()),
                        reply -> {
                            if (reply instanceof BridgeReply.Ended ended) {
                                there.ended(ended.heard());
                            }
                        }));
        doer.act(conversation, new ConversationCommand.MoveCall(call.id()));
    }

    /// It is gone. One to which the call was on its way takes it over as it is.
    void lost(CallStand call) {
        chosen.ifPresent(b -> orders.forget(b.id()));
        chosen = Optional.empty();
        if (next.isPresent()) {
            changeOver(call);
        } else {
            measure.changesBridge();
        }
    }

    /// It has no room after all, and so no leg of this call. What a bridge says of its room is a
    /// moment old.
    ///
    /// @return whether there is another one that says that it has
    boolean goesElsewhere(CallStand call) {
        Optional<MediaBridge> other =
                ++refusals > MAX_REFUSALS ? Optional.empty() : elsewhere(call);
        chosen.ifPresent(b -> orders.forget(b.id()));
        chosen = other;
        other.ifPresent(b -> bridges.moved(call.id(), b.id()));
        return other.isPresent();
    }

    /// Whether it is on its way from one bridge to another, and on both.
    boolean isBetweenTwo() {
        return next.isPresent();
    }

    boolean isNext(BridgeId bridge) {
        return next.filter(b -> b.id().equals(bridge)).isPresent();
    }

    /// The next bridge is not needed after all.
    void abandon(CallStand call) {
        next.ifPresent(b -> orders.give(b, new BridgeCommand.EndCall(call.id())));
        next = Optional.empty();
    }

    /// Another node looks after the call, or nobody.
    void forget() {
        chosen = Optional.empty();
        refusals = 0;
        next = Optional.empty();
        measure = new CallMeasure();
        recorded = Optional.empty();
        toldRecorded = Optional.empty();
        orders.forget();
    }

    void perform(CallStand call, BridgeCommand command) {
        of(call).ifPresent(b -> orders.give(b, command));
        next.ifPresent(b -> orders.give(b, command));
    }

    /// What is to be done when that bridge knows all of a leg.
    void whenHeard(MediaBridge bridge, LegId leg, Runnable what) {
        orders.whenHeard(bridge, leg, what);
    }

    /// Brings the bridge to what the conversation says about recording. What is paused, or said
    /// while the customer is on hold, is off at the bridge: one that takes over then writes
    /// nothing.
    void record(CallStand call, Conversation state) {
        if (!call.live()) {
            return;
        }
        recorded = Optional.of(state.media().recording() == RecordingState.ON && !state.isOnHold());
        // Who has just taken the call over chooses its bridge when somebody of it comes: a new
        // node may not have heard of all bridges yet.
        if (chosen.isPresent() && !toldRecorded.equals(recorded)) {
            tellRecording(call);
        }
    }

    /// A leg is there, perhaps the first of a bridge that knows nothing yet, or one that did not
    /// hear of a pause.
    void legAnswered(CallStand call) {
        tellRecording(call);
    }

    /// One bridge writes: what two wrote of the same words would be heard twice, and one that
    /// cannot write shall not end a recording that goes on elsewhere.
    private void tellRecording(CallStand call) {
        recorded.ifPresent(on ->
                of(call).ifPresent(b -> {
                    toldRecorded = recorded;
                    orders.give(b, new BridgeCommand.SetRecording(call.id(), on));
                }));
    }

    /// @param measured is told how the whole call was, as soon as its bridge has said so or cannot
    ///   any more; on the mailbox
    void end(CallStand call, Consumer<CallMeasure> measured) {
        abandon(call);
        CallMeasure whole = measure;
        CallMeasure.OfBridge there = whole.now();
        of(call).ifPresentOrElse(
                        b ->
                                orders.end(
                                        b,
                                        call.id(),
                                        ended ->
                                                mailbox.offer(() -> {
                                                    ended.ifPresent(e -> there.ended(e.heard()));
                                                    measured.accept(whole);
                                                })),
                        () -> mailbox.offer(() -> measured.accept(whole)));
        bridges.ended(call.id());
        forget();
    }
}
