import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Path;
import javax.sound.sampled.AudioFileFormat;
import javax.sound.sampled.AudioFormat;
import javax.sound.sampled.AudioInputStream;
import javax.sound.sampled.AudioSystem;

/// Writes the tune that a customer on hold hears, as a WAV: our own, computed note by note, no sample
/// of anybody's. Run once, then encoded; how stands in the module's README.
///
/// Eight bars of four chords at 75 beats a minute, plucked softly in eighths over a bass: 25.6 s, and
/// silent at both ends, so that it goes round without a click.
public final class HoldTune {
    static final int RATE = 48_000;
    static final double BEAT = 0.8;

    /// The chords as semitones from C4: bass, then the figure that is plucked.
    static final int[][] CHORDS = {
        {-24, 0, 4, 7, 12, 7, 4, 7, 4}, // C
        {-27, -3, 0, 4, 9, 4, 0, 4, 0}, // a minor
        {-19, -7, -3, 0, 5, 9, 5, 0, -3}, // F
        {-17, -5, -1, 2, 7, 11, 7, 2, -1}, // G
        {-24, 0, 4, 7, 16, 12, 7, 4, 7}, // C
        {-20, -8, -1, 4, 7, 11, 7, 4, -1}, // e minor
        {-19, -7, 0, 5, 9, 12, 9, 5, 0}, // F
        {-17, -5, 2, 7, 11, 14, 11, 7, 2}, // G
    };

    public static void main(String[] args) throws IOException {
        double[] sound = new double[(int) (CHORDS.length * 4 * BEAT * RATE)];
        for (int bar = 0; bar < CHORDS.length; bar++) {
            double at = bar * 4 * BEAT;
            pluck(sound, at, CHORDS[bar][0] + 12, 0.5, 1.2);
            for (int note = 1; note <= 8; note++) {
                pluck(sound, at + (note - 1) * BEAT / 2, CHORDS[bar][note], 0.34, 2.6);
            }
        }
        write(sound, Path.of(args[0]));
    }

    /// A soft string: three partials that fade the faster the higher they are.
    static void pluck(double[] sound, double at, int semitone, double loud, double fade) {
        double hertz = 261.626 * Math.pow(2, semitone / 12.0);
        int from = (int) (at * RATE);
        for (int i = 0; i < 3 * RATE && from + i < sound.length; i++) {
            double t = (double) i / RATE;
            double rise = Math.min(1, t / 0.012);
            double tone = 0;
            for (int partial = 1; partial <= 3; partial++) {
                tone +=
                        Math.sin(2 * Math.PI * hertz * partial * t)
                                * Math.exp(-t * fade * partial)
                                / (partial * partial);
            }
            sound[from + i] += loud * rise * tone;
        }
    }

    static void write(double[] sound, Path wav) throws IOException {
        int fade = RATE / 2;
        byte[] pcm = new byte[sound.length * 2];
        for (int i = 0; i < sound.length; i++) {
            double end = Math.min(1, (double) (sound.length - i) / fade);
            short sample = (short) (Math.tanh(sound[i] * end * 0.7) * 0.5 * Short.MAX_VALUE);
            pcm[2 * i] = (byte) sample;
            pcm[2 * i + 1] = (byte) (sample >> 8);
        }
        AudioFormat format = new AudioFormat(RATE, 16, 1, true, false);
        AudioSystem.write(
                new AudioInputStream(new ByteArrayInputStream(pcm), format, sound.length),
                AudioFileFormat.Type.WAVE,
                wav.toFile());
    }
}
