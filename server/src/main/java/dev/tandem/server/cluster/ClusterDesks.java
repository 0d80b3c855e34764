package dev.tandem.server.cluster;

import dev.tandem.server.application.AgentProfile;
import dev.tandem.server.application.AvailabilityBoard;
import dev.tandem.server.application.DeskView;
import dev.tandem.server.application.Desks;
import dev.tandem.server.application.Follower;
import dev.tandem.server.application.RoutingDesk;
import dev.tandem.signaling.protocol.AgentId;
import dev.tandem.signaling.protocol.Presence;
import dev.tandem.signaling.protocol.SiteKey;
import dev.tandem.signaling.timeline.Participant;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/// The desks of all sites: each at the node that owns the site. Agents' sockets of this node sit
/// down there, and again when the owner changes; presence is nothing else than sitting there.
final class ClusterDesks implements Desks {
    private final Peers peers;
    private final NodeBus bus;
    private final RoutingDesk here;
    private final AvailabilityBoard availability;

    /// Agents' sockets of this node, by follower id.
    private final Map<String, Seated> seated = new ConcurrentHashMap<>();

    /// Agents' sockets of other nodes that sit at desks here.
    private final Map<NodeId, Set<Visitor>> visitors = new ConcurrentHashMap<>();

    private record Seated(AgentProfile agent, Follower desk, Optional<NodeId> owner) {}

    private record Visitor(SiteKey site, AgentId agent, String follower) {}

    ClusterDesks(Peers peers, NodeBus bus, RoutingDesk here, AvailabilityBoard availability) {
        this.peers = peers;
        this.bus = bus;
        this.here = here;
        this.availability = availability;
    }

    // What sockets and conversations of this node say

    @Override
    public void connect(AgentProfile agent, Follower desk) {
        Topology now = peers.topology();
        seated.put(desk.id(), new Seated(agent, desk, now.ownerOf(agent.site())));
        atOwner(
                agent.site(),
                () -> here.connect(agent, desk),
                new NodeMessage.DeskConnect(agent, desk.id()));
    }

    @Override
    public void disconnect(SiteKey site, AgentId agent, String follower) {
        seated.remove(follower);
        atOwner(
                site,
                () -> here.disconnect(site, agent, follower),
                new NodeMessage.DeskDisconnect(site, agent, follower));
    }

    @Override
    public void setPresence(SiteKey site, AgentId agent, Presence presence) {
        atOwner(
                site,
                () -> here.setPresence(site, agent, presence),
                new NodeMessage.DeskPresence(site, agent, presence));
    }

    @Override
    public void changed(DeskView conversation) {
        atOwner(
                conversation.site(),
                () -> here.changed(conversation),
                new NodeMessage.DeskChanged(conversation));
    }

    private void atOwner(SiteKey site, Runnable isHere, NodeMessage message) {
        Topology now = peers.topology();
        if (now.isMine(site)) {
            isHere.run();
        } else {
            now.ownerOf(site).ifPresent(owner -> bus.send(owner, message));
        }
    }

    // What other nodes say

    void connect(NodeId from, NodeMessage.DeskConnect m) {
        AgentProfile agent = m.agent();
        visitors.computeIfAbsent(from, _ -> ConcurrentHashMap.newKeySet())
                .add(new Visitor(agent.site(), agent.id(), m.follower()));
        here.connect(
                agent,
                new RemoteFollower(
                        m.follower(),
                        Participant.agent(agent.id(), agent.name()),
                        agent.site(),
                        m.follower(),
                        Optional.empty(),
                        from,
                        bus));
    }

    void disconnect(NodeId from, NodeMessage.DeskDisconnect m) {
        visitors.getOrDefault(from, Set.of())
                .remove(new Visitor(m.site(), m.agent(), m.follower()));
        here.disconnect(m.site(), m.agent(), m.follower());
    }

    void setPresence(NodeMessage.DeskPresence m) {
        here.setPresence(m.site(), m.agent(), m.presence());
    }

    void changed(NodeMessage.DeskChanged m) {
        here.changed(m.conversation());
    }

    Optional<Follower> follower(String id) {
        return Optional.ofNullable(seated.get(id)).map(Seated::desk);
    }

    // What becomes of both when things change

    void changed(Topology now) {
        for (SiteKey site : here.ownedNow()) {
            if (now.isMine(site)) {
                // Who has just come knows nothing yet.
                bus.sendToAll(new NodeMessage.AvailabilityNow(site, availability.of(site)));
            } else {
                here.release(site);
            }
        }
        visitors.entrySet()
                .removeIf(e -> {
                    boolean isGone = !now.members().contains(e.getKey());
                    if (isGone) {
                        e.getValue()
                                .forEach(v -> here.disconnect(v.site(), v.agent(), v.follower()));
                    }
                    return isGone;
                });
        for (Seated s : List.copyOf(seated.values())) {
            if (!now.ownerOf(s.agent().site()).equals(s.owner())) {
                connect(s.agent(), s.desk());
            }
        }
    }

    /// Something between that node and this one may not have arrived.
    void connectAgainAt(NodeId node) {
        for (Seated s : List.copyOf(seated.values())) {
            if (s.owner().filter(node::equals).isPresent()) {
                connect(s.agent(), s.desk());
            }
        }
    }
}
