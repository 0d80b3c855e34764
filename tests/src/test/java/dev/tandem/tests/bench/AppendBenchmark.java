package dev.tandem.tests.bench;

import dev.tandem.server.application.ConversationStore;
import dev.tandem.server.application.ConversationStore.Append;
import dev.tandem.server.application.ConversationStore.AppendResult.Appended;
import dev.tandem.server.conversation.ConversationSummary;
import dev.tandem.server.conversation.PhaseKind;
import dev.tandem.server.store.Database;
import dev.tandem.server.store.EmbeddedDatabase;
import dev.tandem.server.store.GroupCommitWriter;
import dev.tandem.server.store.PostgresStores;
import dev.tandem.signaling.protocol.AgentId;
import dev.tandem.signaling.protocol.CommandId;
import dev.tandem.signaling.protocol.ConversationId;
import dev.tandem.signaling.protocol.CustomerId;
import dev.tandem.signaling.protocol.MessageCodec;
import dev.tandem.signaling.protocol.SiteKey;
import dev.tandem.signaling.timeline.Channel;
import dev.tandem.signaling.timeline.ConversationEvent;
import dev.tandem.signaling.timeline.TimelineEntry;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/// How many messages per second become durable in the embedded database, and how long each one
/// takes to be acknowledged; beside it, what the same PostgreSQL takes from a bare writer that only
/// inserts the event rows, in batches of the same size. Run by turns, so that both see the same
/// machine.
@Tag("append")
class AppendBenchmark {
    private static final Instant START = Instant.parse("2026-03-01T09:00:00Z");
    private static final String TEXT = "x".repeat(200);
    private static final Duration RUN = Duration.ofSeconds(5);
    private static final int RUNS = 5;
    private static final int BATCH = 256;

    private final Report report = new Report("append");

    @TempDir Path folder;

    @Test
    void append() throws Exception {
        long begun = System.nanoTime();
        EmbeddedDatabase.start(folder).close();
        report.add("embedded database", "first start and stop", "ms", millisSince(begun));
        for (int i = 0; i < RUNS; i++) {
            begun = System.nanoTime();
            EmbeddedDatabase started = EmbeddedDatabase.start(folder);
            report.add("embedded database", "later start", "ms", millisSince(begun));
            started.close();
        }
        try (EmbeddedDatabase database = EmbeddedDatabase.start(folder);
                PostgresStores stores =
                        PostgresStores.open(
                                database,
                                GroupCommitWriter.Limits.DEFAULT,
                                new MessageCodec(),
                                new SimpleMeterRegistry())) {
            // The first runs warm up and are not counted.
            bare(database, "warm");
            run(stores.conversations(), 64, "warm");
            for (int run = 0; run < RUNS; run++) {
                report.add("bare writer", "batches of 256", "rows/s", bare(database, "b" + run));
                measure(stores.conversations(), 1, "one" + run);
                measure(stores.conversations(), 64, "few" + run);
                measure(stores.conversations(), 512, "many" + run);
            }
        }
        report.write();
    }

    private void measure(ConversationStore store, int appenders, String name) throws Exception {
        long[] nanos = run(store, appenders, name);
        String subject = appenders + (appenders == 1 ? " appender" : " appenders");
        report.add(subject, "throughput", "appends/s", nanos.length / (double) RUN.toSeconds());
        report.add(subject, "p50", "ms", nanos[nanos.length / 2] / 1e6);
        report.add(subject, "p99", "ms", nanos[(int) (nanos.length * 0.99)] / 1e6);
    }

    /// Each appender writes one message after the other to a conversation of its own.
    ///
    /// @return how long each append took, sorted
    private static long[] run(ConversationStore store, int appenders, String name)
            throws Exception {
        long end = System.nanoTime() + RUN.toNanos();
        List<long[]> all = new ArrayList<>();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<long[]>> running = new ArrayList<>();
            for (int i = 0; i < appenders; i++) {
                String id = name + "-" + i;
                running.add(threads.submit(() -> appendUntil(store, id, end)));
            }
            for (Future<long[]> future : running) {
                all.add(future.get());
            }
        }
        return all.stream().flatMapToLong(Arrays::stream).sorted().toArray();
    }

    private static long[] appendUntil(ConversationStore store, String id, long end) {
        long[] nanos = new long[1024];
        int count = 0;
        while (System.nanoTime() < end) {
            long before = System.nanoTime();
            if (!(store.append(message(id, count)) instanceof Appended)) {
                throw new AssertionError("an append was refused");
            }
            if (count == nanos.length) {
                nanos = Arrays.copyOf(nanos, count * 2);
            }
            nanos[count++] = System.nanoTime() - before;
        }
        return Arrays.copyOf(nanos, count);
    }

    private static Append message(String id, long version) {
        Instant now = START.plusMillis(version);
        TimelineEntry entry =
                new TimelineEntry(
                        version + 1,
                        now,
                        Optional.of(new CommandId("command-" + version)),
                        new ConversationEvent.CustomerSaid(TEXT));
        ConversationSummary summary =
                new ConversationSummary(
                        new ConversationId(id),
                        new SiteKey("bench"),
                        new CustomerId(id),
                        "Zoe",
                        PhaseKind.WITH_AGENT,
                        Channel.TEXT,
                        version + 1,
                        START,
                        now,
                        Optional.of(START),
                        Optional.of(now.plusSeconds(60)),
                        Optional.of(new AgentId("ada")),
                        Optional.of("Ada"),
                        Optional.of("support"),
                        Optional.of(START),
                        Optional.of(START),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        ConversationSummary.shorten(TEXT),
                        "No internet since Monday",
                        0,
                        0,
                        false,
                        Optional.empty());
        return new Append(summary.id(), version, List.of(entry), summary);
    }

    private static double bare(Database database, String name) throws Exception {
        String body = new MessageCodec().encode(new ConversationEvent.CustomerSaid(TEXT));
        long rows = 0;
        try (Connection connection = database.direct().getConnection()) {
            try (Statement statement = connection.createStatement()) {
                statement.execute(
                        "CREATE TABLE bare_" + name + " (LIKE conversation_event INCLUDING ALL)");
            }
            connection.setAutoCommit(false);
            try (PreparedStatement insert =
                    connection.prepareStatement(
                            "INSERT INTO bare_" + name + " VALUES (?, ?, now(), ?, ?, ?)")) {
                long end = System.nanoTime() + RUN.toNanos();
                for (long version = 1; System.nanoTime() < end; version++) {
                    for (int i = 0; i < BATCH; i++) {
                        insert.setString(1, name + "-" + i);
                        insert.setLong(2, version);
                        insert.setString(3, "command-" + version);
                        insert.setString(4, "customer_said");
                        insert.setString(5, body);
                        insert.addBatch();
                    }
                    insert.executeBatch();
                    connection.commit();
                    rows += BATCH;
                }
            }
        }
        return rows / (double) RUN.toSeconds();
    }

    private static double millisSince(long nanos) {
        return (System.nanoTime() - nanos) / 1e6;
    }
}
