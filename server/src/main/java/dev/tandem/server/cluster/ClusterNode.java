package dev.tandem.server.cluster;

import dev.tandem.server.application.AvailabilityBoard;
import dev.tandem.server.application.Bridges;
import dev.tandem.server.application.CallControl;
import dev.tandem.server.application.ConversationService;
import dev.tandem.server.application.ConversationStore;
import dev.tandem.server.application.Conversations;
import dev.tandem.server.application.Desks;
import dev.tandem.server.application.Doer;
import dev.tandem.server.application.Follower;
import dev.tandem.server.application.RoutingDesk;
import dev.tandem.server.application.Site;
import dev.tandem.server.application.SiteStore;
import dev.tandem.server.application.StoreUnavailableException;
import dev.tandem.server.conversation.Availability;
import dev.tandem.server.conversation.ConversationSummary;
import dev.tandem.signaling.bridge.BridgeEvent;
import dev.tandem.signaling.bridge.BridgeEventSink;
import dev.tandem.signaling.bridge.MediaBridge;
import dev.tandem.signaling.protocol.BridgeId;
import dev.tandem.signaling.protocol.ConversationId;
import dev.tandem.signaling.protocol.SiteKey;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BiConsumer;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;
import java.util.function.Predicate;

/// This process as a part of the installation: what it owns it does itself, for everything else it
/// knows whom to ask. When owners change, it gives away what is not its own any more, takes up what
/// is, and lets its sockets attach again.
public final class ClusterNode implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(ClusterNode.class);

    /// How often nodes tell each other that they are there.
    static final Duration PULSE = Duration.ofSeconds(1);

    /// How long a message for a site's desk waits for this node to learn that it owns the site.
    static final int LOOKS = 40;

    private final Peers peers;
    private final CallControl.Timer timer;
    private final NodeBus bus;
    private final Parts parts;
    private final RoutingDesk ownDesks;
    private final ConversationService own;
    private final ClusterConversations conversations;
    private final ClusterDesks desks;
    private final ClusterBridges bridges;
    private final AtomicBoolean closed = new AtomicBoolean();

    /// Whose pulse was heard, and who has heard ours.
    private final Set<NodeId> met = ConcurrentHashMap.newKeySet();

    /// Belongs to the thread that tells topologies.
    private Topology known;

    /// @param bridge of this process
    /// @param draining whether this process takes no new calls
    /// @param watch hears what happens on bridges to calls that are driven from here
    public record Parts(
            Peers peers,
            Placements placements,
            CallControl.Timer timer,
            LongSupplier nanoTime,
            ConversationStore store,
            SiteStore sites,
            AvailabilityBoard availability,
            Optional<MediaBridge> bridge,
            BooleanSupplier draining,
            BridgeEventSink watch) {}

    /// What this process itself does of the installation's work.
    public interface Share {
        /// @param publish is told by each desk who could come
        RoutingDesk desks(BiConsumer<SiteKey, Availability> publish);

        /// @param desks wherever they are
        /// @param bridges of all nodes
        ConversationService conversations(Desks desks, Bridges bridges);
    }

    public ClusterNode(Parts parts, Share share) {
        this.parts = parts;
        peers = parts.peers();
        timer = parts.timer();
        bus = new NodeBus(peers, timer);
        bridges = new ClusterBridges(parts.bridge(), parts.draining(), bus, parts.placements());
        ownDesks = share.desks(this::availableNow);
        desks = new ClusterDesks(peers, bus, ownDesks, parts.availability());
        own = share.conversations(desks, bridges);
        conversations =
                new ClusterConversations(
                        peers,
                        bus,
                        new Owners(peers, bus, timer, parts.nanoTime()),
                        own,
                        parts.store(),
                        timer);
        ownDesks.serve(conversations);
        own.serve(conversations);
        known = peers.topology();
        bus.open(this::received, this::missed);
        peers.onTopology(this::changed);
        pulse();
    }

    public Conversations conversations() {
        return conversations;
    }

    public Doer doer() {
        return conversations;
    }

    public Bridges carriers() {
        return bridges;
    }

    public Desks desks() {
        return desks;
    }

    /// Those of which this node knows that they are there.
    public Set<BridgeId> bridges() {
        return bridges.known();
    }

    /// Whether any bridge would carry a call that begins now.
    public boolean takesCalls() {
        return bridges.takesCalls();
    }

    /// Whether calls of the own bridge have somewhere to go.
    public boolean othersTakeCalls() {
        return bridges.othersTakeCalls();
    }

    public boolean isMine(ConversationId conversation) {
        return peers.topology().isMine(conversation);
    }

    public boolean isMine(SiteKey site) {
        return peers.topology().isMine(site);
    }

    /// A key was pressed in a call that this node drives.
    public void keyPressed(BridgeEvent.KeyPressed key) {
        own.keyPressed(key);
    }

    /// How a leg has heard in a call that this node drives.
    public void legHeard(BridgeEvent.LegHeard heard) {
        own.legHeard(heard);
    }

    /// The own bridge tells something about a call: whoever drives it hears of it, here or there.
    public void bridgeHappened(BridgeEvent event) {
        if (!bridges.isDrivenElsewhere(event)) {
            parts.watch().accept(event);
        }
    }

    /// Takes up what the log says is not over and belongs to this node: after a start, and whenever
    /// it has come to own more.
    public void takeUp() {
        takeUp(peers.topology()::isMine);
    }

    private void takeUp(Predicate<ConversationId> which) {
        try {
            for (Site site : parts.sites().all()) {
                List<ConversationSummary> unfinished = parts.store().unfinished(site.key());
                own.recover(unfinished.stream().filter(c -> which.test(c.id())).toList());
            }
        } catch (StoreUnavailableException e) {
            // The sweep for overdue conversations finds what is missed here.
            log.warn("Could not take up unfinished conversations: {}", e.getMessage());
        }
    }

    private void availableNow(SiteKey site, Availability now) {
        if (parts.availability().put(site, now)) {
            bus.sendToAll(new NodeMessage.AvailabilityNow(site, now));
        }
    }

    private void pulse() {
        if (!closed.get()) {
            NodeMessage.Pulse pulse = new NodeMessage.Pulse(bridges.carrying());
            bus.sendToAll(pulse);
            drain(pulse);
            timer.after(PULSE, this::pulse);
        }
    }

    /// A bridge of this node or another one waits for its last calls; says it with every pulse.
    private void drain(NodeMessage.Pulse pulse) {
        pulse.bridge()
                .filter(NodeMessage.Carrying::draining)
                .ifPresent(b -> own.bridgeDraining(b.id()));
    }

    // Other nodes

    private void received(NodeId from, NodeMessage message) {
        switch (message) {
            case NodeMessage.Pulse m -> {
                bridges.pulse(from, m);
                drain(m);
                if (met.add(from)) {
                    // It is new, and shall not take a bridge that it has not heard of for dead.
                    bus.send(from, new NodeMessage.Pulse(bridges.carrying()));
                }
            }
            case NodeMessage.Missed _ -> sayAgain(from);
            case NodeMessage.Begin m -> conversations.begin(from, m);
            case NodeMessage.Ask m -> conversations.ask(from, m);
            case NodeMessage.Act m -> conversations.act(from, m);
            case NodeMessage.Perform m -> bridges.perform(from, m);
            case NodeMessage.Follow m -> conversations.follow(from, m);
            case NodeMessage.Unfollow m -> conversations.unfollow(from, m);
            case NodeMessage.Signal m -> conversations.signal(m);
            case NodeMessage.Tell m -> conversations.tell(m);
            case NodeMessage.Hear m -> follower(m.follower()).ifPresent(f -> f.hear(m.message()));
            case NodeMessage.Refused m ->
                    follower(m.follower())
                            .ifPresent(f -> f.refused(m.conversation(), m.code(), m.why()));
            case NodeMessage.AttachAgain m ->
                    follower(m.follower()).ifPresent(f -> f.attachAgain(m.conversation()));
            case NodeMessage.DeskConnect m ->
                    whenMine(m.agent().site(), LOOKS, () -> desks.connect(from, m));
            case NodeMessage.DeskDisconnect m ->
                    whenMine(m.site(), LOOKS, () -> desks.disconnect(from, m));
            case NodeMessage.DeskPresence m ->
                    whenMine(m.site(), LOOKS, () -> desks.setPresence(m));
            case NodeMessage.DeskChanged m ->
                    whenMine(m.conversation().site(), LOOKS, () -> desks.changed(m));
            case NodeMessage.AvailabilityNow m ->
                    parts.availability().put(m.site(), m.availability());
            case NodeMessage.BridgeHappened m -> parts.watch().accept(m.event());
            case NodeMessage.Reply _ -> {} // the bus's own
        }
    }

    private Optional<Follower> follower(String id) {
        return conversations.follower(id).or(() -> desks.follower(id));
    }

    /// The sender may know a moment earlier than this node that the site has come here.
    private void whenMine(SiteKey site, int looks, Runnable task) {
        if (isMine(site)) {
            task.run();
        } else if (looks > 0) {
            timer.after(Owners.LOOK_AGAIN, () -> whenMine(site, looks - 1, task));
        }
    }

    /// Something that this node sent has not arrived: what concerns the other one is begun again,
    /// from both sides.
    private void missed(NodeId from) {
        bus.send(from, new NodeMessage.Missed());
        sayAgain(from);
    }

    private void sayAgain(NodeId to) {
        conversations.attachAgainAt(to);
        desks.connectAgainAt(to);
        Topology now = peers.topology();
        own.reportAgain(site -> now.ownerOf(site).filter(to::equals).isPresent(), desks);
    }

    // Owners change

    private void changed(Topology now) {
        Topology before = known;
        known = now;
        if (!now.members().equals(before.members())) {
            log.info("The installation has {} nodes now: {}", now.members().size(), now.members());
        }
        bus.keepOnly(now);
        for (ConversationId id : own.ownedNow()) {
            if (!now.isMine(id)) {
                own.release(id);
            }
        }
        conversations.changed(now);
        desks.changed(now);
        bridges.changed(now, own);
        met.retainAll(now.members());
        own.reportAgain(site -> !now.ownerOf(site).equals(before.ownerOf(site)), desks);
        if (closed.get()) {
            return;
        }
        Thread.ofVirtual()
                .name("take up")
                .start(() -> takeUp(id -> now.isMine(id) && !before.isMine(id)));
    }

    /// Gives everything to the other nodes, and answers them until they have it.
    @Override
    public void close() {
        if (closed.compareAndSet(false, true)) {
            peers.close();
            bus.close();
        }
    }
}
