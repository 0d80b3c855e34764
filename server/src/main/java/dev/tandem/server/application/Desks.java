package dev.tandem.server.application;

import dev.tandem.signaling.protocol.AgentId;
import dev.tandem.signaling.protocol.Presence;
import dev.tandem.signaling.protocol.SiteKey;

/// The agents' desks, as the gateway sees them. No method blocks.
public interface Desks {
    /// A desk socket is there: it is told the inbox at once and whenever it changes, and rings.
    void connect(AgentAccount agent, Follower desk);

    void disconnect(SiteKey site, AgentId agent, String followerId);

    /// Takes effect now, or after the call the agent is in.
    void setPresence(SiteKey site, AgentId agent, Presence presence);
}
