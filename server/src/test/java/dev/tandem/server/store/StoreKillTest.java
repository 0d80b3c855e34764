package dev.tandem.server.store;

import static dev.tandem.server.application.SampleConversations.entries;
import static dev.tandem.server.application.SampleConversations.summary;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tandem.signaling.protocol.MessageCodec;
import dev.tandem.signaling.timeline.TimelineEntry;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// `kill -9` in the middle of a burst: whatever was acknowledged is there, once.
class StoreKillTest {
    private static final int ACKS_BEFORE_THE_KILL = 2_000;

    @TempDir Path folder;

    @Test
    void after_the_server_was_killed_every_acknowledged_event_is_there_once() throws Exception {
        Map<String, Long> acknowledged = new HashMap<>();
        long postmaster;
        try (StoreProcess server = StoreProcess.start(folder, StoreProcess.BURST)) {
            readAcks(server, acknowledged);
            postmaster = postmasterPid();
            server.kill();
            server.rest().forEach(line -> note(line, acknowledged));
        }
        assertThat(ProcessHandle.of(postmaster)).as("the database lives on").isPresent();

        assertAllThere(acknowledged);
    }

    @Test
    void after_server_and_database_were_killed_every_acknowledged_event_is_there_once()
            throws Exception {
        Map<String, Long> acknowledged = new HashMap<>();
        try (StoreProcess server = StoreProcess.start(folder, StoreProcess.BURST)) {
            readAcks(server, acknowledged);
            ProcessHandle database = ProcessHandle.of(postmasterPid()).orElseThrow();
            server.kill();
            database.destroyForcibly();
            database.onExit().get();
            server.rest().forEach(line -> note(line, acknowledged));
        }

        assertAllThere(acknowledged);
    }

    private static void readAcks(StoreProcess server, Map<String, Long> acknowledged)
            throws Exception {
        for (int i = 0; i < ACKS_BEFORE_THE_KILL; i++) {
            note(server.await("ack "), acknowledged);
        }
    }

    private static void note(String line, Map<String, Long> acknowledged) {
        String[] words = line.split(" ");
        // The last line may have been cut by the kill.
        if (words.length == 3 && words[0].equals("ack") && !words[2].isEmpty()) {
            acknowledged.merge(words[1], Long.parseLong(words[2]), Math::max);
        }
    }

    private long postmasterPid() throws Exception {
        return PostmasterFile.read(folder.toRealPath().resolve("data")).orElseThrow().pid();
    }

    private void assertAllThere(Map<String, Long> acknowledged) throws Exception {
        assertThat(acknowledged).isNotEmpty();
        try (EmbeddedDatabase database = EmbeddedDatabase.start(folder, TestDatabases.PROGRAMS);
                PostgresStores stores =
                        PostgresStores.open(
                                database,
                                GroupCommitWriter.Limits.DEFAULT,
                                new MessageCodec(),
                                new SimpleMeterRegistry())) {
            acknowledged.forEach((id, version) -> {
                List<TimelineEntry> log =
                        stores.conversations().read(summary(id).id(), 0, Integer.MAX_VALUE);
                assertThat(log.size()).as(id).isGreaterThanOrEqualTo(version.intValue());
                assertThat(log).isEqualTo(entries(0, log.size()));
                assertThat(stores.conversations().summary(summary(id).id()).orElseThrow().version())
                        .isEqualTo(log.size());
            });
        }
        assertThat(Files.exists(folder.resolve("data/postmaster.pid"))).as("stopped").isFalse();
    }
}
