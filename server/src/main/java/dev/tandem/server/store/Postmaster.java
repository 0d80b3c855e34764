package dev.tandem.server.store;

import dev.tandem.server.store.DatabaseProblem.Kind;

import io.zonky.test.db.postgres.util.LinuxUtils;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/// PostgreSQL's programs at work on one data folder: `initdb`, and `pg_ctl` to start and stop.
///
/// `pg_ctl` makes the database the leader of a session of its own. So Ctrl-C in a terminal reaches
/// us and not it, and it lives until we have said goodbye to everybody.
final class Postmaster {
    static final String USER = "tandem";

    /// A database that was killed first repeats what its log says; after a large burst that takes a
    /// while.
    private static final Duration START = Duration.ofMinutes(2);

    private static final Duration STOP = Duration.ofSeconds(30);

    private static final Duration INITDB = Duration.ofMinutes(2);

    /// Somebody else may take a port between our look and PostgreSQL's.
    private static final int PORTS_TRIED = 3;

    private static final int LOG_BYTES = 1024 * 1024;

    /// Given on the command line, where no file of the data folder can overrule them.
    private static final List<String> SETTINGS =
            List.of(
                    "fsync=on",
                    "synchronous_commit=on",
                    "full_page_writes=on",
                    "listen_addresses=127.0.0.1",
                    "unix_socket_directories=''",
                    "max_connections=50",
                    "jit=off",
                    // Parallel queries want more shared memory than a container has.
                    "max_parallel_workers_per_gather=0",
                    "timezone=UTC",
                    "log_timezone=UTC",
                    // The log names tables and codes, never what customers wrote.
                    "log_error_verbosity=terse",
                    "log_min_error_statement=panic",
                    "log_checkpoints=off");

    private static final Logger log = LoggerFactory.getLogger(Postmaster.class);

    private final DataFolder folder;
    private final PostgresBinaries binaries;
    private final List<String> asOrdinaryUser;

    private Postmaster(DataFolder folder, PostgresBinaries binaries, List<String> asOrdinaryUser) {
        this.folder = folder;
        this.binaries = binaries;
        this.asOrdinaryUser = asOrdinaryUser;
    }

    static Postmaster in(DataFolder folder, PostgresBinaries binaries)
            throws DatabaseProblem, IOException {
        if (!folder.isOwnedByRoot()) {
            return new Postmaster(folder, binaries, List.of());
        }
        if (!LinuxUtils.isUnshareAvailable()) {
            throw new DatabaseProblem(
                    Kind.ROOT,
                    "PostgreSQL does not run as root here: start Tandem as an ordinary user, or"
                            + " give the address of an external database.");
        }
        // In a user namespace of its own, root is nobody, and PostgreSQL is content.
        return new Postmaster(folder, binaries, List.of("unshare", "-U"));
    }

    /// Makes a new database if there is none. One that was interrupted while it was made is made
    /// again from the start.
    void createIfAbsent() throws DatabaseProblem, IOException {
        Path versionFile = folder.data().resolve("PG_VERSION");
        if (Files.exists(versionFile)) {
            String version = Files.readString(versionFile).strip();
            if (!version.equals(Integer.toString(PostgresBinaries.MAJOR_VERSION))) {
                throw new DatabaseProblem(
                        Kind.OTHER_VERSION,
                        ("The data in %s was written by PostgreSQL %s and this Tandem comes with"
                                        + " %d: use the Tandem that wrote it, or choose another data"
                                        + " folder.")
                                .formatted(folder.path(), version, PostgresBinaries.MAJOR_VERSION));
            }
            return;
        }
        PostgresBinaries.deleteRecursively(folder.unfinishedData());
        folder.password();
        boolean made =
                run(
                        INITDB,
                        "initdb",
                        "--pgdata=" + folder.unfinishedData(),
                        "--username=" + USER,
                        "--pwfile=" + folder.passwordFile(),
                        "--auth=scram-sha-256",
                        "--encoding=UTF8",
                        "--locale=C",
                        "--locale-provider=builtin",
                        "--builtin-locale=C.UTF-8");
        if (!made) {
            throw startFailed("PostgreSQL could not make a database in " + folder.path());
        }
        Files.move(folder.unfinishedData(), folder.data(), StandardCopyOption.ATOMIC_MOVE);
    }

