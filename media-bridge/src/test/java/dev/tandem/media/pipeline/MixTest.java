package dev.tandem.media.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/// The sum of voices.
class MixTest {
    private final Mix mix = new Mix();
    private final short[] sum = new short[VoiceCodec.FRAME_SAMPLES];

    @Test
    void twoTonesAreBothThere() {
        mix.begin();
        mix.add(Tones.frame(0, 400, 6_000));
        mix.add(Tones.frame(0, 1_000, 3_000));
        mix.take(sum);

        assertThat(Tones.amplitude(sum, 400)).isBetween(5_900.0, 6_100.0);
        assertThat(Tones.amplitude(sum, 1_000)).isBetween(2_900.0, 3_100.0);
        assertThat(Tones.amplitude(sum, 2_000)).isLessThan(50);
    }

    @Test
    void whatIsTooLoudIsCutAndNotTurnedRound() {
        mix.begin();
        for (int i = 0; i < 7; i++) {
            mix.add(Tones.frame(0, 50, 30_000));
        }
        mix.take(sum);

        short[] one = Tones.frame(0, 50, 30_000);
        for (int i = 0; i < sum.length; i++) {
            assertThat(Integer.signum(sum[i])).as("sample %d", i).isEqualTo(Integer.signum(one[i]));
        }
        assertThat(sum).contains(Short.MAX_VALUE, Short.MIN_VALUE);
    }

    @Test
    void aMixBeginsWithNothing() {
        mix.begin();
        mix.add(Tones.frame(0, 400, 6_000));
        mix.begin();
        mix.take(sum);

        assertThat(sum).containsOnly((short) 0);
        assertThat(Mix.level(sum)).isEqualTo(Mix.SILENCE);
    }

    @Test
    void theLevelIsThatOfRfc6464() {
        assertThat(Mix.level(Tones.frame(0, 1_000, 32_767))).as("a full sine").isEqualTo(3);
        assertThat(Mix.level(Tones.frame(0, 1_000, 3_277))).isEqualTo(23);
        assertThat(Mix.level(Tones.frame(0, 1_000, 33))).isBetween(62, 64);
    }
}
