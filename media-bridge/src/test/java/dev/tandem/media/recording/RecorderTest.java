package dev.tandem.media.recording;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tandem.media.packet.Counters;
import dev.tandem.media.packet.DropReason;
import dev.tandem.media.packet.PacketBuffer;
import dev.tandem.media.packet.RtpView;
import dev.tandem.signaling.bridge.BridgeEvent;
import dev.tandem.signaling.bridge.Codec;
import dev.tandem.signaling.bridge.MediaKind;
import dev.tandem.signaling.protocol.CallId;
import dev.tandem.signaling.protocol.LegId;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;

/// From packets to files that others play, pauses and deaths included.
class RecorderTest {
    static final CallId CALL = new CallId("harbor-1-7");
    static final LegId CUSTOMER = new LegId("customer-1");
    static final Codec OPUS = new Codec(111, "opus", 48_000, 2, "", List.of(), OptionalInt.empty());
    static final Codec VP8 = new Codec(96, "VP8", 90_000, 1, "", List.of(), OptionalInt.empty());

    @TempDir Path folder;
    private final AtomicLong now = new AtomicLong(1_000_000_000);
    private final List<BridgeEvent> events = new CopyOnWriteArrayList<>();
    private final Counters counters = new Counters();

    private Recorder recorder(Path where, Disk disk) {
        return Recorder.start(
                where,
                new Recorder.Parts(events::add, counters, InstantSource.system(), now::get, disk));
    }

    static RtpView rtp(int ssrc, int timestamp, boolean marker, byte[] payload, int length) {
        PacketBuffer buffer = new PacketBuffer();
        ByteBuffer out = ByteBuffer.wrap(buffer.bytes());
        out.put((byte) 0x80).put((byte) (marker ? 0x80 : 0)).putShort((short) 0);
        out.putInt(timestamp).putInt(ssrc).put(payload, 0, length);
        buffer.reset(out.position());
        RtpView view = new RtpView();
        assertThat(view.parse(buffer)).isTrue();
        return view;
    }

    private long sequence = 70_000;
    private int ticks = -48_000;

    /// As a browser sends it: evenly, 20 ms each.
    private void plays(Recorder recorder, List<byte[]> packets) {
        for (byte[] packet : packets) {
            now.addAndGet(20_000_000);
            ticks += 960;
            recorder.packet(
                    CALL,
                    CUSTOMER,
                    MediaKind.AUDIO,
                    OPUS,
                    sequence++,
                    rtp(1, ticks, false, packet, packet.length));
        }
    }

    private List<Path> files() throws IOException {
        if (!Files.exists(folder.resolve("r/" + CALL))) {
            return List.of();
        }
        try (Stream<Path> found = Files.list(folder.resolve("r/" + CALL))) {
            return found.filter(f -> !f.endsWith(Manifest.NAME)).sorted().toList();
        }
    }

    @Test
    void aToneIsAFileThatPlaysAndCanBeSearched() throws IOException {
        List<byte[]> tone = Ffmpeg.tone(folder, 440, 5);
        try (Recorder recorder = recorder(folder.resolve("r"), Disk.REAL)) {
            recorder.begin(CALL);
            plays(recorder, tone);
            recorder.end(CALL);
        }

        Path file = files().getFirst();
        assertThat(files()).hasSize(1);
        assertThat(file.toString()).endsWith("-customer-1-audio.webm");
        assertThat(Ffmpeg.stream(file)).isEqualTo("opus,2");
        assertThat(Ffmpeg.duration(file)).isBetween(4.95, 5.1);
        assertThat(Ffmpeg.decode(file)).isEmpty();
        assertThat(Ffmpeg.decodeFrom(file, 3)).isEmpty();
        assertThat(Files.readString(file.resolveSibling(Manifest.NAME)))
                .contains("\"leg\":\"customer-1\",\"kind\":\"audio\",\"startedAt\":")
                .contains("\"millis\":50");
        assertThat(events).isEmpty();
    }

