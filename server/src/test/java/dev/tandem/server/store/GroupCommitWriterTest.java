package dev.tandem.server.store;

import static dev.tandem.server.application.SampleConversations.SITE;
import static dev.tandem.server.application.SampleConversations.START;
import static dev.tandem.server.application.SampleConversations.append;
import static dev.tandem.server.application.SampleConversations.at;
import static dev.tandem.server.application.SampleConversations.entries;
import static dev.tandem.server.application.SampleConversations.said;
import static dev.tandem.server.application.SampleConversations.summary;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tandem.server.application.ConversationStore;
import dev.tandem.server.application.ConversationStore.Append;
import dev.tandem.server.application.ConversationStore.AppendResult;
import dev.tandem.server.application.ConversationStore.AppendResult.Appended;
import dev.tandem.server.application.ConversationStore.AppendResult.Conflict;
import dev.tandem.server.application.ConversationStore.AppendResult.Unavailable;
import dev.tandem.server.application.StoreUnavailableException;
import dev.tandem.server.conversation.ConversationSummary;
import dev.tandem.server.conversation.PhaseKind;
import dev.tandem.signaling.protocol.ConversationId;
import dev.tandem.signaling.protocol.MessageCodec;
import dev.tandem.signaling.timeline.ConversationEvent;
import dev.tandem.signaling.timeline.TimelineEntry;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.LongStream;

/// The writer among other writers, and on bad days.
@ExtendWith(TestDatabases.class)
class GroupCommitWriterTest {
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final List<PostgresStores> opened = new ArrayList<>();
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private Database database;
    private PostgresStores stores;

    @BeforeEach
    void open(Database database) throws Exception {
        this.database = database;
        TestDatabases.empty(database);
        stores = open(GroupCommitWriter.Limits.DEFAULT);
    }

    private PostgresStores open(GroupCommitWriter.Limits limits) throws DatabaseProblem {
        PostgresStores fresh =
                PostgresStores.open(
                        database,
                        limits,
                        new MessageCodec(),
                        opened.isEmpty() ? meters : new SimpleMeterRegistry());
        opened.add(fresh);
        return fresh;
    }

    @AfterEach
    void close() {
        opened.forEach(PostgresStores::close);
        threads.close();
    }

    @Test
    void two_writers_race_and_each_version_is_won_once() throws Exception {
        long seed = System.nanoTime();
        int conversations = 10;
        long versions = 200;
        AtomicLong won = new AtomicLong();
        AtomicLong lost = new AtomicLong();
        List<PostgresStores> writers = List.of(stores, open(GroupCommitWriter.Limits.DEFAULT));
        List<Future<?>> racers = new ArrayList<>();
        for (int racer = 0; racer < 32; racer++) {
            Random random = new Random(seed + racer);
            ConversationStore store = writers.get(racer % 2).conversations();
            racers.add(
                    threads.submit(() -> race(store, random, conversations, versions, won, lost)));
        }
        for (Future<?> racer : racers) {
            racer.get();
        }

        long stored = 0;
        for (int i = 0; i < conversations; i++) {
            ConversationId id = summary("c" + i).id();
            List<TimelineEntry> log = stores.conversations().read(id, 0, 10_000);
            assertThat(log)
                    .as("seed %d", seed)
                    .extracting(TimelineEntry::version)
                    .containsExactlyElementsOf(
                            LongStream.rangeClosed(1, log.size()).boxed().toList());
            assertThat(stores.conversations().summary(id).orElseThrow().version())
                    .isEqualTo(log.size());
            stored += log.size();
        }
        assertThat(stored).isEqualTo(won.get());
        assertThat(lost.get()).as("they did race").isPositive();
    }

    /// Appends one to three events to any of the conversations until all are long enough.
    private static void race(
            ConversationStore store,
            Random random,
            int conversations,
            long versions,
            AtomicLong won,
            AtomicLong lost) {
        long[] known = new long[conversations];
        while (LongStream.of(known).anyMatch(version -> version < versions)) {
            int i = random.nextInt(conversations);
            if (known[i] >= versions) {
                continue;
            }
            int count = 1 + random.nextInt(3);
            switch (store.append(append(summary("c" + i), known[i], count))) {
                case Appended(long version) -> {
                    won.addAndGet(count);
                    known[i] = version;
                }
                case Conflict() -> {
                    lost.incrementAndGet();
                    known[i] = store.summary(summary("c" + i).id()).orElseThrow().version();
                }
                case Unavailable(String reason) -> throw new AssertionError(reason);
            }
        }
    }

