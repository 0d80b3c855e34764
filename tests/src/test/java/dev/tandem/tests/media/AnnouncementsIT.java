package dev.tandem.tests.media;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tandem.media.Announcements;
import dev.tandem.media.MediaBridgeServer;
import dev.tandem.signaling.bridge.BridgeCommand;
import dev.tandem.signaling.bridge.BridgeReply;
import dev.tandem.signaling.protocol.LegId;
import dev.tandem.tests.harness.DebianPackage;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/// What is said to a Chromium on hold is decoded there between the music, while the others' talk
/// goes on; and what cannot be said stops the start.
class AnnouncementsIT {
    /// Higher than any note of the hold music.
    private static final int SAID = 5_000;

    private static final int AGENT = 880;

    /// Of what is said in a second, as browsers count it: some -20 dB, squared, times a second.
    private static final double SPOKEN_ENERGY = 0.01;

    @TempDir Path folder;

    @Test
    void whoIsOnHoldHearsTheAnnouncementAndTheOthersTalkOn() throws Exception {
        Announcements said =
                new Announcements(
                        Optional.empty(), Optional.of(tone().toString()), Duration.ofSeconds(5));
        try (MediaBridgeServer bridge =
                        MediaBridgeServer.start(
                                BrowserCall.BRIDGE, _ -> {}, Optional.empty(), said);
                BrowserCall call = new BrowserCall(bridge)) {
            List.of("a", "b", "c").forEach(call::join);
            call.tone("b", AGENT);
            call.awaitTones("a", List.of(AGENT), List.of(SAID));
            hold(bridge, call, true);
            call.awaitTones("a", List.of(SAID), List.of(AGENT));
            call.awaitTones("c", List.of(AGENT), List.of(SAID));
            // The music again, and the announcement once more.
            call.awaitTones("a", List.of(), List.of(SAID, AGENT));
            call.awaitTones("a", List.of(SAID), List.of(AGENT));
            hold(bridge, call, false);
            call.awaitTones("a", List.of(AGENT), List.of(SAID));
        }
    }

    /// By espeak-ng and ffmpeg, and heard by somebody to whom nobody else says a word.
    @Test
    void aTextIsSpokenWhereTheMachineHasAVoice() {
        DebianPackage.program("espeak-ng", "espeak-ng");
        DebianPackage.program("ffmpeg", "ffmpeg");
        Announcements spoken = recording("say:de:Dieses Gespräch wird aufgezeichnet.");
        try (MediaBridgeServer bridge =
                        MediaBridgeServer.start(
                                BrowserCall.BRIDGE, _ -> {}, Optional.of(folder), spoken);
                BrowserCall call = new BrowserCall(bridge)) {
            List.of("a", "b").forEach(call::join);
            call.mute("b", true);
            call.await("a", "the way", m -> m.number("audioPackets") > 50);
            // What b said before it was muted has been played out.
            double[] last = {-1, 0};
            call.await(
                    "a",
                    "silence",
                    m -> {
                        boolean later = m.number("audioPackets") >= last[1] + 50;
                        boolean silent =
                                later && m.number("audioEnergy") - last[0] < SPOKEN_ENERGY / 100;
                        if (later) {
                            last[0] = m.number("audioEnergy");
                            last[1] = m.number("audioPackets");
                        }
                        return silent;
                    });
            double before = call.measure("a").number("audioEnergy");

            assertThat(
                            bridge.perform(new BridgeCommand.SetRecording(call.call(), true))
                                    .toCompletableFuture()
                                    .join())
                    .isEqualTo(new BridgeReply.Done());

            call.await(
                    "a",
                    "a spoken sentence",
                    m -> m.number("audioEnergy") > before + SPOKEN_ENERGY);
        }
    }

    @Test
    void whatCannotBeSaidStopsTheStartWithASentenceThatNamesItsKey() throws IOException {
        Path noSound = Files.writeString(folder.resolve("no-sound.opus"), "no sound");
        for (String wrong :
                List.of(
                        folder.resolve("missing.opus").toString(),
                        noSound.toString(),
                        "say:de",
                        "say:../voice:Hello",
                        "say:en:" + "x".repeat(301),
                        "say:no-voice:Hello")) {
            assertThatThrownBy(() ->
                            MediaBridgeServer.start(
                                    BrowserCall.BRIDGE,
                                    _ -> {},
                                    Optional.empty(),
                                    recording(wrong)))
                    .as(wrong)
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageStartingWith("recordings.announcement must be english,");
        }
    }

    private static Announcements recording(String what) {
        return new Announcements(Optional.of(what), Optional.empty(), Announcements.HOLD_EVERY);
    }

    private static void hold(MediaBridgeServer bridge, BrowserCall call, boolean held) {
        BridgeCommand command = new BridgeCommand.SetHold(call.call(), new LegId("a"), held);
        assertThat(bridge.perform(command).toCompletableFuture().join())
                .isEqualTo(new BridgeReply.Done());
    }

    /// Two seconds of one tone.
    private Path tone() throws IOException, InterruptedException {
        Path file = folder.resolve("tone.opus");
        Process made =
                new ProcessBuilder(
                                DebianPackage.program("ffmpeg", "ffmpeg").toString(),
                                "-v",
                                "error",
                                "-f",
                                "lavfi",
                                "-i",
                                "sine=frequency=" + SAID + ":sample_rate=48000:duration=2",
                                "-af",
                                "volume=6dB",
                                "-c:a",
                                "libopus",
                                "-frame_duration",
                                "20",
                                file.toString())
                        .inheritIO()
                        .start();
        assertThat(made.waitFor(1, TimeUnit.MINUTES)).isTrue();
        assertThat(made.exitValue()).isZero();
        return file;
    }
}
