package dev.tandem.media;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// A sentence of the settings, made into sound once, before the bridge starts: espeak-ng speaks it
/// and ffmpeg encodes it, where a machine has both.
final class SpokenText {
    private static final String PREFIX = "say:";

    /// Longer is no announcement.
    static final int MAX_CHARACTERS = 300;

    /// Of each of the two programs.
    private static final long WITHIN_SECONDS = 30;

    private SpokenText() {}

    static boolean isOne(String what) {
        return what.startsWith(PREFIX);
    }

    /// @param what `say:VOICE:TEXT`, as `say:de:Bitte bleiben Sie am Apparat.`
    /// @return an Ogg Opus file with frames of 20 ms
    static byte[] spoken(String what) throws IOException {
        List<String> parts = Arrays.asList(what.split(":", 3));
        if (parts.size() < 3
                || !parts.get(1).matches("[A-Za-z0-9-]{1,40}")
                || parts.get(2).isBlank()
                || parts.get(2).length() > MAX_CHARACTERS) {
            throw new IllegalArgumentException(
                    "a voice and a text of up to " + MAX_CHARACTERS + " characters are missing");
        }
        Path folder = Files.createTempDirectory("announcement");
        Path voices = folder.resolve("voices.txt");
        Path wave = folder.resolve("said.wav");
        Path opus = folder.resolve("said.opus");
        try {
            run(voices, "espeak-ng", "--voices=" + parts.get(1));
            requireVoice(parts.get(1), Files.readString(voices));
            run(
                    "espeak-ng",
                    "-v",
                    parts.get(1),
                    "-s",
                    "150",
                    "-w",
                    wave.toString(),
                    "--",
                    parts.get(2));
            run(
                    "ffmpeg",
                    "-v",
                    "error",
                    "-i",
                    wave.toString(),
                    "-af",
                    // Not loudnorm: of what is shorter than 3 s it leaves next to nothing.
                    "speechnorm=e=6:p=0.5,adelay=200,apad=pad_dur=0.2",
                    "-ar",
                    "48000",
                    "-ac",
                    "1",
                    "-c:a",
                    "libopus",
                    "-b:a",
                    "24k",
                    "-frame_duration",
                    "20",
                    opus.toString());
            return Files.readAllBytes(opus);
        } finally {
            Files.deleteIfExists(voices);
            Files.deleteIfExists(wave);
            Files.deleteIfExists(opus);
            Files.deleteIfExists(folder);
        }
    }

    /// A voice that it does not have is spoken in another one without a word.
    private static void requireVoice(String voice, String known) throws IOException {
        if (known.lines().noneMatch(line -> line.strip().matches("\\d+\\s+" + voice + "\\s.*"))) {
            throw new IOException("espeak-ng has no voice " + voice);
        }
    }

    private static void run(String... command) throws IOException {
        run(ProcessBuilder.Redirect.DISCARD, command);
    }

    private static void run(Path output, String... command) throws IOException {
        run(ProcessBuilder.Redirect.to(output.toFile()), command);
    }

    private static void run(ProcessBuilder.Redirect output, String... command) throws IOException {
        Process process =
                new ProcessBuilder(command)
                        .redirectErrorStream(true)
                        .redirectOutput(output)
                        .start();
        process.getOutputStream().close();
        try {
            if (!process.waitFor(WITHIN_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                throw new IOException(command[0] + " takes too long");
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
        if (process.exitValue() != 0) {
            throw new IOException(command[0] + " ended with " + process.exitValue());
        }
    }
}
