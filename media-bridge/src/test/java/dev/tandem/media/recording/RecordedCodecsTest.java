package dev.tandem.media.recording;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tandem.media.packet.Counters;
import dev.tandem.signaling.bridge.BridgeEvent;
import dev.tandem.signaling.bridge.Codec;
import dev.tandem.signaling.bridge.MediaKind;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;

/// Whatever codec a call has is kept as it came, and somebody else plays it.
class RecordedCodecsTest {
    private static final int SECONDS = 5;

    @TempDir Path folder;
    private final AtomicLong now = new AtomicLong(1_000_000_000);
    private final List<BridgeEvent> events = new CopyOnWriteArrayList<>();
    private long sequence = 65_000;
    private int ticks = -90_000;

    private Recorder recorder(Disk disk) {
        Recorder recorder =
                Recorder.start(
                        folder.resolve("r"),
                        new Recorder.Parts(
                                events::add,
                                new Counters(),
                                InstantSource.system(),
                                now::get,
                                disk));
        recorder.begin(RecorderTest.CALL);
        return recorder;
    }

    /// Pictures, 25 in a second, each in its packets.
    private void shows(Recorder recorder, String codec, List<List<byte[]>> pictures) {
        for (List<byte[]> payloads : pictures) {
            now.addAndGet(40_000_000);
            ticks += 3_600;
            for (int i = 0; i < payloads.size(); i++) {
                send(recorder, MediaKind.VIDEO, codec, payloads.get(i), i == payloads.size() - 1);
            }
        }
    }

    private void says(Recorder recorder, String codec, List<byte[]> packets) {
        for (byte[] packet : packets) {
            now.addAndGet(20_000_000);
            ticks += 160;
            send(recorder, MediaKind.AUDIO, codec, packet, false);
        }
    }

    private void send(
            Recorder recorder, MediaKind kind, String codec, byte[] payload, boolean marker) {
        int rate = kind == MediaKind.VIDEO ? 90_000 : 8_000;
        recorder.packet(
                RecorderTest.CALL,
                RecorderTest.CUSTOMER,
                kind,
                new Codec(98, codec, rate, 1, "", List.of(), OptionalInt.empty()),
                sequence++,
                RecorderTest.rtp(2, ticks, marker, payload, payload.length));
    }

    private List<Path> files() throws IOException {
        try (Stream<Path> found = Files.list(folder.resolve("r/" + RecorderTest.CALL))) {
            return found.filter(f -> !f.endsWith(Manifest.NAME))
                    .sorted(Comparator.comparing(Path::toString))
                    .toList();
        }
    }

    private List<List<byte[]>> pictures(String codec) throws IOException {
        return switch (codec) {
            case "VP9" -> vp9("320x180", SECONDS);
            case "AV1" -> Ffmpeg.av1(folder, SECONDS).stream().map(Packetizers::av1).toList();
            default -> h264("320x180", SECONDS);
        };
    }

    private List<List<byte[]>> vp9(String size, int seconds) throws IOException {
        return Ffmpeg.vp9(folder, size, seconds).stream().map(Packetizers::vp9).toList();
    }

    private List<List<byte[]>> h264(String size, int seconds) throws IOException {
        return Packetizers.h264Pictures(Ffmpeg.h264(folder, size, seconds)).stream()
                .map(Packetizers::h264)
                .toList();
    }

