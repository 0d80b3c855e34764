package dev.tandem.media.recording;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// Somebody else's reader and encoder: ffmpeg and ffprobe, installed from Debian when they are not
/// there and we are root.
final class Ffmpeg {
    private static final long PATIENCE_SECONDS = 300;

    private Ffmpeg() {}

    static {
        if (!isThere() && Files.isExecutable(Path.of("/usr/bin/apt-get"))) {
            exec("apt-get", "update");
            exec("apt-get", "install", "-y", "--no-install-recommends", "ffmpeg");
        }
        assertThat(isThere()).as("ffmpeg and ffprobe; install them").isTrue();
    }

    private static boolean isThere() {
        return Arrays.stream(System.getenv("PATH").split(":"))
                .anyMatch(p ->
                        Files.isExecutable(Path.of(p, "ffmpeg"))
                                && Files.isExecutable(Path.of(p, "ffprobe")));
    }

    /// The Opus packets of a tone, 20 ms each.
    static List<byte[]> tone(Path folder, int hertz, int seconds) throws IOException {
        Path ogg = folder.resolve("tone-" + hertz + ".ogg");
        exec(
                "ffmpeg",
                "-y",
                "-f",
                "lavfi",
                "-i",
                "sine=frequency=" + hertz + ":sample_rate=48000:duration=" + seconds,
                "-c:a",
                "libopus",
                "-b:a",
                "32k",
                "-frame_duration",
                "20",
                ogg.toString());
        // The first two packets are headers.
        List<byte[]> packets = oggPackets(Files.readAllBytes(ogg));
        return packets.subList(2, packets.size());
    }

    /// RFC 3533: pages, whose segments of 255 bytes go on in the next one.
    private static List<byte[]> oggPackets(byte[] file) {
        List<byte[]> packets = new ArrayList<>();
        byte[] packet = {};
        int at = 0;
        while (at + 27 <= file.length) {
            int segments = file[at + 26] & 0xff;
            int data = at + 27 + segments;
            for (int i = 0; i < segments; i++) {
                int length = file[at + 27 + i] & 0xff;
                int before = packet.length;
                packet = Arrays.copyOf(packet, before + length);
                System.arraycopy(file, data, packet, before, length);
                data += length;
                if (length < 255) {
                    packets.add(packet);
                    packet = new byte[0];
                }
            }
            at = data;
        }
        return packets;
    }

    /// VP8 frames of a moving picture, 25 in a second, a keyframe every two seconds.
    static List<byte[]> picture(Path folder, int seconds) throws IOException {
        return ivfFrames(
                moving(
                        folder,
                        "320x180",
                        seconds,
                        "ivf",
                        List.of("-c:v", "libvpx", "-deadline", "realtime", "-cpu-used", "8")));
    }

    static List<byte[]> vp9(Path folder, String size, int seconds) throws IOException {
        return ivfFrames(
                moving(
                        folder,
                        size,
                        seconds,
                        "ivf",
                        List.of(
                                "-c:v",
                                "libvpx-vp9",
                                "-deadline",
                                "realtime",
                                "-cpu-used",
                                "8",
                                "-lag-in-frames",
                                "0")));
    }

    /// Temporal units, each unit in them with its length.
    static List<byte[]> av1(Path folder, int seconds) throws IOException {
        return ivfFrames(
                moving(
                        folder,
                        "320x180",
                        seconds,
                        "ivf",
                        List.of(
                                "-c:v",
                                "libaom-av1",
                                "-usage",
                                "realtime",
                                "-cpu-used",
                                "8",
                                "-lag-in-frames",
                                "0")));
    }

    /// With start codes, one slice in a picture.
    static byte[] h264(Path folder, String size, int seconds) throws IOException {
        return moving(
                folder,
                size,
                seconds,
                "h264",
                List.of(
                        "-c:v",
                        "libx264",
                        "-profile:v",
                        "baseline",
                        "-pix_fmt",
                        "yuv420p",
                        "-x264-params",
                        "slices=1:bframes=0:scenecut=0"));
    }