    @Test
    void whatIsSaidInAPauseIsInNoFile() throws IOException {
        List<byte[]> before = Ffmpeg.tone(folder, 440, 2);
        List<byte[]> cardNumber = Ffmpeg.tone(folder, 1_234, 2);
        List<byte[]> after = Ffmpeg.tone(folder, 660, 2);
        try (Recorder recorder = recorder(folder.resolve("r"), Disk.REAL)) {
            recorder.begin(CALL);
            plays(recorder, before);
            recorder.end(CALL);
            plays(recorder, cardNumber);
            recorder.begin(CALL);
            plays(recorder, after);
            recorder.end(CALL);
        }

        assertThat(files()).hasSize(2);
        List<String> contents = new ArrayList<>();
        for (Path file : files()) {
            contents.add(new String(Files.readAllBytes(file), "ISO-8859-1"));
            assertThat(Ffmpeg.decode(file)).isEmpty();
            assertThat(Ffmpeg.duration(file)).isBetween(1.95, 2.1);
        }
        String all = String.join("", contents);
        // The first packets of any tone are alike; the later ones are this tone's own.
        for (byte[] secret : cardNumber.subList(10, cardNumber.size())) {
            assertThat(all.contains(new String(secret, "ISO-8859-1"))).isFalse();
        }
        // The clock of this test runs away from the recorder's thread, so names tell no order.
        String own = new String(after.getLast(), "ISO-8859-1");
        String second = contents.get(contents.get(0).contains(own) ? 0 : 1);
        for (byte[] kept : after) {
            assertThat(second.contains(new String(kept, "ISO-8859-1"))).isTrue();
        }
    }

    @Test
    void silenceAndLossKeepTheirTime() throws IOException {
        List<byte[]> tone = Ffmpeg.tone(folder, 440, 4);
        try (Recorder recorder = recorder(folder.resolve("r"), Disk.REAL)) {
            recorder.begin(CALL);
            plays(recorder, tone.subList(0, 50));
            now.addAndGet(2_000_000_000L); // muted: the clock goes on, the numbers do not
            ticks += 96_000;
            plays(recorder, tone.subList(50, 100));
            sequence += 10; // 200 ms are lost
            ticks += 9_600;
            now.addAndGet(200_000_000);
            plays(recorder, tone.subList(100, 150));
            recorder.end(CALL);
        }

        assertThat(Ffmpeg.duration(files().getFirst())).isBetween(5.1, 5.3);
        assertThat(Ffmpeg.decode(files().getFirst())).isEmpty();
    }

    @Test
    void aPictureIsPutTogetherAndBeginsWithItsKeyframe() throws IOException {
        List<byte[]> frames = Ffmpeg.picture(folder, 5);
        try (Recorder recorder = recorder(folder.resolve("r"), Disk.REAL)) {
            recorder.begin(CALL);
            int timestamp = 5;
            for (byte[] frame : frames) {
                now.addAndGet(40_000_000);
                timestamp += 3_600;
                for (int at = 0; at < frame.length; at += 1_100) {
                    int length = Math.min(1_100, frame.length - at);
                    byte[] payload = new byte[length + 1];
                    payload[0] = (byte) (at == 0 ? 0x10 : 0);
                    System.arraycopy(frame, at, payload, 1, length);
                    boolean last = at + length == frame.length;
                    recorder.packet(
                            CALL,
                            CUSTOMER,
                            MediaKind.VIDEO,
                            VP8,
                            sequence++,
                            rtp(2, timestamp, last, payload, payload.length));
                }
            }
            recorder.end(CALL);
        }

        Path file = files().getFirst();
        assertThat(file.toString()).endsWith("-video.webm");
        assertThat(Ffmpeg.stream(file)).isEqualTo("vp8,320,180");
        assertThat(Ffmpeg.duration(file)).isBetween(4.8, 5.0);
        assertThat(Ffmpeg.decode(file)).isEmpty();
        assertThat(Ffmpeg.decodeFrom(file, 3)).isEmpty();
    }

    @Test
    void aFolderThatCannotBeWrittenIsSaidAndNothingElseHappens() throws IOException {
        Path file = Files.createFile(folder.resolve("a-file"));
        try (Recorder recorder = recorder(file, Disk.REAL)) {
            recorder.begin(CALL);
            plays(recorder, List.of(OpusPackets.SILENCE, OpusPackets.SILENCE));
            recorder.end(CALL);
        }
        assertThat(events).containsExactly(new BridgeEvent.RecordingFailed(CALL));
    }

    @Test
    void aFullDiskIsSaidAndWhatWasWrittenPlays() throws IOException {
        AtomicLong free = new AtomicLong(Recorder.KEEP_FREE_BYTES);
        List<byte[]> tone = Ffmpeg.tone(folder, 440, 3);
        try (Recorder recorder = recorder(folder.resolve("r"), _ -> free.get())) {
            recorder.begin(CALL);
            plays(recorder, tone);
            await(() -> !files().isEmpty() && Ffmpeg.packetsEnd(files().getFirst()) > 1.5);
            free.set(Recorder.KEEP_FREE_BYTES - 1);
            await(() -> {
                now.addAndGet(1_000_000_000);
                return !events.isEmpty();
            });
        }
        assertThat(events).containsExactly(new BridgeEvent.RecordingFailed(CALL));
        assertThat(Ffmpeg.decode(files().getFirst())).isEmpty();
    }