    @ParameterizedTest
    @CsvSource({"VP9, vp9, webm", "H264, h264, mkv", "AV1, av1, webm"})
    void aPictureInThisCodecPlaysAndCanBeSearched(String codec, String known, String extension)
            throws IOException {
        List<List<byte[]>> pictures = pictures(codec);
        assertThat(pictures).hasSize(25 * SECONDS);
        assertThat(pictures.getFirst()).as("packets of the keyframe").hasSizeGreaterThan(2);
        try (Recorder recorder = recorder(Disk.REAL)) {
            shows(recorder, codec, pictures);
            recorder.end(RecorderTest.CALL);
        }

        assertThat(files()).hasSize(1);
        Path file = files().getFirst();
        assertThat(file.toString()).endsWith("-customer-1-video." + extension);
        assertThat(Ffmpeg.stream(file)).isEqualTo(known + ",320,180");
        assertThat(Ffmpeg.duration(file)).isBetween(SECONDS - 0.2, SECONDS + 0.0);
        assertThat(Ffmpeg.decode(file)).isEmpty();
        assertThat(Ffmpeg.frames(file)).isEqualTo(25 * SECONDS);
        assertThat(Ffmpeg.decodeFrom(file, 3)).isEmpty();
        assertThat(events).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"VP9", "H264", "AV1"})
    void afterALossThePictureGoesOnWithAKeyframeAndNoDecoderComplains(String codec)
            throws IOException {
        List<List<byte[]>> pictures = new ArrayList<>(pictures(codec));
        // Of the first and of a later keyframe a packet in the middle is lost, and a whole picture.
        for (int lost : List.of(0, 50)) {
            List<byte[]> torn = new ArrayList<>(pictures.get(lost));
            torn.remove(1);
            pictures.set(lost, torn);
        }
        try (Recorder recorder = recorder(Disk.REAL)) {
            for (int i = 0; i < pictures.size(); i++) {
                if (i == 0 || i == 50) {
                    showsTorn(recorder, codec, pictures.get(i));
                } else {
                    shows(recorder, codec, List.of(pictures.get(i)));
                }
            }
            now.addAndGet(RecordedTrack.PATIENCE_VIDEO);
            recorder.end(RecorderTest.CALL);
        }

        assertThat(files()).hasSize(1);
        assertThat(Ffmpeg.decode(files().getFirst())).isEmpty();
        assertThat(Ffmpeg.frames(files().getFirst()))
                .as("from the third keyframe on")
                .isEqualTo(25 * SECONDS - 100);
    }

    /// As [#shows], with a gap in the numbers behind the first packet.
    private void showsTorn(Recorder recorder, String codec, List<byte[]> payloads) {
        now.addAndGet(40_000_000);
        ticks += 3_600;
        for (int i = 0; i < payloads.size(); i++) {
            if (i == 1) {
                sequence++;
            }
            send(recorder, MediaKind.VIDEO, codec, payloads.get(i), i == payloads.size() - 1);
        }
    }

    @Test
    void anotherSizeInH264IsAnotherFileAndBothPlay() throws IOException {
        try (Recorder recorder = recorder(Disk.REAL)) {
            shows(recorder, "H264", h264("320x180", 2));
            shows(recorder, "H264", h264("480x270", 2));
            recorder.end(RecorderTest.CALL);
        }
        assertThat(files()).hasSize(2);
        List<String> sizes = new ArrayList<>();
        for (Path file : files()) {
            sizes.add(Ffmpeg.stream(file));
            assertThat(Ffmpeg.decode(file)).isEmpty();
            assertThat(Ffmpeg.frames(file)).isEqualTo(50);
        }
        assertThat(sizes).containsExactlyInAnyOrder("h264,320,180", "h264,480,270");
    }

    /// As a camera's picture does that begins small.
    @Test
    void aPictureThatGrowsIsAnotherFileAndOneThatShrinksIsNot() throws IOException {
        try (Recorder recorder = recorder(Disk.REAL)) {
            shows(recorder, "VP9", vp9("320x180", 2));
            shows(recorder, "VP9", vp9("480x270", 2));
            shows(recorder, "VP9", vp9("320x180", 2));
            recorder.end(RecorderTest.CALL);
        }
        assertThat(files()).hasSize(2);
        List<String> found = new ArrayList<>();
        for (Path file : files()) {
            found.add(Ffmpeg.stream(file) + ", " + Ffmpeg.frames(file));
            assertThat(Ffmpeg.decode(file)).isEmpty();
        }
        assertThat(found).containsExactlyInAnyOrder("vp9,320,180, 50", "vp9,480,270, 100");
        TrackFormat small = new TrackFormat.Vp(8, 427, 240);
        TrackFormat large = new TrackFormat.Vp(8, 1280, 720);
        assertThat(large.continues(small)).isFalse();
        assertThat(small.continues(large)).isTrue();
        assertThat(new TrackFormat.Vp(9, 427, 240).continues(large)).isFalse();
    }

    @Test
    void anotherCodecInTheMiddleOfACallIsAnotherFile() throws IOException {
        List<List<byte[]>> first = pictures("VP9");
        List<List<byte[]>> then = pictures("AV1");
        try (Recorder recorder = recorder(Disk.REAL)) {
            shows(recorder, "VP9", first);
            shows(recorder, "AV1", then);
            recorder.end(RecorderTest.CALL);
        }
        assertThat(files()).hasSize(2);
        for (Path file : files()) {
            assertThat(Ffmpeg.decode(file)).isEmpty();
            assertThat(Ffmpeg.frames(file)).isEqualTo(25 * SECONDS);
        }
    }

    @ParameterizedTest
    @CsvSource({"PCMU, mulaw, pcm_mulaw", "PCMA, alaw, pcm_alaw"})
    void soundByThisLawPlaysWithItsPauses(String codec, String law, String known)
            throws IOException {
        List<byte[]> tone = Packetizers.g711(Ffmpeg.g711(folder, law, 3));
        try (Recorder recorder = recorder(Disk.REAL)) {
            says(recorder, codec, tone.subList(0, 75));
            now.addAndGet(2_000_000_000L); // muted
            ticks += 16_000;
            says(recorder, codec, tone.subList(75, 150));
            recorder.end(RecorderTest.CALL);
        }

        Path file = files().getFirst();
        assertThat(files()).hasSize(1);
        assertThat(file.toString()).endsWith("-customer-1-audio.mkv");
        assertThat(Ffmpeg.stream(file)).isEqualTo(known + ",1");
        assertThat(Ffmpeg.duration(file)).isBetween(4.9, 5.1);
        assertThat(Ffmpeg.decode(file)).isEmpty();
        assertThat(events).isEmpty();
    }

    @Test
    void whatIsCompleteWasKeptByTheDiskBeforeItWasCalledComplete() throws IOException {
        AtomicInteger kept = new AtomicInteger();
        AtomicInteger keptBeforeComplete = new AtomicInteger();
        Disk counting =
                new Disk() {
                    @Override
                    public long freeBytes(Path where) {
                        return Long.MAX_VALUE;
                    }

                    @Override
                    public void keep(FileChannel file) throws IOException {
                        kept.incrementAndGet();
                        if (files().stream().noneMatch(f -> f.toString().endsWith(".mkv"))) {
                            keptBeforeComplete.incrementAndGet();
                        }
                        file.force(false);
                    }
                };
        try (Recorder recorder = recorder(counting)) {
            says(recorder, "PCMU", List.of(new byte[160], new byte[160]));
            recorder.end(RecorderTest.CALL);
        }
        assertThat(keptBeforeComplete.get())
                .as("the call's name, its line, the file's name, the file, the line of its end")
                .isEqualTo(5);
        assertThat(kept.get()).as("then its new name").isEqualTo(6);
    }

    @Test
    void aDiskThatDoesNotKeepWhatItTookIsARecordingThatFailed() throws Exception {
        AtomicInteger asked = new AtomicInteger();
        Disk dying =
                new Disk() {
                    @Override
                    public long freeBytes(Path where) {
                        return Long.MAX_VALUE;
                    }

                    @Override
                    public void keep(FileChannel file) throws IOException {
                        if (asked.incrementAndGet() > 3) {
                            throw new IOException("Input/output error");
                        }
                    }
                };
        try (Recorder recorder = recorder(dying)) {
            long end = System.nanoTime() + 30_000_000_000L;
            while (events.isEmpty() && System.nanoTime() < end) {
                says(recorder, "PCMU", List.of(new byte[160]));
                Thread.onSpinWait();
            }
            assertThat(events).containsExactly(new BridgeEvent.RecordingFailed(RecorderTest.CALL));
        }
    }
}
