package dev.tandem.server.application;

import dev.tandem.signaling.protocol.AgentId;
import dev.tandem.signaling.protocol.Presence;
import dev.tandem.signaling.protocol.SiteKey;

/// The agents' desks, as sockets and conversations see them: in this process or on the node that
/// owns the site. No method blocks.
public interface Desks {
    /// A desk socket is there: it is told the inbox at once and whenever it changes, and rings.
    void connect(AgentProfile agent, Follower desk);

    void disconnect(SiteKey site, AgentId agent, String followerId);

    /// Takes effect now, or after the call the agent is in. What [Presences] has stored already.
    void setPresence(SiteKey site, AgentId agent, Presence presence);

    /// A conversation of the site is in this state now. Told again, or late, it does no harm.
    void changed(DeskView conversation);
}
