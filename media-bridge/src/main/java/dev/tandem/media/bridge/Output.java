package dev.tandem.media.bridge;

import dev.tandem.signaling.bridge.BridgeEvent;

import java.net.InetSocketAddress;

/// Where everything goes that an input causes. Passed in with each input, never kept.
public interface Output {
    /// Sends these bytes; they are valid only during the call.
    void send(byte[] buffer, int offset, int length, InetSocketAddress to);

    void report(BridgeEvent event);
}