    @Test
    void whatComesFasterThanItCanBeTakenIsDroppedAndCounted() throws IOException {
        // The disk does not answer, so the recorder is busy until it does.
        CountDownLatch disk = new CountDownLatch(1);
        try (Recorder recorder =
                recorder(
                        folder.resolve("r"),
                        _ -> {
                            try {
                                disk.await();
                            } catch (InterruptedException e) {
                                Thread.currentThread().interrupt();
                            }
                            return Long.MAX_VALUE;
                        })) {
            recorder.begin(CALL);
            for (int i = 0; i < Recorder.MAX_WAITING + 5; i++) {
                plays(recorder, List.of(OpusPackets.SILENCE));
            }
            assertThat(counters.drops(DropReason.RECORDING_QUEUE_FULL)).isEqualTo(5);
            disk.countDown();
            recorder.end(CALL);
        }
        assertThat(Files.readString(folder.resolve("r/" + CALL).resolve(Manifest.NAME)))
                .contains("{\"dropped\":5}");
    }

    /// One customer's client must not cost the disk of all others, nor its own recording.
    @Test
    void aSenderThatChangesWithEveryPacketBeginsOnlySoManyFiles() throws IOException {
        Codec other = new Codec(0, "PCMU", 8_000, 1, "", List.of(), OptionalInt.empty());
        int changes = 3 * Stretch.PARTS_A_MINUTE;
        try (Recorder recorder = recorder(folder.resolve("r"), Disk.REAL)) {
            recorder.begin(CALL);
            for (int i = 0; i < changes; i++) {
                now.addAndGet(20_000_000);
                boolean opus = i % 2 == 0;
                byte[] sound = opus ? OpusPackets.SILENCE : new byte[160];
                recorder.packet(
                        CALL,
                        CUSTOMER,
                        MediaKind.AUDIO,
                        opus ? OPUS : other,
                        i,
                        rtp(1, i * 960, false, sound, sound.length));
            }
            recorder.end(CALL);
        }
        assertThat(files()).hasSize(Stretch.PARTS_A_MINUTE);
        assertThat(events).isEmpty();
        assertThat(Files.readString(folder.resolve("r/" + CALL).resolve(Manifest.NAME)))
                .contains("{\"dropped\":" + (changes - Stretch.PARTS_A_MINUTE) + "}");
    }

    @Test
    void theDeathOfTheWriterCostsTwoSecondsAtMost() throws Exception {
        Path where = folder.resolve("r");
        Process writer =
                new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "-cp",
                                System.getProperty("java.class.path"),
                                MortalWriter.class.getName(),
                                where.toString(),
                                folder.toString())
                        .redirectErrorStream(true)
                        .start();
        double said = 0;
        try (var in = writer.inputReader()) {
            String line = in.readLine();
            while (line != null && said < 6) {
                if (line.startsWith("said ")) {
                    said = Double.parseDouble(line.substring(5));
                }
                line = said < 6 ? in.readLine() : line;
            }
        } finally {
            writer.destroyForcibly(); // SIGKILL
        }
        assertThat(writer.waitFor(30, TimeUnit.SECONDS)).isTrue();
        assertThat(said).isGreaterThanOrEqualTo(6);

        Path file = files().getFirst();
        assertThat(file.toString()).endsWith(Part.UNFINISHED);
        assertThat(Ffmpeg.decode(file)).isEmpty();
        assertThat(Ffmpeg.packetsEnd(file)).isGreaterThan(said - 2);

        double there = Ffmpeg.packetsEnd(file);
        // A bridge that begins at once and finishes it when its writer counts as gone.
        try (Recorder _ = recorder(where, Disk.REAL)) {
            await(() -> {
                now.addAndGet(Repairs.Rhythm.USUAL.alive().toNanos() / 10);
                return files().getFirst().toString().endsWith(".webm");
            });
        }

        Path repaired = files().getFirst();
        assertThat(Ffmpeg.duration(repaired)).isBetween(there, there + 0.1);
        assertThat(Ffmpeg.decode(repaired)).isEmpty();
        assertThat(Ffmpeg.decodeFrom(repaired, 3)).isEmpty();
    }

    interface Condition {
        boolean holds() throws IOException;
    }

    static void await(Condition condition) throws IOException {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
        while (!condition.holds()) {
            assertThat(System.nanoTime()).as("in time").isLessThan(end);
            Thread.onSpinWait();
        }
    }
}
