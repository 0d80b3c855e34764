package dev.tandem.tests.media;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tandem.media.Announcements;
import dev.tandem.media.MediaBridgeServer;
import dev.tandem.signaling.bridge.BridgeCommand;
import dev.tandem.signaling.bridge.BridgeEvent;
import dev.tandem.signaling.bridge.BridgeReply;
import dev.tandem.tests.media.BrowserCall.Measured;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;

/// What two Chromiums say and show in each codec is recorded as it came, and a third page plays it
/// and goes to its middle.
class RecordedCodecsIT {
    private static final List<String> BOTH = List.of("a", "b");
    private static final int TONE = 440;

    @TempDir Path folder;
    private final List<BridgeEvent> failed = new CopyOnWriteArrayList<>();
    private MediaBridgeServer bridge;
    private BrowserCall call;

    @BeforeEach
    void begin() {
        bridge =
                MediaBridgeServer.start(
                        BrowserCall.BRIDGE,
                        event -> {
                            if (event instanceof BridgeEvent.RecordingFailed) {
                                failed.add(event);
                            }
                        },
                        Optional.of(folder),
                        Announcements.NONE);
        call = new BrowserCall(bridge);
    }

    @AfterEach
    void end() {
        call.close();
        bridge.close();
    }

    @ParameterizedTest
    @CsvSource({
        "VP8, opus, webm, webm",
        "VP9 profile-id=0, opus, webm, webm",
        "H264 packetization-mode=1;profile-level-id=42e0, PCMU, mkv, mkv",
        "H264 packetization-mode=0;profile-level-id=42e0, PCMA, mkv, mkv",
        "AV1 profile=0, opus, webm, webm"
    })
    void isRecordedAndPlayed(String video, String audio, String pictures, String sounds)
            throws IOException {
        BOTH.forEach(leg -> call.join(leg, List.of(audio, video)));
        BOTH.forEach(leg -> call.tone(leg, TONE));
        BOTH.forEach(leg -> call.await(leg, "sees", m -> m.number("frames") > 10));
        record(true);
        double from = call.measure("b").number("frames");
        call.await("b", "sees more", m -> m.number("frames") > from + 120);
        record(false);
        bridge.close(); // finishes the files

        for (String leg : BOTH) {
            Measured seen = played(leg, "video", pictures);
            assertThat(seen.text("error")).as(leg).isEmpty();
            assertThat(seen.number("width")).isGreaterThanOrEqualTo(160);
            assertThat(seen.number("height")).isGreaterThanOrEqualTo(90);
            assertThat(seen.number("frames")).as("pictures in the first second").isGreaterThan(3);
            assertThat(seen.number("soughtTo")).isBetween(-0.1, 0.1);
            assertThat(seen.number("framesAfter")).isGreaterThan(3);
            Measured heard = played(leg, "audio", sounds);
            assertThat(heard.text("error")).as(leg).isEmpty();
            assertThat(heard.number("seconds")).isGreaterThan(2);
            assertThat(heard.number("soughtTo")).isBetween(-0.1, 0.1);
            assertThat(heard.number("loudest")).isGreaterThan(0.05);
            System.out.println(video + " " + seen.values() + " " + audio + " " + heard.values());
        }
        assertThat(failed).isEmpty();
    }

    private void record(boolean on) {
        assertThat(
                        bridge.perform(new BridgeCommand.SetRecording(call.call(), on))
                                .toCompletableFuture()
                                .join())
                .isEqualTo(new BridgeReply.Done());
    }

    private Measured played(String leg, String kind, String extension) throws IOException {
        String end = "-" + leg + "-" + kind + "." + extension;
        List<Path> files;
        try (Stream<Path> found = Files.list(folder.resolve(call.call().value()))) {
            files = found.filter(f -> f.toString().endsWith(end)).toList();
        }
        assertThat(files).as(end).hasSize(1);
        return call.plays(
                leg,
                Files.readAllBytes(files.getFirst()),
                extension.equals("mkv") ? "video/x-matroska" : "video/webm");
    }
}
