package dev.tandem.server.application;

import dev.tandem.signaling.protocol.CallId;

import java.util.Optional;

/// An installation without a media bridge.
final class NoBridges implements Bridges {
    @Override
    public Optional<Carrier> carrierOf(CallId call) {
        return Optional.empty();
    }

    @Override
    public void ended(CallId call) {}
}
