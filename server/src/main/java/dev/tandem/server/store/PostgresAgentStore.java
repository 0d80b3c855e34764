package dev.tandem.server.store;

import dev.tandem.server.application.AgentAccount;
import dev.tandem.server.application.AgentStore;
import dev.tandem.server.application.PasswordHash;
import dev.tandem.signaling.protocol.AgentId;
import dev.tandem.signaling.protocol.SiteKey;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;

import javax.sql.DataSource;

/// Agents in PostgreSQL.
public final class PostgresAgentStore implements AgentStore {
    private final Query query;

    public PostgresAgentStore(DataSource pool) {
        this.query = new Query(pool);
    }

    @Override
    public boolean create(AgentAccount agent) {
        return query.change(
                        """
                        INSERT INTO agent
                            (id, site, login, name, password_hash, capacity, queues, supervisor)
                        VALUES (?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING
                        """,
                        agent.id().value(),
                        agent.site().value(),
                        agent.login(),
                        agent.name(),
                        agent.password().value(),
                        agent.capacity(),
                        agent.queues(),
                        agent.supervisor())
                == 1;
    }

    @Override
    public Optional<AgentAccount> byLogin(String login) {
        return query.first(
                PostgresAgentStore::agent,
                "SELECT * FROM agent WHERE login = ?",
                AgentAccount.normalised(login));
    }

    @Override
    public Optional<AgentAccount> byId(AgentId id) {
        return query.first(
                PostgresAgentStore::agent, "SELECT * FROM agent WHERE id = ?", id.value());
    }

    private static AgentAccount agent(ResultSet row) throws SQLException {
        return new AgentAccount(
                new AgentId(row.getString("id")),
                new SiteKey(row.getString("site")),
                row.getString("login"),
                row.getString("name"),
                new PasswordHash(row.getString("password_hash")),
                row.getInt("capacity"),
                Query.texts(row, "queues"),
                row.getBoolean("supervisor"));
    }
}
