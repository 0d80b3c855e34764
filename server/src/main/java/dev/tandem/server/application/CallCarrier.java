package dev.tandem.server.application;

import dev.tandem.server.conversation.Conversation;
import dev.tandem.server.conversation.ConversationCommand;
import dev.tandem.signaling.bridge.BridgeCommand;
import dev.tandem.signaling.bridge.BridgeReply;
import dev.tandem.signaling.bridge.MediaBridge;
import dev.tandem.signaling.protocol.BridgeId;
import dev.tandem.signaling.protocol.ConversationId;
import dev.tandem.signaling.timeline.RecordingState;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;

/// The bridge that carries the call of a conversation, from the first moment in which it is needed.
/// Belongs to the conversation's mailbox.
final class CallCarrier {
    private static final Logger log = LoggerFactory.getLogger(CallCarrier.class);

    private final ConversationId conversation;
    private final Bridges bridges;
    private final Doer doer;
    private final Mailbox mailbox;
    private Optional<MediaBridge> chosen = Optional.empty();

    /// To which the call is on its way: it is told everything too.
    private Optional<MediaBridge> next = Optional.empty();

    private boolean recorded;
    private CallMeasure measure = new CallMeasure();

    CallCarrier(ConversationId conversation, Bridges bridges, Doer doer, Mailbox mailbox) {
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
        CallMeasure.OfBridge there = measure.now();
        measure.changesBridge();
        old.ifPresent(b -> end(b, call, there, () -> {}));
        doer.act(conversation, new ConversationCommand.MoveCall(call.id()));
    }

    /// It is gone. One to which the call was on its way takes it over as it is.
    void lost(CallStand call) {
        chosen = Optional.empty();
        if (next.isPresent()) {
            changeOver(call);
        } else {
            measure.changesBridge();
        }
    }

    boolean isNext(BridgeId bridge) {
        return next.filter(b -> b.id().equals(bridge)).isPresent();
    }

    /// The next bridge is not needed after all.
    void abandon(CallStand call) {
        next.ifPresent(b -> perform(b, new BridgeCommand.EndCall(call.id())));
        next = Optional.empty();
    }

    /// Another node looks after the call, or nobody.
    void forget() {
        chosen = Optional.empty();
        next = Optional.empty();
        measure = new CallMeasure();
    }

    void perform(CallStand call, BridgeCommand command) {
        of(call).ifPresent(b -> perform(b, command));
        next.ifPresent(b -> perform(b, command));
    }

    private static void perform(MediaBridge bridge, BridgeCommand command) {
        bridge.perform(command)
                .exceptionally(e -> {
                    log.warn("{} of {} failed", command.getClass().getSimpleName(), command.call());
                    return new BridgeReply.Done();
                });
    }

    /// Brings the bridge to what the conversation says about recording. What is paused, or said
    /// while the customer is on hold, is off at the bridge: one that takes over then writes
    /// nothing.
    void record(CallStand call, Conversation state) {
        boolean wanted = state.media().recording() == RecordingState.ON && !state.isOnHold();
        if (recorded != wanted) {
            recorded = wanted;
            tellRecording(call);
        }
    }

    /// A leg is there, perhaps the first of a bridge that knows nothing yet.
    void legAnswered(CallStand call) {
        if (recorded) {
            tellRecording(call);
        }
    }

    private void tellRecording(CallStand call) {
        perform(call, new BridgeCommand.SetRecording(call.id(), recorded));
    }

    /// @param measured is told how the whole call was, as soon as its bridge has said so or cannot
    ///   any more; on the mailbox
    void end(CallStand call, Consumer<CallMeasure> measured) {
        recorded = false;
        abandon(call);
        CallMeasure whole = measure;
        Runnable tell = () -> measured.accept(whole);
        of(call).ifPresentOrElse(b -> end(b, call, whole.now(), tell), () -> mailbox.offer(tell));
        bridges.ended(call.id());
        forget();
    }

    private void end(
            MediaBridge bridge, CallStand call, CallMeasure.OfBridge there, Runnable then) {
        bridge.perform(new BridgeCommand.EndCall(call.id()))
                .whenComplete((reply, broken) -> {
                    if (broken != null) {
                        log.warn("The end of {} failed", call.id());
                    }
                    mailbox.offer(() -> {
                        if (reply instanceof BridgeReply.Ended ended) {
                            there.ended(ended.heard());
                        }
                        then.run();
                    });
                });
    }
}
