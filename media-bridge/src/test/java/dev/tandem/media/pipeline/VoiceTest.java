package dev.tandem.media.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import java.util.Arrays;

/// One voice on its way into a mix: whatever the network does, a frame each tick.
class VoiceTest {
    private static final int A = 440;
    private static final int LOUD = 8_000;
    private static final long FIRST = 70_000;

    private final CountedCodec codec = new CountedCodec();
    private final VoiceCodec.Encoder encoder = codec.encoder();
    private final Voice voice = new Voice(codec);
    private final byte[] packet = new byte[1_500];
    private int spoken;

    @AfterEach
    void nothingIsLeft() {
        voice.close();
        encoder.close();
        assertThat(codec.encoders() + codec.decoders()).isZero();
    }

    @Test
    void aToneComesThroughAfterTwoPacketsOfPatience() {
        assertThat(Mix.level(voice.frame())).isEqualTo(Mix.SILENCE);
        speak(1);
        assertThat(Mix.level(voice.frame())).as("one packet is not enough").isEqualTo(Mix.SILENCE);
        speak(1);
        voice.frame();
        for (int i = 0; i < 20; i++) {
            speak(1);
            voice.frame();
        }
        assertThat(Tones.amplitude(voice.frame(), A)).isBetween(LOUD * 0.7, LOUD * 1.3);
    }

    @Test
    void theOrderOfTheNetworkIsNotHeard() {
        byte[][] packets = new byte[42][];
        for (int i = 0; i < packets.length; i++) {
            packets[i] = encoded(encoder, i);
        }
        put(0, packets);
        put(1, packets);
        double quietest = LOUD;
        for (int i = 2; i < packets.length; i += 2) { // Each two the wrong way round.
            put(i + 1, packets);
            voice.frame();
            put(i, packets);
            double now = Tones.amplitude(voice.frame(), A);
            quietest = i > 10 ? Math.min(quietest, now) : quietest;
        }
        assertThat(quietest).isGreaterThan(LOUD * 0.7);
    }

    @Test
    void aLostPacketIsConcealed() {
        int quietest = 0;
        for (int i = 0; i < 60; i++) {
            if (i == 30) {
                encoded(encoder, spoken++); // Said, and lost.
            } else {
                speak(1);
            }
            short[] frame = voice.frame();
            if (i > 10) {
                quietest = Math.max(quietest, Mix.level(frame));
            }
        }
        assertThat(quietest).as("-dBov where the packet was").isLessThan(35);
    }

    @Test
    void whoFallsSilentIsSilentSoonAndComesBack() {
        speak(3);
        for (int i = 0; i < 20; i++) {
            speak(1);
            voice.frame();
        }
        int ticks = 0;
        while (Mix.level(voice.frame()) < 90) {
            ticks++;
            assertThat(ticks).as("frames after the last packet").isLessThan(20);
        }
        assertThat(ticks).as("nothing is cut off").isGreaterThanOrEqualTo(2);
        for (int i = 0; i < 100; i++) {
            voice.frame();
        }
        for (int i = 0; i < 20; i++) {
            speak(1);
            voice.frame();
        }
        assertThat(Tones.amplitude(voice.frame(), A)).isBetween(LOUD * 0.7, LOUD * 1.3);
    }

    @Test
    void aBurstAfterAStallCostsDelayOnlyForAWhile() {
        speak(2);
        for (int i = 0; i < 50; i++) {
            speak(1);
            voice.frame();
        }
        // 200 ms nothing, then all at once.
        for (int i = 0; i < 10; i++) {
            voice.frame();
        }
        speak(10);
        for (int i = 0; i < 12 * Voice.WATCHED_TICKS; i++) {
            speak(1);
            voice.frame();
        }
        int after = 0;
        while (Mix.level(voice.frame()) < 60) {
            after++;
        }
        assertThat(after)
                .as("frames that still lay there, and those that fade")
                .isLessThanOrEqualTo(Voice.LEAST_DEPTH + Voice.MOST_CONCEALED);
    }

    @Test
    void aJumpOfTheSequenceBeginsAnew() {
        speak(3);
        voice.frame();
        byte[] bytes = encoded(encoder, spoken++);
        voice.put(FIRST + 5_000, bytes, 0, bytes.length);
        bytes = encoded(encoder, spoken++);
        voice.put(FIRST + 5_001, bytes, 0, bytes.length);
        voice.put(FIRST + 10, bytes, 0, bytes.length); // From before: not looked at.

        voice.frame();
        assertThat(Mix.level(voice.frame())).isLessThan(40);
    }

    @Test
    void whatIsNoOpusIsALoss() {
        for (int i = 0; i < 30; i++) {
            byte[] noise = new byte[200];
            Arrays.fill(noise, (byte) 0xff);
            voice.put(FIRST + i, noise, 0, noise.length);
            assertThat(voice.frame()).hasSize(VoiceCodec.FRAME_SAMPLES);
        }
    }

    @Test
    void whatIsClosedIsAnErrorAndNoCrash() {
        VoiceCodec.Decoder decoder = codec.decoder();
        decoder.close();
        assertThatThrownBy(() -> decoder.conceal(new short[6_000], 0))
                .isInstanceOf(IllegalStateException.class);
    }

    private void speak(int frames) {
        for (int i = 0; i < frames; i++) {
            byte[] bytes = encoded(encoder, spoken);
            voice.put(FIRST + spoken++, bytes, 0, bytes.length);
        }
    }

    private void put(int number, byte[][] packets) {
        voice.put(FIRST + number, packets[number], 0, packets[number].length);
    }

    private byte[] encoded(VoiceCodec.Encoder by, int number) {
        int length = by.encode(Tones.frame(number, A, LOUD), packet);
        return Arrays.copyOf(packet, length);
    }
}
