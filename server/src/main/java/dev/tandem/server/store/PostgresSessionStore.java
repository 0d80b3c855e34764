package dev.tandem.server.store;

import dev.tandem.server.application.SessionStore;
import dev.tandem.server.application.SessionToken;
import dev.tandem.signaling.protocol.AgentId;

import java.time.Instant;
import java.util.Optional;

import javax.sql.DataSource;

/// Agents' sessions in PostgreSQL, so that a restart signs nobody out.
public final class PostgresSessionStore implements SessionStore {
    private final Query query;

    public PostgresSessionStore(DataSource pool) {
        this.query = new Query(pool);
    }

    @Override
    public void create(SessionToken token, AgentId agent, Instant expiresAt) {
        query.change(
                "INSERT INTO agent_session (token_hash, agent, expires_at) VALUES (?, ?, ?)",
                token.hash(),
                agent.value(),
                expiresAt);
    }

    @Override
    public Optional<AgentId> agentOf(SessionToken token, Instant now) {
        return query.first(
                row -> new AgentId(row.getString("agent")),
                "SELECT agent FROM agent_session WHERE token_hash = ? AND expires_at > ?",
                token.hash(),
                now);
    }

    @Override
    public void delete(SessionToken token) {
        query.change("DELETE FROM agent_session WHERE token_hash = ?", token.hash());
    }

    @Override
    public void deleteExpired(Instant now) {
        query.change("DELETE FROM agent_session WHERE expires_at <= ?", now);
    }
}
