package dev.tandem.media.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tandem.signaling.bridge.MediaKind;

import org.junit.jupiter.api.Test;

/// Of camera and screen, which one a weak link gives up first.
class PictureGatesTest {
    private static final long SECOND = 1_000_000_000;
    private static final long WEAK = PictureGate.WORTH_BITS - 1;
    private static final long ENOUGH = PictureGate.WORTH_BITS;

    private final PictureGates gates = new PictureGates();
    private long now = 100 * SECOND;

    private void after(long nanos, long bits) {
        now += nanos;
        gates.judge(bits, true, true, now);
    }

    private boolean hasCamera() {
        return !gates.isClosed(MediaKind.VIDEO);
    }

    private boolean hasScreen() {
        return !gates.isClosed(MediaKind.SCREEN);
    }

    @Test
    void theCameraGoesAndTheScreenStays() {
        after(0, WEAK);
        assertThat(hasCamera()).isFalse();
        after(PictureGates.PATIENCE_NANOS - 1, WEAK);
        assertThat(hasScreen()).as("the link may still recover").isTrue();
        after(1, ENOUGH);
        assertThat(hasScreen()).as("it carries the screen alone").isTrue();
        assertThat(gates.isClosed(MediaKind.AUDIO)).isFalse();
    }

    @Test
    void whenThatWasNotEnoughTheScreenGoesTooAndComesBackFirst() {
        after(0, WEAK);
        after(PictureGates.PATIENCE_NANOS, WEAK);
        assertThat(hasScreen()).isFalse();

        after(PictureGate.FIRST_WAIT_NANOS - 1, ENOUGH);
        assertThat(hasScreen() || hasCamera()).as("too soon").isFalse();
        after(1, ENOUGH);
        assertThat(hasScreen()).isTrue();
        after(SECOND / 10, ENOUGH);
        assertThat(hasCamera()).isTrue();
    }

    @Test
    void whoSeesNoScreenLosesAndRegainsTheCameraAlone() {
        gates.judge(WEAK, true, false, now);
        now += PictureGate.FIRST_WAIT_NANOS;
        gates.judge(WEAK, true, false, now);
        assertThat(hasScreen()).isTrue();
        assertThat(hasCamera()).isFalse();
        gates.judge(ENOUGH, true, false, now);
        assertThat(hasCamera()).isTrue();
    }

    @Test
    void whoIsAloneWithTheSenderGetsWhatThereIs() {
        after(0, WEAK);
        after(PictureGates.PATIENCE_NANOS, WEAK);
        gates.judge(WEAK, false, false, now);
        assertThat(hasCamera()).isTrue();
        assertThat(hasScreen()).isTrue();
    }
}
