package dev.tandem.tests.peer;

import dev.onvoid.webrtc.media.audio.AudioTrackSink;

import io.vertx.core.json.JsonObject;

/// Keeps the last half second of what an endpoint hears, and says how loud it is and which tone is
/// in it.
final class Ear implements AudioTrackSink {
    private static final int LOWEST = 100;
    private static final int HIGHEST = 2_000;
    private static final int STEP = 10;

    private double[] last = new double[0];
    private int at;
    private int rate;
    private long samples;

    @Override
    public synchronized void onData(byte[] data, int bits, int hz, int channels, int frames) {
        if (hz != rate) {
            rate = hz;
            last = new double[hz / 2];
            at = 0;
        }
        for (int i = 0; i < frames; i++) {
            int low = data[2 * i * channels] & 0xff;
            last[at] = (short) (data[2 * i * channels + 1] << 8 | low);
            at = (at + 1) % last.length;
        }
        samples += frames;
    }

    /// `rms` of 16-bit samples; `hz` of the strongest tone; `purity` its share of the power, 1 for
    /// a tone and nothing else.
    synchronized JsonObject heard() {
        double power = 0;
        for (double sample : last) {
            power += sample * sample;
        }
        power = last.length == 0 ? 0 : power / last.length;
        int strongest = 0;
        double most = 0;
        for (int hz = LOWEST; hz <= HIGHEST && power > 0; hz += STEP) {
            double here = powerAt(hz);
            if (here > most) {
                most = here;
                strongest = hz;
            }
        }
        return new JsonObject()
                .put("samples", samples)
                .put("rms", Math.sqrt(power))
                .put("hz", strongest)
                .put("purity", power == 0 ? 0 : most / power);
    }

    /// Mean power of one frequency, by Goertzel's way; half a second holds whole periods of every
    /// step.
    private double powerAt(int hz) {
        double coefficient = 2 * Math.cos(2 * Math.PI * hz / rate);
        double before = 0;
        double last2 = 0;
        for (int i = 0; i < last.length; i++) {
            double now = last[(at + i) % last.length] + coefficient * before - last2;
            last2 = before;
            before = now;
        }
        double square = before * before + last2 * last2 - coefficient * before * last2;
        return 2 * square / ((double) last.length * last.length);
    }
}
