package dev.tandem.server.application;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tandem.signaling.protocol.AgentId;

import org.junit.jupiter.api.Test;

import java.time.Instant;

/// What every store of agents' sessions has to do.
public abstract class SessionStoreContract {
    private static final Instant NOW = Instant.parse("2026-03-01T09:00:00Z");
    private static final AgentId ADA = new AgentId("ada");
    private static final SessionToken TOKEN = new SessionToken("a");

    /// Knows the agent `ada`.
    protected abstract SessionStore store();

    @Test
    void a_session_holds_until_its_last_moment() {
        store().create(TOKEN, ADA, NOW.plusSeconds(60));

        assertThat(store().agentOf(TOKEN, NOW)).contains(ADA);
        assertThat(store().agentOf(TOKEN, NOW.plusSeconds(59))).contains(ADA);
        assertThat(store().agentOf(TOKEN, NOW.plusSeconds(60))).isEmpty();
        assertThat(store().agentOf(new SessionToken("b"), NOW)).isEmpty();
    }

    @Test
    void signing_out_ends_that_session_and_no_other() {
        SessionToken other = new SessionToken("other");
        store().create(TOKEN, ADA, NOW.plusSeconds(60));
        store().create(other, ADA, NOW.plusSeconds(60));

        store().delete(TOKEN);
        store().delete(TOKEN);

        assertThat(store().agentOf(TOKEN, NOW)).isEmpty();
        assertThat(store().agentOf(other, NOW)).contains(ADA);
    }

    @Test
    void expired_sessions_are_cleared_away_and_others_stay() {
        SessionToken longer = new SessionToken("longer");
        store().create(TOKEN, ADA, NOW.plusSeconds(60));
        store().create(longer, ADA, NOW.plusSeconds(61));

        store().deleteExpired(NOW.plusSeconds(60));

        assertThat(store().agentOf(TOKEN, NOW)).isEmpty();
        assertThat(store().agentOf(longer, NOW)).contains(ADA);
    }
}
