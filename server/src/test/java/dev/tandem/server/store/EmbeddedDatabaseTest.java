package dev.tandem.server.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.tandem.server.store.DatabaseProblem.Kind;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;

/// The database that comes with the program, through its good and bad mornings.
class EmbeddedDatabaseTest {
    @TempDir Path folder;

    @Test
    void a_new_folder_becomes_a_durable_database_that_listens_to_this_machine_only()
            throws Exception {
        try (EmbeddedDatabase database = start();
                Connection connection = database.direct().getConnection()) {
            for (String setting : Durability.SETTINGS) {
                assertThat(Durability.show(connection, setting)).as(setting).isEqualTo("on");
            }
            assertThat(Durability.show(connection, "listen_addresses")).isEqualTo("127.0.0.1");
            assertThat(Durability.show(connection, "unix_socket_directories")).isEmpty();
        }
        assertThat(Files.getPosixFilePermissions(folder))
                .isEqualTo(PosixFilePermissions.fromString("rwx------"));
        assertThat(Files.getPosixFilePermissions(folder.resolve("password")))
                .isEqualTo(PosixFilePermissions.fromString("rw-------"));
    }

    @Test
    void nobody_gets_in_without_the_password() throws Exception {
        try (EmbeddedDatabase database = start()) {
            SQLException refused =
                    catchThrowableOfType(
                            SQLException.class,
                            () ->
                                    DriverManager.getConnection(
                                            "jdbc:postgresql://127.0.0.1:%d/postgres"
                                                    .formatted(database.port()),
                                            Postmaster.USER,
                                            "guessed"));
            assertThat(refused.getSQLState()).isEqualTo("28P01");
        }
    }

    @Test
    void what_was_stored_is_there_after_a_restart_on_the_same_port() throws Exception {
        int port;
        ProcessHandle process;
        try (EmbeddedDatabase database = start()) {
            port = database.port();
            process = ProcessHandle.of(postmaster().pid()).orElseThrow();
            TestDatabases.execute(database, "CREATE TABLE kept AS SELECT 42 AS number");
        }
        assertEnds(process);

        try (EmbeddedDatabase database = start()) {
            assertThat(database.port()).isEqualTo(port);
            assertThat(numberIn(database)).isEqualTo(42);
        }
    }

    @Test
    void the_database_of_a_killed_server_is_adopted() throws Exception {
        long pid;
        try (StoreProcess server = StoreProcess.start(folder, StoreProcess.ORDERLY)) {
            server.await("ready");
            pid = postmaster().pid();
            assertProblem(Kind.FOLDER_IN_USE, "Another Tandem is running");
            server.kill();
        }

        try (EmbeddedDatabase database = start()) {
            assertThat(postmaster().pid()).isEqualTo(pid);
            assertThat(postmastersOfTheFolder()).containsExactly(pid);
            TestDatabases.execute(database, "SELECT count(*) FROM conversation");
        }
        assertThat(PostmasterFile.read(folder.resolve("data"))).isEmpty();
    }

    @Test
    @EnabledOnOs(OS.LINUX) // setsid plays the terminal
    void ctrl_c_reaches_the_server_first_and_the_database_last() throws Exception {
        try (StoreProcess server = StoreProcess.start(folder, StoreProcess.ORDERLY, "setsid")) {
            server.await("ready");
            ProcessHandle database = ProcessHandle.of(postmaster().pid()).orElseThrow();

            new ProcessBuilder("sh", "-c", "kill -INT -" + server.pid()).start().waitFor();

            assertThat(server.rest()).containsSubsequence("written", "stopped");
            assertEnds(database);
        }
    }

    @Test
    void a_process_number_that_another_program_has_now_is_no_obstacle() throws Exception {
        start().close();
        Files.write(
                folder.resolve("data/postmaster.pid"),
                List.of(
                        Long.toString(ProcessHandle.current().pid()),
                        folder.resolve("data").toString(),
                        "1700000000",
                        "1",
                        "",
                        "127.0.0.1",
                        "  12345678         0",
                        "ready   "));
        start().close();
    }