    /// Starts PostgreSQL and waits until it takes connections.
    ///
    /// @return its port
    int start() throws DatabaseProblem, IOException {
        keepLogSmall();
        for (int attempt = 1; attempt <= PORTS_TRIED; attempt++) {
            long logBefore = sizeOf(folder.log());
            int port = freePort(attempt == 1);
            List<String> options = new ArrayList<>(List.of("-p " + port));
            SETTINGS.forEach(setting -> options.add("-c " + setting));
            if (run(
                    START,
                    "pg_ctl",
                    "start",
                    "--wait",
                    "--timeout=" + START.toSeconds(),
                    "--pgdata=" + folder.data(),
                    "--log=" + folder.log(),
                    "--options=" + String.join(" ", options))) {
                Files.writeString(folder.port(), Integer.toString(port));
                return port;
            }
            if (!logSince(logBefore).contains("could not bind")) {
                break;
            }
        }
        throw startFailed("PostgreSQL did not start on " + folder.path());
    }

    /// Ends all connections and stops PostgreSQL; what was committed is on disk.
    boolean stop() throws IOException {
        return run(STOP, "pg_ctl", "stop", "--wait", "--mode=fast", stopTimeout(), dataOption())
                || run(
                        STOP,
                        "pg_ctl",
                        "stop",
                        "--wait",
                        "--mode=immediate",
                        stopTimeout(),
                        dataOption());
    }

    /// Whether a process is a PostgreSQL of ours, by the program that it runs.
    boolean isOurs(PostmasterFile postmaster) {
        return postmaster
                .program()
                .filter(program -> program.equals(binaries.program("postgres").toString()))
                .isPresent();
    }

    private static String stopTimeout() {
        return "--timeout=" + (STOP.toSeconds() - 5);
    }

    private String dataOption() {
        return "--pgdata=" + folder.data();
    }

    private DatabaseProblem startFailed(String what) {
        return new DatabaseProblem(
                Kind.START_FAILED,
                what
                        + ": see "
                        + folder.log()
                        + " and "
                        + folder.toolOutput()
                        + " for the reason.");
    }

    private boolean run(Duration timeout, String program, String... arguments) throws IOException {
        List<String> command =
                Stream.of(
                                asOrdinaryUser,
                                List.of(binaries.program(program).toString()),
                                List.of(arguments))
                        .flatMap(List::stream)
                        .toList();
        ProcessBuilder builder =
                new ProcessBuilder(command)
                        .redirectErrorStream(true)
                        .redirectOutput(folder.toolOutput().toFile());
        // The user's own PostgreSQL settings are not meant for this one.
        builder.environment().keySet().removeIf(name -> name.startsWith("PG"));
        builder.environment().put("LC_ALL", "C");
        Process process = builder.start();
        process.getOutputStream().close();
        try {
            if (process.waitFor(timeout.toMillis(), TimeUnit.MILLISECONDS)) {
                return process.exitValue() == 0;
            }
            log.error("{} did not end within {} s", program, timeout.toSeconds());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        process.destroyForcibly();
        return false;
    }

    private int freePort(boolean asLastTime) throws IOException {
        if (asLastTime && Files.exists(folder.port())) {
            Optional<Integer> last = portIfFree(Files.readString(folder.port()).strip());
            if (last.isPresent()) {
                return last.get();
            }
        }
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private static Optional<Integer> portIfFree(String text) {
        try (ServerSocket socket =
                new ServerSocket(Integer.parseInt(text), 1, InetAddress.getLoopbackAddress())) {
            return Optional.of(socket.getLocalPort());
        } catch (IOException | IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private void keepLogSmall() throws IOException {
        if (sizeOf(folder.log()) > LOG_BYTES) {
            Files.move(
                    folder.log(),
                    folder.log().resolveSibling("postgres.log.old"),
                    StandardCopyOption.REPLACE_EXISTING);
        }
    }

    private String logSince(long bytes) throws IOException {
        try (var in = Files.newInputStream(folder.log())) {
            in.skipNBytes(Math.min(bytes, sizeOf(folder.log())));
            return new String(in.readNBytes(LOG_BYTES), StandardCharsets.UTF_8);
        }
    }

    private static long sizeOf(Path file) throws IOException {
        return Files.exists(file) ? Files.size(file) : 0;
    }
}
