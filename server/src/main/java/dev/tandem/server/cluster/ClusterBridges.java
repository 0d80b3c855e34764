package dev.tandem.server.cluster;

import dev.tandem.server.application.Bridges;
import dev.tandem.server.application.ConversationService;
import dev.tandem.signaling.bridge.BridgeCommand;
import dev.tandem.signaling.bridge.BridgeEvent;
import dev.tandem.signaling.bridge.BridgeLoad;
import dev.tandem.signaling.bridge.BridgeReply;
import dev.tandem.signaling.bridge.MediaBridge;
import dev.tandem.signaling.protocol.BridgeId;
import dev.tandem.signaling.protocol.CallId;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// The bridges of all nodes: which there are, how much each carries, and which call is on which. A
/// bridge is as alive as its node.
final class ClusterBridges implements Bridges {
    private static final Logger log = LoggerFactory.getLogger(ClusterBridges.class);

    private final Optional<MediaBridge> own;
    private final BooleanSupplier draining;
    private final NodeBus bus;
    private final Placements placements;

    /// What other nodes last said of their bridges.
    private final Map<NodeId, NodeMessage.Carrying> others = new ConcurrentHashMap<>();

    /// The nodes that last asked something for a call of the own bridge: they want to hear of it.
    private final Map<CallId, NodeId> drivers = new ConcurrentHashMap<>();

    ClusterBridges(
            Optional<MediaBridge> own,
            BooleanSupplier draining,
            NodeBus bus,
            Placements placements) {
        this.own = own;
        this.draining = draining;
        this.bus = bus;
        this.placements = placements;
    }

    @Override
    public Optional<Carrier> carrierOf(CallId call) {
        Optional<BridgeId> before = placements.of(call);
        Optional<MediaBridge> still = before.flatMap(this::find);
        drivers.remove(call); // driven from here now
        if (still.isPresent()) {
            return still.map(b -> new Carrier(b, false));
        }
        Optional<MediaBridge> chosen = roomiest();
        chosen.ifPresent(b -> placements.put(call, b.id()));
        return chosen.map(b -> new Carrier(b, before.isPresent()));
    }

    @Override
    public Optional<MediaBridge> elsewhere(CallId call, BridgeId than) {
        return roomiest().filter(b -> !b.id().equals(than));
    }

    @Override
    public void moved(CallId call, BridgeId to) {
        drivers.remove(call); // driven from here, wherever it is carried
        placements.put(call, to);
    }

    @Override
    public void ended(CallId call) {
        drivers.remove(call);
        placements.remove(call);
    }

    private Optional<MediaBridge> find(BridgeId id) {
        return own.filter(b -> b.id().equals(id))
                .or(() ->
                        others.entrySet().stream()
                                .filter(e -> e.getValue().id().equals(id))
                                .findFirst()
                                .map(e -> new OtherBridge(e.getKey(), e.getValue(), bus)));
    }

    /// The bridge with the most room that takes calls; the own one before others that are as free.
    private Optional<MediaBridge> roomiest() {
        List<MediaBridge> candidates = new ArrayList<>();
        own.filter(_ -> !draining.getAsBoolean()).ifPresent(candidates::add);
        others.forEach((node, carrying) -> {
            if (!carrying.draining()) {
                candidates.add(new OtherBridge(node, carrying, bus));
            }
        });
        return candidates.stream()
                .filter(b -> b.load().calls() < b.load().maxCalls())
                .min(
                        Comparator.comparingDouble(
                                b -> (double) b.load().calls() / b.load().maxCalls()));
    }

    /// Whether a call that begins now would be carried.
    boolean takesCalls() {
        return roomiest().isPresent();
    }

    boolean othersTakeCalls() {
        return others.values().stream()
                .anyMatch(c -> !c.draining() && c.load().calls() < c.load().maxCalls());
    }

    Set<BridgeId> known() {
        return Stream.concat(
                        own.map(MediaBridge::id).stream(),
                        others.values().stream().map(NodeMessage.Carrying::id))
                .collect(Collectors.toUnmodifiableSet());
    }

    /// What this node says of its own bridge.
    Optional<NodeMessage.Carrying> carrying() {
        return own.map(b -> new NodeMessage.Carrying(b.id(), b.load(), draining.getAsBoolean()));
    }

    void pulse(NodeId from, NodeMessage.Pulse pulse) {
        pulse.bridge().ifPresentOrElse(c -> others.put(from, c), () -> others.remove(from));
    }

    /// Calls of nodes that are gone are brought to other bridges.
    void changed(Topology now, ConversationService conversations) {
        List.copyOf(others.entrySet()).stream()
                .filter(e -> !now.members().contains(e.getKey()))
                .forEach(e -> {
                    others.remove(e.getKey());
                    log.info("Bridge {} is gone with its node", e.getValue().id());
                    conversations.bridgeGone(e.getValue().id());
                });
        drivers.values().removeIf(node -> !now.members().contains(node));
    }

    /// Another node asks for something of the own bridge.
    void perform(NodeId from, NodeMessage.Perform m) {
        if (own.isEmpty()) {
            bus.send(from, new NodeMessage.NotHere(m.request()));
            return;
        }
        if (m.command() instanceof BridgeCommand.EndCall) {
            drivers.remove(m.command().call());
        } else {
            drivers.put(m.command().call(), from);
        }
        own.get()
                .perform(m.command())
                .whenComplete((reply, broken) ->
                        bus.send(
                                from,
                                broken == null && reply != null
                                        ? new NodeMessage.Performed(m.request(), reply)
                                        : new NodeMessage.NotHere(m.request())));
    }

    /// Sends what the own bridge tells to the node that drives that call, if it is another one.
    boolean isDrivenElsewhere(BridgeEvent event) {
        NodeId driver = drivers.get(event.call());
        if (driver == null) {
            return false;
        }
        bus.send(driver, new NodeMessage.BridgeHappened(event));
        return true;
    }

    /// A bridge of another node.
    private record OtherBridge(NodeId node, NodeMessage.Carrying carrying, NodeBus bus)
            implements MediaBridge {
        @Override
        public BridgeId id() {
            return carrying.id();
        }

        @Override
        public BridgeLoad load() {
            return carrying.load();
        }

        @Override
        public CompletionStage<BridgeReply> perform(BridgeCommand command) {
            return bus.request(node, n -> new NodeMessage.Perform(n, command))
                    .thenCompose(reply ->
                            switch (reply) {
                                case NodeMessage.Performed(long _, BridgeReply done) ->
                                        CompletableFuture.completedStage(done);
                                case NodeMessage.NotHere _, NodeMessage.Outcome _ ->
                                        CompletableFuture.failedStage(
                                                new IllegalStateException(
                                                        "bridge " + id() + " does not answer"));
                            });
        }
    }
}