    @Test
    void a_database_that_was_never_finished_is_made_again() throws Exception {
        Files.createDirectories(folder.resolve("data.unfinished"));
        Files.writeString(folder.resolve("data.unfinished/PG_VERSION"), "17");
        start().close();
    }

    @Test
    void a_taken_port_is_left_to_whoever_has_it() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Files.writeString(folder.resolve("port"), Integer.toString(taken.getLocalPort()));
            try (EmbeddedDatabase database = start()) {
                assertThat(database.port()).isNotEqualTo(taken.getLocalPort());
            }
        }
    }

    @Test
    void a_folder_serves_one_tandem_at_a_time() throws Exception {
        try (EmbeddedDatabase _ = start()) {
            assertProblem(Kind.FOLDER_IN_USE, "stop it, or choose another data folder");
        }
    }

    @Test
    void a_folder_that_cannot_be_made_is_named() throws Exception {
        Path file = Files.writeString(folder.resolve("file"), "in the way");
        DatabaseProblem problem = problemOf(file.resolve("data"));
        assertThat(problem.kind()).isEqualTo(Kind.FOLDER);
        assertThat(problem).hasMessageContaining(file.resolve("data").toString());
    }

    @Test
    void data_of_another_version_is_not_touched() throws Exception {
        Files.createDirectories(folder.resolve("data"));
        Files.writeString(folder.resolve("data/PG_VERSION"), "12\n");
        assertProblem(Kind.OTHER_VERSION, "PostgreSQL 12");
    }

    @Test
    void data_that_postgresql_cannot_read_is_a_problem_that_says_where_to_look() throws Exception {
        Files.createDirectories(folder.resolve("data"));
        Files.writeString(folder.resolve("data/PG_VERSION"), "17\n");
        assertProblem(Kind.START_FAILED, "postgres.log");
        try (EmbeddedDatabase _ = EmbeddedDatabase.start(folder.resolve("other"), programs())) {
            // The lock of the failed start is no longer held by anybody.
            assertProblem(Kind.START_FAILED, "postgres.log");
        }
    }

    @Test
    void a_database_that_would_lose_messages_is_refused() throws Exception {
        try (EmbeddedDatabase database = start()) {
            TestDatabases.execute(database, "ALTER ROLE tandem SET synchronous_commit = off");
        }
        assertProblem(Kind.NOT_DURABLE, "synchronous_commit");
        assertThat(PostmasterFile.read(folder.resolve("data"))).as("stopped").isEmpty();
    }

    /// It says goodbye a moment before it is gone.
    private static void assertEnds(ProcessHandle database) {
        assertThat(database.onExit()).succeedsWithin(Duration.ofSeconds(10));
    }

    private EmbeddedDatabase start() throws DatabaseProblem {
        return EmbeddedDatabase.start(folder, programs());
    }

    private static Path programs() {
        return TestDatabases.PROGRAMS;
    }

    private void assertProblem(Kind kind, String part) {
        DatabaseProblem problem = problemOf(folder);
        assertThat(problem).hasMessageContaining(part);
        assertThat(problem.kind()).isEqualTo(kind);
    }

    private static DatabaseProblem problemOf(Path folder) {
        return catchThrowableOfType(
                DatabaseProblem.class, () -> EmbeddedDatabase.start(folder, programs()).close());
    }

    private PostmasterFile postmaster() throws IOException {
        return PostmasterFile.read(folder.resolve("data")).orElseThrow();
    }

    private List<Long> postmastersOfTheFolder() {
        return ProcessHandle.allProcesses()
                .filter(process ->
                        process.info()
                                .arguments()
                                .map(Arrays::asList)
                                .orElse(List.of())
                                .contains(folder.resolve("data").toString()))
                .map(ProcessHandle::pid)
                .toList();
    }

    private static int numberIn(Database database) {
        return new Query(database.pool())
                .first(row -> row.getInt(1), "SELECT number FROM kept")
                .orElseThrow();
    }
}
