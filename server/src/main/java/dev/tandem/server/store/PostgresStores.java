package dev.tandem.server.store;

import dev.tandem.server.application.AgentStore;
import dev.tandem.server.application.ConversationStore;
import dev.tandem.server.application.SessionStore;
import dev.tandem.server.application.Settings;
import dev.tandem.server.application.SiteStore;
import dev.tandem.signaling.protocol.MessageCodec;

import io.micrometer.core.instrument.MeterRegistry;

/// All stores on one database. Opening migrates the tables; closing lets the last batch end and
/// leaves the database itself open.
public record PostgresStores(
        ConversationStore conversations,
        AgentStore agents,
        SessionStore sessions,
        SiteStore sites,
        Settings settings,
        GroupCommitWriter writer)
        implements AutoCloseable {

    public static PostgresStores open(
            Database database,
            GroupCommitWriter.Limits limits,
            MessageCodec codec,
            MeterRegistry meters)
            throws DatabaseProblem {
        Migrations.run(database.direct());
        GroupCommitWriter writer = GroupCommitWriter.start(database.direct(), limits, meters);
        return new PostgresStores(
                new PostgresConversationStore(database.pool(), writer, codec),
                new PostgresAgentStore(database.pool()),
                new PostgresSessionStore(database.pool()),
                new PostgresSiteStore(database.pool()),
                new PostgresSettings(database.pool()),
                writer);
    }

    @Override
    public void close() {
        writer.close();
    }
}
