package dev.tandem.server.store;

import dev.tandem.server.application.ConversationStore.AppendResult;
import dev.tandem.server.application.StoreUnavailableException;
import dev.tandem.server.store.AppendStatement.Encoded;
import dev.tandem.signaling.protocol.ConversationId;

import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import javax.sql.DataSource;

/// The one thread of this process that writes to the event log. While the database commits one
/// batch, the next one gathers; so a lonely append waits for nobody, and thousands share a commit.
public final class GroupCommitWriter implements AutoCloseable {
    /// @param waiting appends that may wait; the next one is refused at once
    /// @param batch appends of one transaction; more gain little and make everybody in it wait
    /// @param deadline how long a caller waits for its append
    /// @param statement how long the database may take for one batch
    public record Limits(int waiting, int batch, Duration deadline, Duration statement) {
        public static final Limits DEFAULT =
                new Limits(10_000, 256, Duration.ofSeconds(5), Duration.ofSeconds(4));
    }

    /// Attempts for an append that the database threw out in favour of another one.
    private static final int ATTEMPTS = 3;

    /// How long closing waits for the batch that is being written.
    private static final Duration CLOSING = Duration.ofSeconds(10);

    private static final Logger log = LoggerFactory.getLogger(GroupCommitWriter.class);

    private record Pending(
            Encoded encoded, long deadlineNanos, CompletableFuture<AppendResult> result) {
        ConversationId id() {
            return encoded.append().id();
        }
    }

    private final DataSource direct;
    private final Limits limits;
    private final BlockingQueue<Pending> waiting;
    private final MeterRegistry meters;
    private final DistributionSummary batchSizes;
    private final Thread thread;
    private volatile boolean closing;

    // Of the writer's thread only.
    private final ArrayDeque<Pending> gathered = new ArrayDeque<>();
    private @Nullable AppendStatement statement;

    private GroupCommitWriter(DataSource direct, Limits limits, MeterRegistry meters) {
        this.direct = direct;
        this.limits = limits;
        this.meters = meters;
        waiting = new ArrayBlockingQueue<>(limits.waiting());
        batchSizes = meters.summary("tandem.append.batch");
        meters.gaugeCollectionSize("tandem.append.waiting", List.of(), waiting);
        thread = Thread.ofPlatform().name("tandem-append").daemon().unstarted(this::run);
    }

    /// @param direct where the writer gets its own connection, again after it broke
    public static GroupCommitWriter start(DataSource direct, Limits limits, MeterRegistry meters) {
        GroupCommitWriter writer = new GroupCommitWriter(direct, limits, meters);
        writer.thread.start();
        return writer;
    }

    /// Blocks until the append is committed, refused, or the deadline has passed.
    AppendResult append(Encoded encoded) {
        Timer.Sample sample = Timer.start(meters);
        AppendResult result = await(encoded);
        sample.stop(meters.timer("tandem.append", "outcome", outcome(result)));
        return result;
    }

