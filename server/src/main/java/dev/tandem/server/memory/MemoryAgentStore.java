package dev.tandem.server.memory;

import dev.tandem.server.application.AgentAccount;
import dev.tandem.server.application.AgentStore;
import dev.tandem.signaling.protocol.AgentId;

import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/// Agents in memory.
public final class MemoryAgentStore implements AgentStore {
    private final ConcurrentHashMap<String, AgentAccount> byLogin = new ConcurrentHashMap<>();
    private final ConcurrentHashMap<AgentId, String> logins = new ConcurrentHashMap<>();

    @Override
    public boolean create(AgentAccount agent) {
        if (logins.putIfAbsent(agent.id(), agent.login()) != null) {
            return false;
        }
        if (byLogin.putIfAbsent(agent.login(), agent) != null) {
            logins.remove(agent.id());
            return false;
        }
        return true;
    }

    @Override
    public Optional<AgentAccount> byLogin(String login) {
        return Optional.ofNullable(byLogin.get(AgentAccount.normalised(login)));
    }

    @Override
    public Optional<AgentAccount> byId(AgentId id) {
        return Optional.ofNullable(logins.get(id)).flatMap(this::byLogin);
    }
}
