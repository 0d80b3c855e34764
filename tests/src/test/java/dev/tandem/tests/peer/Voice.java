package dev.tandem.tests.peer;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;

import javax.sound.sampled.AudioFormat;
import javax.sound.sampled.AudioInputStream;
import javax.sound.sampled.AudioSystem;
import javax.sound.sampled.UnsupportedAudioFileException;

/// What an endpoint says: a tone, the words of a file once, or nothing. Signed 16 bit, little
/// endian, mono, in pieces of 10 ms.
final class Voice {
    static final int RATE = 48_000;
    private static final int SAMPLES = RATE / 1_000 * Endpoints.AUDIO_MILLIS;
    private static final double LOUD = 8_000;

    private volatile int hz;
    private volatile byte[] words = new byte[0];
    private long spoken;
    private int said;

    /// @param frequency 0: nothing
    void tone(int frequency) {
        hz = frequency;
    }

    void words(String file) {
        AudioFormat wanted = new AudioFormat(RATE, 16, 1, true, false);
        try (AudioInputStream in =
                AudioSystem.getAudioInputStream(
                        wanted, AudioSystem.getAudioInputStream(new File(file)))) {
            words = in.readAllBytes();
        } catch (UnsupportedAudioFileException e) {
            throw new IllegalArgumentException(file, e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    byte[] next() {
        byte[] out = new byte[SAMPLES * 2];
        byte[] file = words;
        if (said < file.length) {
            int length = Math.min(out.length, file.length - said);
            System.arraycopy(file, said, out, 0, length);
            said += length;
            return out;
        }
        for (int i = 0; i < SAMPLES; i++, spoken++) {
            int value = hz == 0 ? 0 : (int) (LOUD * Math.sin(2 * Math.PI * hz * spoken / RATE));
            out[2 * i] = (byte) value;
            out[2 * i + 1] = (byte) (value >> 8);
        }
        return out;
    }
}
