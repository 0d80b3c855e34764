package dev.tandem.server.application;

import dev.tandem.server.conversation.Conversation;
import dev.tandem.server.conversation.ConversationCommand;
import dev.tandem.signaling.bridge.BridgeCommand;
import dev.tandem.signaling.bridge.BridgeReply;
import dev.tandem.signaling.bridge.LegSound;
import dev.tandem.signaling.bridge.MediaBridge;
import dev.tandem.signaling.protocol.BridgeId;
import dev.tandem.signaling.protocol.ConversationId;
import dev.tandem.signaling.timeline.RecordingState;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/// The bridge that carries the call of a conversation, from the first moment in which it is needed.
/// Belongs to the conversation's mailbox.
final class CallCarrier {
    private static final Logger log = LoggerFactory.getLogger(CallCarrier.class);

    private final ConversationId conversation;
    private final Bridges bridges;
    private final Doer doer;
    private Optional<MediaBridge> chosen = Optional.empty();
    private boolean recorded;

    CallCarrier(ConversationId conversation, Bridges bridges, Doer doer) {
        this.conversation = conversation;
        this.bridges = bridges;
        this.doer = doer;
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

    /// It is gone, or another node looks after the call.
    void forget() {
        chosen = Optional.empty();
    }

    void perform(CallStand call, BridgeCommand command) {
        of(call).ifPresent(b ->
                b.perform(command)
                        .exceptionally(e -> {
                            log.warn(
                                    "{} of {} failed",
                                    command.getClass().getSimpleName(),
                                    command.call());
                            return new BridgeReply.Done();
                        }));
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

    /// @param heard is told how the call was, as soon as its bridge has said so; on any thread
    void end(CallStand call, Consumer<List<LegSound>> heard) {
        recorded = false;
        of(call).ifPresent(b ->
                b.perform(new BridgeCommand.EndCall(call.id()))
                        .whenComplete((reply, broken) -> {
                            if (reply instanceof BridgeReply.Ended ended) {
                                heard.accept(ended.heard());
                            } else if (broken != null) {
                                log.warn("The end of {} failed", call.id());
                            }
                        }));
        bridges.ended(call.id());
        forget();
    }
}
