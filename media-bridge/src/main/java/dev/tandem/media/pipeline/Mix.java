package dev.tandem.media.pipeline;

import java.util.Arrays;

/// The sum of several voices, a frame at a time: begin, add each, take. What is louder than can be
/// said is cut at the loudest, not turned round.
public final class Mix {
    /// In -dBov (RFC 6464): nothing at all.
    public static final int SILENCE = 127;

    private static final double FULL_SCALE = 32_768;

    private final int[] sum = new int[VoiceCodec.FRAME_SAMPLES];

    public void begin() {
        Arrays.fill(sum, 0);
    }

    public void add(short[] voice) {
        for (int i = 0; i < sum.length; i++) {
            sum[i] += voice[i];
        }
    }

    public void take(short[] frame) {
        for (int i = 0; i < sum.length; i++) {
            frame[i] = (short) Math.clamp(sum[i], Short.MIN_VALUE, Short.MAX_VALUE);
        }
    }

    /// How loud a frame is, in -dBov: 0 is loudest, 127 is silence.
    public static int level(short[] frame) {
        double squares = 0;
        for (int i = 0; i < VoiceCodec.FRAME_SAMPLES; i++) {
            squares += (double) frame[i] * frame[i];
        }
        double rms = Math.sqrt(squares / VoiceCodec.FRAME_SAMPLES) / FULL_SCALE;
        return rms == 0 ? SILENCE : Math.clamp(Math.round(-20 * Math.log10(rms)), 0, SILENCE);
    }
}
