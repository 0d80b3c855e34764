package dev.tandem.server.memory;

import dev.tandem.server.application.SessionStore;
import dev.tandem.server.application.SessionToken;
import dev.tandem.signaling.protocol.AgentId;

import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/// Agents' sessions in memory.
public final class MemorySessionStore implements SessionStore {
    private record Session(AgentId agent, Instant expiresAt) {}

    private final ConcurrentHashMap<String, Session> byHash = new ConcurrentHashMap<>();

    @Override
    public void create(SessionToken token, AgentId agent, Instant expiresAt) {
        byHash.put(token.hash(), new Session(agent, expiresAt));
    }

    @Override
    public Optional<AgentId> agentOf(SessionToken token, Instant now) {
        return Optional.ofNullable(byHash.get(token.hash()))
                .filter(session -> session.expiresAt().isAfter(now))
                .map(Session::agent);
    }

    @Override
    public void delete(SessionToken token) {
        byHash.remove(token.hash());
    }

    @Override
    public void deleteExpired(Instant now) {
        byHash.values().removeIf(session -> !session.expiresAt().isAfter(now));
    }
}
