package dev.tandem.signaling.bridge;

import dev.tandem.signaling.protocol.BridgeId;

import java.util.concurrent.CompletionStage;

/// The port through which the server drives a bridge, in this process or another.
///
/// Events go to the [BridgeEventSink] that the bridge was constructed with.
public interface MediaBridge {
    /// This run of this bridge. A browser whose leg was made under another id must restart ICE.
    BridgeId id();

    /// Carries the command out. The stage fails only when the bridge itself is broken or
    /// unreachable; a polite no is a [BridgeReply.Refused].
    CompletionStage<BridgeReply> perform(BridgeCommand command);

    /// How much this bridge carries now, for choosing one.
    BridgeLoad load();
}
