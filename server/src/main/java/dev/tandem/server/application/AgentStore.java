package dev.tandem.server.application;

import dev.tandem.signaling.protocol.AgentId;

import java.util.Optional;

/// The agents of all sites. Methods block, with a deadline; they throw [StoreUnavailableException].
public interface AgentStore {
    /// False, and nothing changed, if the id or the login is taken.
    boolean create(AgentAccount agent);

    Optional<AgentAccount> byLogin(String login);

    Optional<AgentAccount> byId(AgentId id);
}
