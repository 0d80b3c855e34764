package dev.tandem.server.application;

import dev.tandem.signaling.protocol.AgentId;

import java.time.Instant;
import java.util.Optional;

/// Who is signed in at the desk. Methods block, with a deadline; they throw
/// [StoreUnavailableException].
public interface SessionStore {
    void create(SessionToken token, AgentId agent, Instant expiresAt);

    /// The agent of a session that has not expired.
    Optional<AgentId> agentOf(SessionToken token, Instant now);

    /// Signs out; nothing happens if there is no such session.
    void delete(SessionToken token);

    void deleteExpired(Instant now);
}