    @Test
    void an_append_that_the_database_refuses_fails_alone() throws Exception {
        ConversationSummary first = of("first", "zoe", PhaseKind.CLOSED);
        ConversationSummary second = of("second", "zoe", PhaseKind.WITH_ASSISTANT);
        stores.conversations().append(append(first, 0, 1));
        stores.conversations().append(append(second, 0, 1));
        Append poison = append(at(first, 1, PhaseKind.WITH_ASSISTANT, Optional.empty()), 1, 1);

        List<Future<AppendResult>> good = new ArrayList<>();
        Future<AppendResult> bad;
        try (Held _ = hold()) {
            Future<AppendResult> ahead = submit(append(summary("ahead"), 0, 1));
            good.add(ahead);
            awaitWriting();
            good.add(submit(append(summary("before"), 0, 1)));
            bad = submit(poison);
            good.add(submit(append(summary("after"), 0, 2)));
            awaitWaiting(stores, 3);
        }

        assertThatThrownBy(bad::get).hasRootCauseInstanceOf(SQLException.class);
        assertThatThrownBy(() -> stores.conversations().append(poison))
                .isInstanceOf(StoreUnavailableException.class);
        for (Future<AppendResult> future : good) {
            assertThat(future.get()).isInstanceOf(Appended.class);
        }
        assertThat(stores.conversations().read(first.id(), 0, 10)).isEqualTo(entries(0, 1));
        assertThat(stores.conversations().read(summary("after").id(), 0, 10))
                .isEqualTo(entries(0, 2));
    }

    @Test
    void two_appends_of_one_conversation_that_wait_together_are_written_one_after_the_other()
            throws Exception {
        Future<AppendResult> first;
        Future<AppendResult> second;
        Future<AppendResult> late;
        try (Held _ = hold()) {
            submit(append(summary("ahead"), 0, 1));
            awaitWriting();
            first = submit(append(summary("c1"), 0, 1));
            awaitWaiting(stores, 1);
            second = submit(append(summary("c1"), 1, 1));
            awaitWaiting(stores, 2);
            late = submit(append(summary("c1"), 1, 1));
            awaitWaiting(stores, 3);
        }
        assertThat(first.get()).isEqualTo(new Appended(1));
        assertThat(second.get()).isEqualTo(new Appended(2));
        assertThat(late.get()).isEqualTo(new Conflict());
    }

    @Test
    void when_too_many_wait_the_next_one_is_refused_at_once() throws Exception {
        PostgresStores small =
                open(
                        new GroupCommitWriter.Limits(
                                2, 256, Duration.ofSeconds(30), Duration.ofSeconds(20)));
        List<Future<AppendResult>> accepted = new ArrayList<>();
        try (Held _ = hold()) {
            accepted.add(submit(small, append(summary("ahead"), 0, 1)));
            awaitWriting();
            accepted.add(submit(small, append(summary("w1"), 0, 1)));
            accepted.add(submit(small, append(summary("w2"), 0, 1)));
            awaitWaiting(small, 2);

            assertThat(small.conversations().append(append(summary("w3"), 0, 1)))
                    .isEqualTo(new Unavailable("too many appends are waiting"));
        }
        for (Future<AppendResult> future : accepted) {
            assertThat(future.get()).isEqualTo(new Appended(1));
        }
    }

    @Test
    void an_append_that_waited_too_long_is_given_up_and_not_written_later() throws Exception {
        PostgresStores impatient =
                open(
                        new GroupCommitWriter.Limits(
                                10, 256, Duration.ofMillis(200), Duration.ofSeconds(20)));
        try (Held _ = hold()) {
            submit(impatient, append(summary("ahead"), 0, 1));
            awaitWriting();
            assertThat(impatient.conversations().append(append(summary("late"), 0, 1)))
                    .isEqualTo(new Unavailable("the database is too slow"));
        }
        assertThat(impatient.conversations().append(append(summary("next"), 0, 1)))
                .isEqualTo(new Appended(1));
        assertThat(impatient.conversations().summary(summary("late").id())).isEmpty();
    }

    @Test
    void a_database_that_hangs_ends_in_an_answer() throws Exception {
        PostgresStores impatient =
                open(
                        new GroupCommitWriter.Limits(
                                10, 256, Duration.ofSeconds(30), Duration.ofMillis(100)));
        try (Held _ = hold()) {
            assertThat(impatient.conversations().append(append(summary("c1"), 0, 1)))
                    .isEqualTo(new Unavailable("the database does not answer"));
        }
        assertThat(impatient.conversations().append(append(summary("c1"), 0, 1)))
                .isEqualTo(new Appended(1));
    }

    @Test
    void after_the_connection_broke_the_writer_goes_on_with_a_new_one() throws Exception {
        stores.conversations().append(append(summary("c1"), 0, 1));

        endWritersConnections();

        assertThat(stores.conversations().append(append(summary("c1"), 1, 1)))
                .isEqualTo(new Appended(2));
        assertThat(stores.conversations().read(summary("c1").id(), 0, 10)).isEqualTo(entries(0, 2));
    }

