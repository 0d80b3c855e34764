package dev.tandem.signaling.bridge;

/// Where a bridge's events go. Called on the bridge's event loop: must return at once.
@FunctionalInterface
public interface BridgeEventSink {
    void accept(BridgeEvent event);
}
