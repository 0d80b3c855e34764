package dev.tandem.media.pipeline;

/// Tones to tell voices apart by: made, and found again in what is heard.
public final class Tones {
    private Tones() {}

    /// A frame of 20 ms of a tone that goes on from frame to frame.
    ///
    /// @param amplitude of 32,767
    public static short[] frame(int number, int hertz, int amplitude) {
        short[] samples = new short[VoiceCodec.FRAME_SAMPLES];
        for (int i = 0; i < samples.length; i++) {
            double seconds = (number * (double) samples.length + i) / 48_000;
            samples[i] = (short) Math.round(amplitude * Math.sin(2 * Math.PI * hertz * seconds));
        }
        return samples;
    }

    /// The amplitude of a tone in these samples (Goertzel).
    public static double amplitude(short[] samples, int hertz) {
        double turn = 2 * Math.PI * hertz / 48_000;
        double before = 0;
        double beforeThat = 0;
        for (short sample : samples) {
            double now = sample + 2 * Math.cos(turn) * before - beforeThat;
            beforeThat = before;
            before = now;
        }
        double power =
                before * before
                        + beforeThat * beforeThat
                        - 2 * Math.cos(turn) * before * beforeThat;
        return 2 * Math.sqrt(Math.max(0, power)) / samples.length;
    }
}