    private AppendResult await(Encoded encoded) {
        if (closing) {
            return new AppendResult.Unavailable("the store is closing");
        }
        Pending pending =
                new Pending(
                        encoded,
                        System.nanoTime() + limits.deadline().toNanos(),
                        new CompletableFuture<>());
        if (!waiting.offer(pending)) {
            return new AppendResult.Unavailable("too many appends are waiting");
        }
        try {
            return pending.result().get(limits.deadline().toNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            return new AppendResult.Unavailable("the database is too slow");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new AppendResult.Unavailable("the wait for the database was interrupted");
        } catch (ExecutionException e) {
            throw new StoreUnavailableException(
                    "an append of conversation " + pending.id() + " was refused", e);
        }
    }

    private static String outcome(AppendResult result) {
        return switch (result) {
            case AppendResult.Appended _ -> "appended";
            case AppendResult.Conflict _ -> "conflict";
            case AppendResult.Unavailable _ -> "unavailable";
        };
    }

    private void run() {
        while (!closing) {
            List<Pending> batch;
            try {
                batch = gather();
            } catch (InterruptedException e) {
                break;
            }
            try {
                write(batch);
            } catch (RuntimeException e) {
                log.error("a batch of {} appends failed", batch.size(), e);
                batch.forEach(pending -> pending.result().completeExceptionally(e));
                disconnect();
            }
        }
        disconnect();
        waiting.drainTo(gathered);
        refuse(gathered, "the store is closing");
    }

    /// What waits now, the longest first, at most one append per conversation: a second one stays
    /// for the next batch. Whoever has given up waiting is left out.
    private List<Pending> gather() throws InterruptedException {
        if (gathered.isEmpty()) {
            gathered.add(waiting.take());
        }
        waiting.drainTo(gathered, Math.max(0, limits.batch() - gathered.size()));
        Map<ConversationId, Pending> batch = LinkedHashMap.newLinkedHashMap(gathered.size());
        long now = System.nanoTime();
        for (Iterator<Pending> each = gathered.iterator(); each.hasNext(); ) {
            Pending pending = each.next();
            if (pending.deadlineNanos() - now <= 0) {
                each.remove();
            } else if (batch.putIfAbsent(pending.id(), pending) == null) {
                each.remove();
            }
        }
        return List.copyOf(batch.values());
    }

    private void write(List<Pending> batch) {
        if (batch.isEmpty()) {
            return;
        }
        batchSizes.record(batch.size());
        try {
            commit(batch);
        } catch (SQLException e) {
            if (isBroken(e)) {
                log.warn(
                        "writing {} appends again on a new connection: {} ({})",
                        batch.size(),
                        e.getMessage(),
                        e.getSQLState());
                disconnect();
                writeAgain(batch);
            } else if (isTroubleOfTheDatabase(e)) {
                giveUp(batch, e);
            } else {
                batch.forEach(this::writeAlone);
            }
        }
    }

    private void commit(List<Pending> batch) throws SQLException {
        Set<ConversationId> won = connected().run(batch.stream().map(Pending::encoded).toList());
        for (Pending pending : batch) {
            pending.result()
                    .complete(
                            won.contains(pending.id())
                                    ? new AppendResult.Appended(
                                            pending.encoded().append().newVersion())
                                    : new AppendResult.Conflict());
        }
    }

    /// The connection broke, so nobody knows whether the batch was committed. Writing it again is
    /// safe: what was committed conflicts now, and its writer finds it when it loads.
    private void writeAgain(List<Pending> batch) {
        try {
            commit(batch);
        } catch (SQLException e) {
            if (isTroubleOfTheDatabase(e)) {
                giveUp(batch, e);
            } else {
                batch.forEach(this::writeAlone);
            }
        }
    }

    /// After a batch was thrown out as a whole, whoever is to blame fails alone.
    private void writeAlone(Pending pending) {
        for (int attempt = 1; ; attempt++) {
            try {
                commit(List.of(pending));
                return;
            } catch (SQLException e) {
                if (isTroubleOfTheDatabase(e)) {
                    giveUp(List.of(pending), e);
                    return;
                }
                if (attempt == ATTEMPTS || !isThrownOutForAnother(e)) {
                    log.error(
                            "an append of conversation {} at version {} was refused by the"
                                    + " database ({})",
                            pending.id(),
                            pending.encoded().append().newVersion(),
                            e.getSQLState());
                    pending.result().completeExceptionally(e);
                    return;
                }
            }
        }
    }

    private void giveUp(List<Pending> appends, SQLException e) {
        log.warn(
                "{} appends are not known to be committed: {} ({})",
                appends.size(),
                e.getMessage(),
                e.getSQLState());
        disconnect();
        refuse(appends, "the database does not answer");
    }

    /// The connection is gone (08), or was taken from us (57P).
    private static boolean isBroken(SQLException e) {
        String state = e.getSQLState();
        return state == null || state.startsWith("08") || state.startsWith("57P");
    }

    /// Not the fault of what was written: the connection broke (08), the database has no room (53),
    /// stops or ran out of time (57), cannot reach its disk (58), or became read-only (25).
    private static boolean isTroubleOfTheDatabase(SQLException e) {
        String state = e.getSQLState();
        return state == null
                || Set.of("08", "25", "53", "57", "58").contains(state.substring(0, 2));
    }

    /// A deadlock or the like (40) with a writer of another process.
    private static boolean isThrownOutForAnother(SQLException e) {
        String state = e.getSQLState();
        return state != null && state.startsWith("40");
    }

    private AppendStatement connected() throws SQLException {
        AppendStatement present = statement;
        if (present != null) {
            return present;
        }
        Connection connection = direct.getConnection();
        try {
            AppendStatement fresh =
                    new AppendStatement(connection, limits.statement(), Connections.SILENCE);
            statement = fresh;
            return fresh;
        } catch (SQLException e) {
            connection.close();
            throw e;
        }
    }

    private void disconnect() {
        AppendStatement present = statement;
        statement = null;
        if (present == null) {
            return;
        }
        try {
            present.close();
        } catch (SQLException e) {
            log.debug("the writer's connection was already gone", e);
        }
    }

    private static void refuse(Collection<Pending> appends, String reason) {
        appends.forEach(p -> p.result().complete(new AppendResult.Unavailable(reason)));
    }

    /// Appends that nobody has begun to write.
    int waiting() {
        return waiting.size();
    }

    /// Lets the batch that is being written end; what still waits is refused.
    @Override
    public void close() {
        closing = true;
        thread.interrupt();
        try {
            thread.join(CLOSING);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
