package dev.tandem.server.recordings;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tandem.server.application.RecordedFile;
import dev.tandem.signaling.protocol.CallId;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;

/// What a recorder left is found and deleted, and nothing beside it.
class RecordingFolderTest {
    private static final CallId CALL = new CallId("c-1-7");

    @TempDir Path folder;
    private RecordingFolder recordings;

    @BeforeEach
    void somethingWasRecorded() throws IOException {
        Path home = Files.createDirectory(folder.resolve("c-1-7"));
        Files.writeString(home.resolve("2000-agent-maya-audio.webm"), "agent");
        Files.writeString(home.resolve("1000-customer-z-audio.webm"), "customer");
        Files.writeString(home.resolve("3000-agent-maya-audio.webm.part"), "unfinished");
        Files.writeString(
                home.resolve("manifest.jsonl"),
                """
                {"file":"2000-agent-maya-audio.webm","leg":"agent-maya","kind":"audio","startedAt":2000}
                {"file":"1000-customer-z-audio.webm","leg":"customer-z","kind":"audio","startedAt":1000}
                {"file":"1000-customer-z-audio.webm","millis":4000}
                {"file":"2000-agent-maya-audio.webm","millis":3000}
                {"dropped":3}
                {"file":"3000-agent-maya-audio.webm","leg":"agent-maya","kind":"audio","startedAt":3000}
                {"file":"9000-gone-audio.webm","leg":"gone","kind":"audio","startedAt":9000}
                {"file":"4000-agent-maya-au\
                """);
        Files.writeString(home.resolve("5000-customer-z-video.mkv"), "H.264");
        Files.writeString(folder.resolve("secret.webm"), "not for you");
        recordings = new RecordingFolder(Optional.of(folder));
    }

    @Test
    void filesComeInTheOrderOfTheirTimeAndALineThatWasCutOffSaysNothing() throws IOException {
        assertThat(recordings.of(CALL))
                .containsExactly(
                        new RecordedFile(
                                "1000-customer-z-audio.webm",
                                "customer-z",
                                "audio",
                                Instant.ofEpochMilli(1000),
                                Optional.of(Duration.ofSeconds(4))),
                        new RecordedFile(
                                "2000-agent-maya-audio.webm",
                                "agent-maya",
                                "audio",
                                Instant.ofEpochMilli(2000),
                                Optional.of(Duration.ofSeconds(3))),
                        new RecordedFile(
                                "3000-agent-maya-audio.webm",
                                "agent-maya",
                                "audio",
                                Instant.ofEpochMilli(3000),
                                Optional.empty()));
    }

    @Test
    void onlyRecordedFilesAreFound() {
        assertThat(recordings.find(CALL, "1000-customer-z-audio.webm")).isPresent();
        assertThat(recordings.find(CALL, "3000-agent-maya-audio.webm")).isPresent();
        assertThat(recordings.find(CALL, "5000-customer-z-video.mkv")).isPresent();
        for (String name :
                List.of("../secret.webm", "..%2Fsecret.webm", "manifest.jsonl", "", "a/b.webm")) {
            assertThat(recordings.find(CALL, name)).as(name).isEmpty();
        }
    }

    @Test
    void whatIsBeingRepairedIsThereAndNotWhole() throws IOException {
        Files.move(
                folder.resolve("c-1-7/3000-agent-maya-audio.webm.part"),
                folder.resolve("c-1-7/3000-agent-maya-audio.webm.0f1e-2d3c.part"));
        assertThat(recordings.find(CALL, "3000-agent-maya-audio.webm")).isPresent();
        assertThat(recordings.of(CALL).getLast().name()).isEqualTo("3000-agent-maya-audio.webm");
        assertThat(recordings.of(CALL).getLast().length()).isEmpty();
    }

    @Test
    void whatIsDeletedIsGoneAndMayBeDeletedAgain() throws IOException {
        recordings.delete(CALL);
        assertThat(folder.resolve("c-1-7")).doesNotExist();
        assertThat(recordings.of(CALL)).isEmpty();
        recordings.delete(CALL);
        assertThat(folder.resolve("secret.webm")).exists();
    }

    @Test
    void whatIsAddedWhileItIsDeletedGoesToo() throws Exception {
        Path home = folder.resolve("c-1-7");
        AtomicBoolean deleted = new AtomicBoolean();
        Thread repairing =
                Thread.ofPlatform()
                        .start(() -> {
                            for (int i = 0; !deleted.get(); i++) {
                                try {
                                    Files.writeString(
                                            home.resolve("late-" + i % 3 + ".webm"), "late");
                                } catch (IOException gone) {
                                    return;
                                }
                            }
                        });
        // Somebody who writes without an end is told of; a repair writes a few times.
        try {
            recordings.delete(CALL);
            assertThat(home).doesNotExist();
        } catch (IOException told) {
            assertThat(told).hasMessageContaining("keeps writing");
        } finally {
            deleted.set(true);
            repairing.join();
        }
        recordings.delete(CALL);
        assertThat(home).doesNotExist();
    }

    @Test
    void onlyWhatIsOldEnoughIsOld() throws IOException {
        Instant then = Instant.now().minus(Duration.ofDays(90));
        assertThat(recordings.untouchedSince(then)).isEmpty();
        Files.setLastModifiedTime(
                folder.resolve("c-1-7/manifest.jsonl"), FileTime.from(then.minusSeconds(1)));
        assertThat(recordings.untouchedSince(then)).containsExactly(CALL);
    }

    @Test
    void whatIsNoRecordingIsNeverOld() throws IOException {
        Files.createDirectory(folder.resolve("lost+found"));
        Files.createDirectory(folder.resolve("backup"));
        Files.createFile(Files.createDirectory(folder.resolve("year-2025")).resolve("accounts"));
        Files.createDirectory(folder.resolve("c-2-9"));
        assertThat(recordings.untouchedSince(Instant.now().plusSeconds(60)))
                .containsExactlyInAnyOrder(CALL, new CallId("c-2-9"));
    }

    @Test
    void withoutAFolderThereIsNothing() throws IOException {
        RecordingFolder none = new RecordingFolder(Optional.empty());
        assertThat(none.of(CALL)).isEmpty();
        assertThat(none.untouchedSince(Instant.MAX)).isEmpty();
        none.delete(CALL);
    }
}
