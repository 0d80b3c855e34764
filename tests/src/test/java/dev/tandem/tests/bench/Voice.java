package dev.tandem.tests.bench;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;

import javax.sound.sampled.AudioFileFormat;
import javax.sound.sampled.AudioFormat;
import javax.sound.sampled.AudioInputStream;
import javax.sound.sampled.AudioSystem;

/// What a fake microphone hears: somebody who never draws breath, so that every 10 ms of sound tell
/// whether the way is open.
///
/// A wandering pitch with its overtones in syllables: what does not change is noise to a browser's
/// noise suppression, and what equals the other side's sound is echo to its echo canceller.
final class Voice {
    private static final int RATE = 48_000;
    private static final int SECONDS = 20;
    private static final int SYLLABLE = RATE / 8;
    private static final int OVERTONES = 12;

    /// Between syllables the voice falls to this share of its loudness, never to silence.
    private static final double SOFT = 0.5;

    private Voice() {}

    /// @param pitch in Hz; two people in one call have different ones
    static void write(Path file, double pitch, long seed) throws IOException {
        RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
        byte[] sound = new byte[RATE * SECONDS * 2];
        double phase = 0;
        double from = pitch;
        double to = pitch;
        for (int i = 0; i < RATE * SECONDS; i++) {
            int in = i % SYLLABLE;
            if (in == 0) {
                from = to;
                to = pitch * random.nextDouble(0.8, 1.25);
            }
            double share = in / (double) SYLLABLE;
            phase += 2 * Math.PI * (from + (to - from) * share) / RATE;
            double loudness = SOFT + (1 - SOFT) * Math.sin(Math.PI * share);
            int sample = (int) (loudness * 9_000 * glottis(phase));
            sound[2 * i] = (byte) sample;
            sound[2 * i + 1] = (byte) (sample >> 8);
        }
        Files.createDirectories(file.toAbsolutePath().getParent());
        AudioFormat format = new AudioFormat(RATE, 16, 1, true, false);
        try (AudioInputStream stream =
                new AudioInputStream(new ByteArrayInputStream(sound), format, sound.length / 2L)) {
            AudioSystem.write(stream, AudioFileFormat.Type.WAVE, file.toFile());
        }
    }

    private static double glottis(double phase) {
        double sum = 0;
        for (int n = 1; n <= OVERTONES; n++) {
            sum += Math.sin(n * phase) / n;
        }
        return sum;
    }
}
