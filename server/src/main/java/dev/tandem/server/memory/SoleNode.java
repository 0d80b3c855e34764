package dev.tandem.server.memory;

import dev.tandem.server.cluster.NodeId;
import dev.tandem.server.cluster.Peers;
import dev.tandem.server.cluster.Topology;

import java.util.function.Consumer;

/// A process that is alone and owns everything.
public final class SoleNode implements Peers {
    private final Topology topology = Topology.alone(new NodeId("sole"));

    @Override
    public Topology topology() {
        return topology;
    }

    @Override
    public void onTopology(Consumer<Topology> listener) {}

    @Override
    public boolean send(NodeId to, byte[] message) {
        return false;
    }

    @Override
    public void onMessage(Consumer<byte[]> listener) {}

    @Override
    public void close() {}
}