    /// A tone by `mulaw` or `alaw`, 8,000 bytes a second.
    static byte[] g711(Path folder, String law, int seconds) throws IOException {
        Path file = folder.resolve("tone." + law);
        exec(
                "ffmpeg",
                "-y",
                "-f",
                "lavfi",
                "-i",
                "sine=frequency=440:sample_rate=8000:duration=" + seconds,
                "-f",
                law,
                file.toString());
        return Files.readAllBytes(file);
    }

    private static byte[] moving(
            Path folder, String size, int seconds, String format, List<String> encoder)
            throws IOException {
        Path file = folder.resolve("picture." + format);
        List<String> command =
                new ArrayList<>(
                        List.of(
                                "ffmpeg",
                                "-y",
                                "-f",
                                "lavfi",
                                "-i",
                                "testsrc=size=" + size + ":rate=25:duration=" + seconds));
        command.addAll(encoder);
        command.addAll(List.of("-g", "50", "-f", format, file.toString()));
        exec(command.toArray(String[]::new));
        return Files.readAllBytes(file);
    }

    private static List<byte[]> ivfFrames(byte[] ivf) {
        List<byte[]> frames = new ArrayList<>();
        ByteBuffer in = ByteBuffer.wrap(ivf).order(ByteOrder.LITTLE_ENDIAN);
        in.position(32);
        while (in.hasRemaining()) {
            byte[] frame = new byte[in.getInt()];
            in.getLong();
            in.get(frame);
            frames.add(frame);
        }
        return frames;
    }

    /// What ffprobe says it lasts, in seconds, by its packets, whatever the header says.
    static double packetsEnd(Path file) {
        List<String> times =
                exec(
                                "ffprobe",
                                "-v",
                                "error",
                                "-show_entries",
                                "packet=pts_time",
                                "-of",
                                "csv=p=0",
                                file.toString())
                        .lines()
                        .map(l -> l.replace(",", ""))
                        .filter(l -> !l.isBlank())
                        .toList();
        return times.isEmpty() ? 0 : Double.parseDouble(times.getLast());
    }

    /// What the header says.
    static double duration(Path file) {
        return Double.parseDouble(
                exec(
                                "ffprobe",
                                "-v",
                                "error",
                                "-show_entries",
                                "format=duration",
                                "-of",
                                "csv=p=0",
                                file.toString())
                        .strip());
    }

    /// Decodes all of it; what the decoder complains of is returned.
    static String decode(Path file) {
        return exec("ffmpeg", "-v", "error", "-i", file.toString(), "-f", "null", "-");
    }

    /// Decodes from this second on, which needs the index.
    static String decodeFrom(Path file, int second) {
        return exec(
                "ffmpeg",
                "-v",
                "error",
                "-ss",
                "" + second,
                "-i",
                file.toString(),
                "-t",
                "1",
                "-f",
                "null",
                "-");
    }

    /// How many pictures a decoder makes of it.
    static int frames(Path file) {
        return Integer.parseInt(
                exec(
                                "ffprobe",
                                "-v",
                                "error",
                                "-count_frames",
                                "-show_entries",
                                "stream=nb_read_frames",
                                "-of",
                                "csv=p=0",
                                file.toString())
                        .replace(",", "")
                        .strip());
    }

    static String stream(Path file) {
        return exec(
                        "ffprobe",
                        "-v",
                        "error",
                        "-show_entries",
                        "stream=codec_name,width,height,channels",
                        "-of",
                        "csv=p=0",
                        file.toString())
                .strip();
    }

    private static String exec(String... command) {
        try {
            Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
            process.getOutputStream().close();
            String said = new String(process.getInputStream().readAllBytes());
            if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
            assertThat(process.exitValue()).as(String.join(" ", command) + "\n" + said).isZero();
            return said;
        } catch (IOException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
