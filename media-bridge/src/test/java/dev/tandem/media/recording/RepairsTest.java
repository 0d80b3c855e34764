package dev.tandem.media.recording;

import static dev.tandem.media.recording.RecorderTest.await;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tandem.signaling.bridge.MediaKind;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/// Files without a writer are finished, by one of all who share the folder; those with a writer are
/// left alone, however quiet it is there.
class RepairsTest {
    /// Short enough for a test; a writer that touches its files every 2 s needs [#PATIENT].
    private static final Repairs.Rhythm QUICK =
            new Repairs.Rhythm(Duration.ofMillis(40), Duration.ofMillis(5));

    private static final Repairs.Rhythm PATIENT =
            new Repairs.Rhythm(Duration.ofMillis(2 * DiskSync.EVERY_MILLIS), Duration.ofMillis(5));

    @TempDir Path folder;

    /// Of the machine that writes; it is an hour ahead of ours.
    private final InstantSource theirs = () -> Instant.now().plusSeconds(3_600);

    private final InstantSource clock = InstantSource.system();
    private final List<AutoCloseable> running = new ArrayList<>();
    private DiskSync sync = sync();
    private Path call = Path.of("");

    @BeforeEach
    void aCall() throws IOException {
        call = Files.createDirectories(folder.resolve("harbor-1-7"));
    }

    @AfterEach
    void everythingEnds() throws Exception {
        for (AutoCloseable one : running) {
            one.close();
        }
    }

    private DiskSync sync() {
        DiskSync started = DiskSync.start(Disk.REAL, theirs);
        running.add(started);
        return started;
    }

    /// A bridge of its own, as far as the folder can tell.
    private void looks(Repairs.Rhythm rhythm) {
        running.add(Repairs.start(folder, sync, clock, System::nanoTime, rhythm));
    }

    /// One second of silence, written by `by`.
    private Part part(Path call, long startedAt, DiskSync by) throws IOException {
        Part part =
                Part.begin(
                        call,
                        RecorderTest.CUSTOMER,
                        MediaKind.AUDIO,
                        new TrackFormat.Opus(),
                        0,
                        startedAt,
                        by);
        for (long at = 0; at < 1_000; at += 20) {
            part.write(at * 1_000_000, true, OpusPackets.SILENCE);
        }
        part.flush();
        return part;
    }

    /// As `kill -9` leaves it.
    private Path left(Path call, long startedAt) throws IOException {
        part(call, startedAt, sync()).abandon();
        return call.resolve(startedAt + "-customer-1-audio.webm");
    }

    private static Path unfinished(Path whole) {
        return whole.resolveSibling(whole.getFileName() + Part.UNFINISHED);
    }

    private static void turnBack(Path path, Duration by) throws IOException {
        Files.setLastModifiedTime(path, FileTime.from(Instant.now().minus(by)));
    }

    /// Until everything that can be finished is: another one was left, seen and finished meanwhile.
    private void longEnoughGoesBy(long startedAt) throws IOException {
        Path marker = left(call, startedAt);
        await(() -> Files.exists(marker));
    }

    @Test
    void whoComesBackAtOnceFinishesItAsSoonAsItsWriterCountsAsGone() throws IOException {
        Path dead = left(call, 1_000);
        looks(QUICK);
        await(() -> Files.exists(dead));
        assertThat(unfinished(dead)).doesNotExist();
        assertThat(Ffmpeg.duration(dead)).isBetween(0.98, 1.02);
        assertThat(Ffmpeg.decode(dead)).isEmpty();
        assertThat(Files.readString(call.resolve(Manifest.NAME)))
                .contains("{\"file\":\"1000-customer-1-audio.webm\",\"millis\":1000}");
    }

    @Test
    void aWriterWithNothingToWriteIsNotTakenForDeadWhateverItsClockSays() throws IOException {
        Part quiet = part(call, 1_000, sync());
        Path whole = call.resolve("1000-customer-1-audio.webm");
        looks(PATIENT);

        longEnoughGoesBy(2_000);

        assertThat(unfinished(whole)).exists();
        quiet.finish(3_000_000_000L);
        assertThat(Ffmpeg.duration(whole)).isBetween(2.9, 3.1);
    }

    @Test
    void aFileOfThisProcessIsItsOwnHoweverSlowItsDiskIs() throws IOException {
        Part own = part(call, 1_000, sync);
        Path whole = call.resolve("1000-customer-1-audio.webm");
        looks(QUICK);
        longEnoughGoesBy(2_000);
        assertThat(unfinished(whole)).exists();
        own.abandon();
        await(() -> Files.exists(whole));
    }

    @Test
    void ofManyWhoShareTheFolderOneFinishesIt() throws IOException {
        List<Path> dead = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            dead.add(left(call, 1_000 + i));
        }
        for (int i = 0; i < 4; i++) {
            sync = sync();
            looks(QUICK);
        }
        await(() -> unfinishedNames().isEmpty());

