package dev.tandem.media.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tandem.media.codec.LibOpus;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.io.InputStream;

/// What the bridge says by itself is as loud as people are: a notice that nobody hears is none.
class ShippedSoundsTest {
    /// Quieter frames are pauses between words.
    private static final double PAUSE = -50;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/announcements/recorded.opus",
                "/announcements/hold.opus",
                "/music/hold.opus"
            })
    void itIsAsLoudAsSomebodyWhoTalks(String file) throws IOException {
        assertThat(decibel(file)).isBetween(-26.0, -14.0);
    }

    /// Mean power of what is not pause, against full scale.
    private static double decibel(String file) throws IOException {
        try (InputStream in = OpusLoop.class.getResourceAsStream(file);
                VoiceCodec.Decoder decoder = LibOpus.load().orElseThrow().decoder()) {
            OpusLoop sound = OpusLoop.ofOgg(in.readAllBytes());
            short[] samples = new short[VoiceCodec.MAX_PACKET_SAMPLES];
            double power = 0;
            int frames = 0;
            for (int i = 0; i < sound.size(); i++) {
                byte[] frame = sound.frame(i);
                int count = decoder.decode(frame, frame.length, samples, 0);
                double sum = 0;
                for (int s = 0; s < count; s++) {
                    sum += (double) samples[s] * samples[s];
                }
                double of = sum / count / 32_768 / 32_768;
                if (10 * Math.log10(of) > PAUSE) {
                    power += of;
                    frames++;
                }
            }
            return 10 * Math.log10(power / frames);
        }
    }
}
