package dev.tandem.server.store;

import com.zaxxer.hikari.HikariDataSource;

import dev.tandem.server.store.DatabaseProblem.Kind;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

import javax.sql.DataSource;

/// The PostgreSQL that comes with the program: a child process that keeps its data in one folder,
/// listens on the loopback address only, and is made to be durable.
///
/// If the program was killed, its PostgreSQL lives on. The next start on the same folder finds it
/// and goes on with it.
public final class EmbeddedDatabase implements Database {
    /// How long an orphan may take to answer, or to end.
    private static final Duration ORPHAN = Duration.ofSeconds(20);

    private static final Duration ORPHAN_LOOK = Duration.ofMillis(50);

    private static final Logger log = LoggerFactory.getLogger(EmbeddedDatabase.class);

    private final DataFolder folder;
    private final Postmaster postmaster;
    private final int port;
    private final DataSource direct;
    private final HikariDataSource pool;

    private EmbeddedDatabase(
            DataFolder folder,
            Postmaster postmaster,
            int port,
            DataSource direct,
            HikariDataSource pool) {
        this.folder = folder;
        this.postmaster = postmaster;
        this.port = port;
        this.direct = direct;
        this.pool = pool;
    }

    /// Starts the database of a folder, or makes one there.
    public static EmbeddedDatabase start(Path folder) throws DatabaseProblem {
        return start(folder, folder.resolve("postgres"));
    }

    /// @param programs where PostgreSQL is unpacked; several folders may share it
    public static EmbeddedDatabase start(Path folder, Path programs) throws DatabaseProblem {
        long startedAt = System.nanoTime();
        DataFolder data = DataFolder.open(folder);
        try {
            Postmaster postmaster = Postmaster.in(data, PostgresBinaries.unpackedUnder(programs));
            postmaster.createIfAbsent();
            EmbeddedDatabase database = startOrAdopt(data, postmaster);
            log.info(
                    "database ready on port {} after {} ms, data in {}",
                    database.port,
                    TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - startedAt),
                    data.data());
            return database;
        } catch (IOException e) {
            release(data);
            throw new DatabaseProblem(
                    Kind.FOLDER,
                    ("The data folder %s cannot be used (%s): check its permissions and the space"
                                    + " on its disk, or choose another one.")
                            .formatted(data.path(), e.getMessage()),
                    e);
        } catch (DatabaseProblem | RuntimeException e) {
            release(data);
            throw e;
        }
    }

    private static EmbeddedDatabase startOrAdopt(DataFolder folder, Postmaster postmaster)
            throws DatabaseProblem, IOException {
        Optional<Integer> orphan = adopt(folder, postmaster);
        int port = orphan.isPresent() ? orphan.get() : postmaster.start();
        String url = url(port);
        try (Connection connection = connect(folder, port)) {
            List<String> off = Durability.missing(connection);
            if (!off.isEmpty()) {
                postmaster.stop();
                throw new DatabaseProblem(
                        Kind.NOT_DURABLE,
                        ("PostgreSQL runs with %s off and would lose messages: remove that setting"
                                        + " from its environment and start again.")
                                .formatted(String.join(", ", off)));
            }
        } catch (SQLException e) {
            postmaster.stop();
            throw new DatabaseProblem(
                    Kind.START_FAILED,
                    "PostgreSQL started and then refused us (%s): see %s for the reason."
                            .formatted(e.getSQLState(), folder.log()),
                    e);
        }
        String password = folder.password();
        return new EmbeddedDatabase(
                folder,
                postmaster,
                port,
                Connections.to(url, Postmaster.USER, password),
                Connections.pool(url, Postmaster.USER, password));
    }

    /// The port of a PostgreSQL that still runs on our folder and is as we would start it. Since we
    /// hold the folder's lock, the Tandem that started it is gone.
    private static Optional<Integer> adopt(DataFolder folder, Postmaster postmaster)
            throws DatabaseProblem, IOException {
        long giveUpAt = System.nanoTime() + ORPHAN.toNanos();
        while (true) {
            Optional<PostmasterFile> found =
                    PostmasterFile.read(folder.data()).filter(PostmasterFile::isAlive);
            if (found.isEmpty()) {
                return Optional.empty();
            }
            Optional<Boolean> durable = answersForOurData(folder, found.get().port());
            if (durable.isPresent() && durable.get()) {
                log.info("going on with the database of a Tandem that was killed");
                return Optional.of(found.get().port());
            }
            if (durable.isEmpty() && !postmaster.isOurs(found.get())) {
                clearStaleFile(folder, found.get());
                return Optional.empty();
            }
            if (durable.isPresent() || System.nanoTime() - giveUpAt > 0) {
                log.warn("replacing the database of a Tandem that was killed");
                if (!postmaster.stop()) {
                    throw foreign(folder, found.get());
                }
                return Optional.empty();
            }
            // It may still be starting, or stopping.
            LockSupport.parkNanos(ORPHAN_LOOK.toNanos());
        }
    }

    /// The number of a process that was killed has been given to another program, for example after
    /// the machine was started again; PostgreSQL would believe that it is still running.
    private static void clearStaleFile(DataFolder folder, PostmasterFile file)
            throws DatabaseProblem, IOException {
        boolean surelyNoPostgres =
                file.program().filter(program -> !program.endsWith("postgres")).isPresent();
        if (!surelyNoPostgres) {
            throw foreign(folder, file);
        }
        Files.deleteIfExists(PostmasterFile.fileIn(folder.data()));
    }

    private static DatabaseProblem foreign(DataFolder folder, PostmasterFile file) {
        return new DatabaseProblem(
                Kind.FOREIGN_PROCESS,
                ("Process %d seems to be a PostgreSQL on the data folder %s and does not answer: stop"
                                + " that process and start again.")
                        .formatted(file.pid(), folder.path()));
    }

    /// Empty: nobody there, or somebody else. Else whether it is durable.
    private static Optional<Boolean> answersForOurData(DataFolder folder, int port)
            throws IOException {
        try (Connection connection = connect(folder, port)) {
            Path served = Path.of(Durability.show(connection, "data_directory"));
            return served.equals(folder.data())
                    ? Optional.of(Durability.missing(connection).isEmpty())
                    : Optional.empty();
        } catch (SQLException e) {
            return Optional.empty();
        }
    }

    private static Connection connect(DataFolder folder, int port)
            throws SQLException, IOException {
        return Connections.to(url(port), Postmaster.USER, folder.password()).getConnection();
    }

    private static String url(int port) {
        return "jdbc:postgresql://127.0.0.1:" + port + "/postgres";
    }

    private static void release(DataFolder folder) {
        try {
            folder.close();
        } catch (IOException e) {
            log.warn("the lock of {} could not be given back", folder.path(), e);
        }
    }

    public int port() {
        return port;
    }

    @Override
    public DataSource pool() {
        return pool;
    }

    @Override
    public DataSource direct() {
        return direct;
    }

    @Override
    public void close() {
        pool.close();
        try {
            if (!postmaster.stop()) {
                log.error("the database on port {} could not be stopped", port);
            }
        } catch (IOException e) {
            log.error("the database on port {} could not be stopped", port, e);
        }
        release(folder);
    }
}
