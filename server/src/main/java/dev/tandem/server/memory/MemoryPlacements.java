package dev.tandem.server.memory;

import dev.tandem.server.cluster.Placements;
import dev.tandem.signaling.protocol.BridgeId;
import dev.tandem.signaling.protocol.CallId;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/// Calls and their bridges, in this process.
public final class MemoryPlacements implements Placements {
    private final Map<CallId, BridgeId> bridges = new ConcurrentHashMap<>();

    @Override
    public Optional<BridgeId> of(CallId call) {
        return Optional.ofNullable(bridges.get(call));
    }

    @Override
    public void put(CallId call, BridgeId bridge) {
        bridges.put(call, bridge);
    }

    @Override
    public void remove(CallId call) {
        bridges.remove(call);
    }
}
