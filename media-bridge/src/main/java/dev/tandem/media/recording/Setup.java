package dev.tandem.media.recording;

import org.jspecify.annotations.Nullable;

import java.util.Arrays;

/// What a decoder has to know before the first picture, as it stands in a file's header. Two that
/// are equal are one to a decoder.
final class Setup {
    private final byte[] bytes;

    Setup(byte[] bytes) {
        this.bytes = bytes;
    }

    byte[] bytes() {
        return bytes;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Setup setup && Arrays.equals(bytes, setup.bytes);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(bytes);
    }
}