        assertThat(ended()).doesNotHaveDuplicates().hasSize(dead.size());
        for (Path whole : dead) {
            assertThat(Ffmpeg.duration(whole)).isBetween(0.98, 1.02);
        }
        assertThat(unfinishedNames()).isEmpty();
    }

    private List<String> ended() throws IOException {
        return Files.readString(call.resolve(Manifest.NAME))
                .lines()
                .filter(line -> line.contains("millis"))
                .toList();
    }

    private List<String> unfinishedNames() throws IOException {
        try (Stream<Path> files = Files.list(call)) {
            return files.map(String::valueOf).filter(f -> f.endsWith(Part.UNFINISHED)).toList();
        }
    }

    @Test
    void whoeverDiesWhileRepairingLeavesItToTheNext() throws IOException {
        Path dead = left(call, 1_000);
        Path claimed =
                Files.move(
                        unfinished(dead),
                        dead.resolveSibling(
                                dead.getFileName() + ".0f1e2d3c-4b5a" + Part.UNFINISHED));
        looks(QUICK);
        await(() -> Files.exists(dead));
        assertThat(Ffmpeg.duration(dead)).isBetween(0.98, 1.02);
    }

    @Test
    void aSingleFrameIsKept() throws IOException {
        Part part =
                Part.begin(
                        call,
                        RecorderTest.CUSTOMER,
                        MediaKind.SCREEN,
                        new TrackFormat.Opus(),
                        0,
                        1_000,
                        sync());
        part.write(0, true, OpusPackets.SILENCE);
        part.flush();
        part.abandon();
        looks(QUICK);
        await(() -> Files.exists(call.resolve("1000-customer-1-screen.webm")));
        assertThat(ended()).singleElement().asString().contains("\"millis\":20");
    }

    @Test
    void anEmptyOneGoesAndAStrangersFileStays() throws IOException {
        Path nothing = Files.createFile(call.resolve("7-customer-1-audio.webm.part"));
        Path strange = Files.createFile(call.resolve("notes.txt.part"));
        Files.createFile(
                Files.createDirectory(folder.resolve("lost+found")).resolve("8-b-audio.webm.part"));
        looks(QUICK);
        await(() -> !Files.exists(nothing));
        longEnoughGoesBy(2_000);
        assertThat(strange).exists();
        assertThat(folder.resolve("lost+found/8-b-audio.webm.part")).exists();
        assertThat(call.resolve("7-customer-1-audio.webm")).doesNotExist();
    }

    @Test
    void theFirstLooksSeeEveryFolderTheOthersThoseOfTheLastDay() throws IOException {
        Path early = Files.createDirectories(folder.resolve("harbor-1-1"));
        Path old = left(early, 1_000);
        turnBack(early, Repairs.RECENT.plusHours(1));
        looks(QUICK);
        await(() -> Files.exists(old));
        longEnoughGoesBy(2_000);
        longEnoughGoesBy(3_000);
        longEnoughGoesBy(4_000);

        // Turned back before any look can have seen it for long enough.
        Path late = left(early, 2_000);
        turnBack(early, Repairs.RECENT.plusHours(1));
        longEnoughGoesBy(5_000);
        longEnoughGoesBy(6_000);
        assertThat(unfinished(late)).exists();
        turnBack(early, Repairs.RECENT.minusHours(1));
        await(() -> Files.exists(late));
    }

    @Test
    void whatDiesBetweenItsEndAndItsNameIsKnownToBeWhole() throws IOException {
        Path home = Files.createDirectories(folder.resolve("harbor-1-2"));
        Part part = part(home, 1_000, sync());
        Path whole = home.resolve("1000-customer-1-audio.webm");
        Files.createDirectory(whole); // in the way of the last step
        Files.createFile(whole.resolve("x"));
        assertThatThrownBy(() -> part.finish(1_000_000_000L)).isInstanceOf(IOException.class);
        assertThat(Files.readString(home.resolve(Manifest.NAME))).contains("\"millis\":1000");
        assertThat(Ffmpeg.duration(unfinished(whole))).isBetween(0.98, 1.02);
    }

    @Test
    void aFileThatCannotBeEnteredIsLeftToARepairAndNotKeptOpen() throws IOException {
        Files.createDirectory(call.resolve(Manifest.NAME)); // no line can be written there
        assertThatThrownBy(() -> part(call, 1_000, sync)).isInstanceOf(IOException.class);
        assertThat(sync.isOpen(call.resolve("1000-customer-1-audio.webm.part"))).isFalse();
    }

    @Test
    void aRecordingThatSomebodyElseFinishedEndsWithAFailure() throws IOException {
        Part taken = part(call, 1_000, sync);
        Path whole = call.resolve("1000-customer-1-audio.webm");
        Files.move(unfinished(whole), whole);
        await(() -> {
            try {
                taken.flush();
                return false;
            } catch (IOException told) {
                return true;
            }
        });
    }
}
