package dev.tandem.media.bridge;

import dev.tandem.signaling.bridge.BridgeEvent;
import dev.tandem.signaling.protocol.CallId;

import java.net.InetSocketAddress;

/// Where everything goes that an input causes. Passed in with each input, never kept.
public interface Output {
    /// Sends these bytes; they are valid only during the call.
    void send(byte[] buffer, int offset, int length, InetSocketAddress to);

    void report(BridgeEvent event);

    /// A call has ended by itself, because everybody has left it and nobody ends it.
    default void abandoned(CallId call) {}
}
