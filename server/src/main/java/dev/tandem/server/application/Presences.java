package dev.tandem.server.application;

import dev.tandem.signaling.protocol.AgentId;
import dev.tandem.signaling.protocol.Presence;

/// Whether an agent takes conversations, as they last said it: outlives desks, sockets and servers.
/// Methods block, with a deadline; they throw [StoreUnavailableException].
///
/// What an agent says is stored here first, and then told to the desk: so it is acknowledged after
/// it is committed, and a desk that opens anew knows it.
public final class Presences {
    private final Settings settings;

    public Presences(Settings settings) {
        this.settings = settings;
    }

    public void put(AgentId agent, Presence presence) {
        settings.put(key(agent), presence.name());
    }

    /// Who has never said anything is available.
    Presence of(AgentId agent) {
        return settings.get(key(agent)).map(Presence::valueOf).orElse(Presence.AVAILABLE);
    }

    private static String key(AgentId agent) {
        return "presence." + agent;
    }
}