    @Test
    void a_connection_that_breaks_while_it_writes_loses_nothing_and_doubles_nothing()
            throws Exception {
        Future<AppendResult> written;
        try (Held _ = hold()) {
            written = submit(append(summary("c1"), 0, 1));
            awaitWriting();
            endWritersConnections();
        }
        assertThat(written.get()).isEqualTo(new Appended(1));
        assertThat(stores.conversations().read(summary("c1").id(), 0, 10)).isEqualTo(entries(0, 1));
    }

    @Test
    void text_that_postgresql_cannot_hold_stops_nobody() {
        String hostile = "a\0b \ud800 c";
        ConversationSummary summary =
                withPreview(summary("c1"), ConversationSummary.shorten(hostile));
        Append append = new Append(summary.id(), 0, List.of(said(1, "nul \0 kept")), summary);

        assertThat(stores.conversations().append(append)).isEqualTo(new Appended(1));

        assertThat(stores.conversations().summary(summary.id()).orElseThrow().preview())
                .startsWith("ab ");
        assertThat(stores.conversations().read(summary.id(), 0, 1).getFirst().event())
                .isEqualTo(new ConversationEvent.CustomerSaid("nul \0 kept"));
    }

    @Test
    void closing_refuses_what_comes_after() {
        stores.conversations().append(append(summary("c1"), 0, 1));
        stores.close();
        assertThat(stores.conversations().append(append(summary("c1"), 1, 1)))
                .isEqualTo(new Unavailable("the store is closing"));
    }

    @Test
    void every_append_is_measured_with_its_outcome() {
        stores.conversations().append(append(summary("c1"), 0, 1));
        stores.conversations().append(append(summary("c1"), 0, 1));

        assertThat(meters.timer("tandem.append", "outcome", "appended").count()).isEqualTo(1);
        assertThat(meters.timer("tandem.append", "outcome", "conflict").count()).isEqualTo(1);
    }

    /// Stops every write to the tables until it is closed.
    private record Held(Connection connection) implements AutoCloseable {
        @Override
        public void close() throws SQLException {
            connection.rollback();
            connection.close();
        }
    }

    private Held hold() throws SQLException {
        Connection connection = database.direct().getConnection();
        connection.setAutoCommit(false);
        try (Statement statement = connection.createStatement()) {
            statement.execute("LOCK TABLE conversation IN SHARE MODE");
        }
        return new Held(connection);
    }

    private Future<AppendResult> submit(Append append) {
        return submit(stores, append);
    }

    private Future<AppendResult> submit(PostgresStores to, Append append) {
        return threads.submit(() -> to.conversations().append(append));
    }

    /// Until a writer is stopped by [#hold()].
    private void awaitWriting() throws SQLException {
        await(
                """
                SELECT count(*) FROM pg_stat_activity
                WHERE wait_event_type = 'Lock' AND query LIKE 'WITH append%'
                """,
                1);
    }

    private void awaitWaiting(PostgresStores in, int appends) {
        Instant giveUpAt = Instant.now().plus(PATIENCE);
        while (in.writer().waiting() != appends) {
            assertThat(Instant.now()).as("%d appends wait", appends).isBefore(giveUpAt);
            Thread.yield();
        }
    }

    private void endWritersConnections() throws SQLException {
        TestDatabases.execute(
                database,
                """
                SELECT pg_terminate_backend(pid) FROM pg_stat_activity
                WHERE query LIKE 'WITH append%' AND pid <> pg_backend_pid()
                """);
        await("SELECT count(*) FROM pg_stat_activity WHERE query LIKE 'WITH append%'", 0);
    }

    private void await(String question, int answer) throws SQLException {
        Query query = new Query(database.pool());
        Instant giveUpAt = Instant.now().plus(PATIENCE);
        while (query.first(row -> row.getInt(1), question).orElseThrow() != answer) {
            assertThat(Instant.now()).as(question).isBefore(giveUpAt);
        }
    }

    private static ConversationSummary of(String id, String customer, PhaseKind phase) {
        return summary(id, SITE, customer, phase, START);
    }

    private static ConversationSummary withPreview(ConversationSummary s, String preview) {
        return new ConversationSummary(
                s.id(),
                s.site(),
                s.customer(),
                s.customerName(),
                s.phase(),
                s.channel(),
                s.version(),
                s.startedAt(),
                s.lastAt(),
                s.phaseSince(),
                s.nextDeadline(),
                s.agent(),
                s.agentName(),
                s.queue(),
                s.queuedAt(),
                s.joinedAt(),
                s.endedAt(),
                s.closedAt(),
                s.trigger(),
                s.disposition(),
                s.topic(),
                s.rating(),
                preview,
                s.problem(),
                s.unansweredVersion(),
                s.callSeconds(),
                s.onCall(),
                s.messageAt());
    }
}
