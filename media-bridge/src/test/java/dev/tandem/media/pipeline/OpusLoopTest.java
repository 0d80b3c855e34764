package dev.tandem.media.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tandem.media.bridge.HoldFile;

import org.junit.jupiter.api.Test;

import java.util.Arrays;

/// The music file: what is shipped can be played, and what is none is noticed at the start.
class OpusLoopTest {
    @Test
    void theShippedTuneIsTwentyFiveSecondsOfFramesThatFitADatagram() {
        OpusLoop tune = OpusLoop.ofOgg(HoldFile.bytes());
        assertThat(tune.size()).isBetween(1_250, 1_300);
        for (int i = 0; i < tune.size(); i++) {
            assertThat(tune.frame(i).length).isBetween(1, OpusLoop.MAX_FRAME_BYTES);
        }
        assertThat(tune.frame(tune.size())).isSameAs(tune.frame(0));
    }

    @Test
    void whatIsNoOggOpusIsRefused() {
        byte[] file = HoldFile.bytes();
        assertThatThrownBy(() -> OpusLoop.ofOgg(new byte[100])).hasMessageContaining("no Ogg");
        assertThatThrownBy(() -> OpusLoop.ofOgg(Arrays.copyOf(file, 47)))
                .hasMessageContaining("no Opus frames");
    }

    @Test
    void aFrameOfAnotherLengthIsRefused() {
        byte[] file = HoldFile.bytes();
        byte[] first = OpusLoop.ofOgg(file).frame(0);
        int at = indexOf(file, first);
        file[at] = (byte) (file[at] ^ 0x08); // the next configuration: another duration
        assertThatThrownBy(() -> OpusLoop.ofOgg(file)).hasMessageContaining("20 ms");
    }

    private static int indexOf(byte[] file, byte[] part) {
        for (int i = 0; i + part.length <= file.length; i++) {
            if (Arrays.equals(file, i, i + part.length, part, 0, part.length)) {
                return i;
            }
        }
        throw new AssertionError("not there");
    }
}
