package dev.tandem.server.application;

import dev.tandem.signaling.bridge.MediaBridge;
import dev.tandem.signaling.protocol.BridgeId;
import dev.tandem.signaling.protocol.CallId;

import java.util.Optional;

/// Which bridge carries which call.
public interface Bridges {
    /// The bridge that carries this call. A call that has none yet gets the one with the most room,
    /// and whoever asks later is told the same one, until it is gone. Empty: there is none. Blocks,
    /// with a deadline; called on virtual threads.
    Optional<Carrier> carrierOf(CallId call);

    /// Another bridge for it, which takes calls; the one that has it is draining. Empty: there is
    /// none. Changes nothing.
    default Optional<MediaBridge> elsewhere(CallId call, BridgeId than) {
        return Optional.empty();
    }

    /// It is carried by this one from now on.
    default void moved(CallId call, BridgeId to) {}

    /// @param moved it was on another bridge before, which is gone
    record Carrier(MediaBridge bridge, boolean moved) {}

    /// The call is over; nobody asks for it again.
    void ended(CallId call);
}
