package dev.tandem.server.cluster;

import java.util.function.Consumer;

/// The other processes of this installation. No method blocks.
public interface Peers extends AutoCloseable {
    /// As it was a moment ago.
    Topology topology();

    /// Is told every topology that differs from the one before, one after the other.
    void onTopology(Consumer<Topology> listener);

    /// Sends, at most once. What one node sends to another arrives in order, or not at all.
    ///
    /// @return false: it is not there, or has fallen too far behind
    boolean send(NodeId to, byte[] message);

    /// Is told what other nodes sent, one after the other for each of them.
    void onMessage(Consumer<byte[]> listener);

    @Override
    void close();
}
