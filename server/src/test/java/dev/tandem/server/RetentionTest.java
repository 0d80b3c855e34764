package dev.tandem.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tandem.server.application.SessionToken;
import dev.tandem.server.application.StoreUnavailableException;
import dev.tandem.server.memory.MemorySessionStore;
import dev.tandem.signaling.protocol.AgentId;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/// What is over goes, whatever happens to the rest.
class RetentionTest {
    private static final Instant NOW = Instant.parse("2026-11-26T19:00:00Z");
    private static final AgentId MAYA = new AgentId("maya");

    @Test
    void an_expired_session_is_deleted_and_one_that_lasts_is_not() throws InterruptedException {
        MemorySessionStore sessions = new MemorySessionStore();
        SessionToken over = SessionToken.random(new Random(1));
        SessionToken lasting = SessionToken.random(new Random(2));
        sessions.create(over, MAYA, NOW);
        sessions.create(lasting, MAYA, NOW.plusSeconds(1));
        look(List.of(sessions::deleteExpired));
        assertThat(sessions.agentOf(over, NOW.minusSeconds(1))).isEmpty();
        assertThat(sessions.agentOf(lasting, NOW)).contains(MAYA);
    }

    @Test
    void a_database_that_is_away_and_a_bug_keep_nothing_else_from_its_end()
            throws InterruptedException {
        MemorySessionStore sessions = new MemorySessionStore();
        SessionToken over = SessionToken.random(new Random(1));
        sessions.create(over, MAYA, NOW);
        look(
                List.of(
                        _ -> {
                            throw new StoreUnavailableException("away", new IOException("away"));
                        },
                        _ -> {
                            throw new IllegalStateException("a bug");
                        },
                        sessions::deleteExpired));
        assertThat(sessions.agentOf(over, NOW.minusSeconds(1))).isEmpty();
    }

    /// One look at everything.
    private static void look(List<Retention.Kept> kept) throws InterruptedException {
        CountDownLatch last = new CountDownLatch(1);
        List<Retention.Kept> all = new ArrayList<>(kept);
        all.add(_ -> last.countDown());
        try (Retention _ = new Retention(all, () -> NOW)) {
            assertThat(last.await(10, TimeUnit.SECONDS)).isTrue();
        }
    }
}
