package dev.tandem.server.application;

import dev.tandem.signaling.protocol.Presence;
import dev.tandem.signaling.protocol.ServerMessage;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// One agent in [SiteDesk]: sockets, presence, and the inbox as last told. Belongs to the desk's
/// mailbox.
final class AgentSeat {
    private final AgentProfile agent;
    private final Map<String, Follower> desks = new LinkedHashMap<>();
    private Presence presence;
    private Optional<Presence> pending = Optional.empty();
    private Instant idleSince;
    private Optional<ServerMessage.Desk> told = Optional.empty();
    private int absence;

    AgentSeat(AgentProfile agent, Presence presence, Instant now) {
        this.agent = agent;
        this.presence = presence;
        this.idleSince = now;
    }

    AgentProfile agent() {
        return agent;
    }

    void add(Follower desk) {
        desks.put(desk.id(), desk);
    }

    /// True if it was one of the agent's.
    boolean remove(String followerId) {
        boolean known = desks.remove(followerId) != null;
        if (known && desks.isEmpty()) {
            absence++;
            told = Optional.empty();
        }
        return known;
    }

    boolean isConnected() {
        return !desks.isEmpty();
    }

    boolean isAvailable() {
        return isConnected() && presence == Presence.AVAILABLE && pending.isEmpty();
    }

    /// How often the agent has been away: tells a timer whether it is still about the same absence.
    int absence() {
        return absence;
    }

    void presence(Presence now, Instant at) {
        if (presence != Presence.AVAILABLE && now == Presence.AVAILABLE) {
            idleSince = at;
        }
        presence = now;
        pending = Optional.empty();
    }

    void presenceAfterCall(Presence later) {
        pending = later == presence ? Optional.empty() : Optional.of(later);
    }

    void applyPending(Instant at) {
        pending.ifPresent(p -> presence(p, at));
    }

    Instant idleSince() {
        return idleSince;
    }

    void idleFrom(Instant at) {
        idleSince = at;
    }

    ServerMessage.Colleague asColleague(boolean free) {
        return new ServerMessage.Colleague(agent.id(), agent.name(), presence, free);
    }

    void tell(ServerMessage message) {
        desks.values().forEach(d -> d.hear(message));
    }

    /// Tells the inbox if it is not what was told last.
    ///
    /// @param everybody who is at a desk, this agent included
    void tellInbox(
            List<ServerMessage.InboxItem> mine,
            List<ServerMessage.InboxItem> waiting,
            List<ServerMessage.Colleague> everybody) {
        if (!isConnected()) {
            return;
        }
        ServerMessage.Desk now =
                new ServerMessage.Desk(
                        presence,
                        pending,
                        agent.capacity(),
                        mine,
                        waiting,
                        everybody.stream().filter(c -> !c.agent().equals(agent.id())).toList());
        if (told.filter(now::equals).isEmpty()) {
            told = Optional.of(now);
            tell(now);
        }
    }

    /// A further tab of the same agent gets what the first one has.
    void repeat(Follower desk) {
        told.ifPresent(desk::hear);
    }
}
