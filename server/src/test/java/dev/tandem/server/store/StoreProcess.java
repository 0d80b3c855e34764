package dev.tandem.server.store;

import static dev.tandem.server.application.SampleConversations.append;
import static dev.tandem.server.application.SampleConversations.summary;

import dev.tandem.server.application.ConversationStore.AppendResult.Appended;
import dev.tandem.signaling.protocol.MessageCodec;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/// A server of nothing but the store, in a process of its own, so that tests can kill it. It starts
/// the database of a folder and writes to it in the way that its second argument names; what it
/// does is read from its output.
final class StoreProcess implements AutoCloseable {
    /// Appends from many threads and says `ack ID VERSION` for each, until it is killed.
    static final String BURST = "burst";

    /// Says `ready` and waits. When it is told to stop it appends once more, says so, and stops the
    /// database.
    static final String ORDERLY = "orderly";

    private static final int WRITERS = 16;

    /// No test needs one for longer.
    private static final long LIFE_SECONDS = 90;

    private final Process process;
    private final BufferedReader output;

    private StoreProcess(Process process) {
        this.process = process;
        this.output = process.inputReader();
        // Whoever waits for what it says waits no longer than for its end.
        CompletableFuture.delayedExecutor(LIFE_SECONDS, TimeUnit.SECONDS)
                .execute(process::destroyForcibly);
    }

    static StoreProcess start(Path folder, String mode, String... before) throws IOException {
        List<String> command = new ArrayList<>(List.of(before));
        command.addAll(
                List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx256m",
                        "-cp",
                        System.getProperty("java.class.path"),
                        StoreProcess.class.getName(),
                        folder.toString(),
                        mode));
        return new StoreProcess(
                new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start());
    }

    /// The next line that starts in this way; the log's lines are skipped.
    String await(String start) throws IOException {
        String line;
        while ((line = output.readLine()) != null) {
            if (line.startsWith(start)) {
                return line;
            }
        }
        throw new AssertionError("the process ended before it said " + start);
    }

    /// What it still said before it ended.
    List<String> rest() {
        return output.lines().toList();
    }

    long pid() {
        return process.pid();
    }

    /// SIGKILL: it cannot do anything about it. By its handle, which leaves its output to be read.
    void kill() throws InterruptedException {
        process.toHandle().destroyForcibly();
        process.waitFor();
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }

    public static void main(String[] arguments) throws Exception {
        EmbeddedDatabase database =
                EmbeddedDatabase.start(Path.of(arguments[0]), TestDatabases.PROGRAMS);
        PostgresStores stores =
                PostgresStores.open(
                        database,
                        GroupCommitWriter.Limits.DEFAULT,
                        new MessageCodec(),
                        new SimpleMeterRegistry());
        if (arguments[1].equals(BURST)) {
            for (int writer = 0; writer < WRITERS; writer++) {
                String id = "c" + writer + "-" + ProcessHandle.current().pid();
                Thread.startVirtualThread(() -> burst(stores, id));
            }
        } else {
            Runtime.getRuntime()
                    .addShutdownHook(
                            new Thread(() -> {
                                say(
                                        stores.conversations().append(append(summary("last"), 0, 1))
                                                        instanceof Appended
                                                ? "written"
                                                : "not written");
                                stores.close();
                                database.close();
                                say("stopped");
                            }));
            say("ready " + database.port());
        }
        new CountDownLatch(1).await();
    }

    private static void burst(PostgresStores stores, String id) {
        for (long version = 0;
                stores.conversations().append(append(summary(id), version, 1))
                        instanceof Appended(long written);
                version = written) {
            say("ack " + id + " " + written);
        }
    }

    private static synchronized void say(String line) {
        System.out.println(line);
        System.out.flush();
    }
}
